// Package grade turns one run of go test over an exercise into one value. It
// decides the verdict; screens, plain lines and JSON only print it.
package grade

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"time"

	"gatehouse/internal/course"
	"gatehouse/sandbox"
)

// Options are what a run can be asked for.
type Options struct {
	Seed   uint64 // makes the secrets of an earlier run again; 0: drawn
	Limits Limits
}

// Grader runs the probes of exercises.
type Grader struct {
	Go      Go
	Content fs.FS // holds the original sandbox
}

// Run grades the learner's file of the exercise in the workspace dir. It
// returns no error: what could not be done is the result's Outcome and Reason.
// When ctx ends, no process of the run is left and the Reason is "cancelled".
func (g *Grader) Run(ctx context.Context, dir string, e *course.Exercise, o Options) Result {
	began := time.Now()
	// Short enough to be typed again.
	seed := cmp.Or(o.Seed, rand.Uint64N(999_999)+1)
	tested, edited := g.test(ctx, dir, e, seed, o.Limits.orUsual())
	r := Result{
		Exercise: e.ID, Outcome: tested.Outcome(), Reason: tested.Reason,
		Probes: tested.Probes, Compile: tested.Compile, BehavesLike: like(e, tested.Probes),
		Output: tested.Output, OutputTruncated: tested.OutputTruncated,
		Seed: seed, Seconds: time.Since(began).Seconds(), Edited: edited,
	}
	if ctx.Err() != nil {
		r.Outcome, r.Reason = CouldNotRun, errCancelled.Error()
	}
	if r.Outcome != CouldNotRun {
		r.Reason = ""
	}
	if len(r.Probes) == 0 && e.Matrix != nil {
		for _, p := range e.Matrix.Probes {
			r.Probes = append(r.Probes, notRun(p.Name, p.Honest))
		}
	}
	return r
}

// test runs the probes with the originals of our own files.
func (g *Grader) test(ctx context.Context, dir string, e *course.Exercise, seed uint64, limits Limits) (Tested, []string) {
	fail := func(err error) (Tested, []string) {
		return Tested{Probes: []sandbox.Verdict{}, Compile: []Problem{}, Reason: err.Error()}, []string{}
	}
	dir, err := module(dir)
	if err != nil {
		return fail(err)
	}
	folder := path.Join("exercises", e.ID)
	if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(folder), e.Answer())); err != nil {
		return fail(fmt.Errorf("%s/%s cannot be read; gatehouse reset %s puts the starter back", folder, e.Answer(), e.ID))
	}
	if err := read(dir, e); err != nil {
		return fail(err)
	}
	temp, err := os.MkdirTemp("", "gatehouse-")
	if err != nil {
		return fail(fmt.Errorf("no folder for the run: %w", err))
	}
	defer os.RemoveAll(temp)
	overlay, edited, err := originals(g.Content, e, dir, temp)
	if err != nil {
		return fail(err)
	}
	run := goTest{tool: g.Go, dir: dir, folder: folder, overlay: overlay, seed: seed, limits: limits}
	tested := run.run(ctx)
	quote(filepath.Join(dir, filepath.FromSlash(folder)), tested.Probes)
	return tested, edited
}
