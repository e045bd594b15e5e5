package grade

import (
	"bytes"
	"context"
	"io"
	"strings"
)

// Warm builds once what the probes of the workspace dir stand on, Go's own
// library above all, so that runs are quick. Progress is told how many
// packages are built and how many there are to build; it is not called when
// there is nothing to build.
func (g *Grader) Warm(ctx context.Context, dir string, progress func(done, of int)) error {
	dir, err := module(dir)
	if err != nil {
		return err
	}
	missing, err := g.unbuilt(ctx, dir)
	if err != nil || len(missing) == 0 {
		return err
	}
	progress(0, len(missing))
	said := &counter{max: len(missing), told: progress, text: capped{max: maxSaid}}
	err = g.Go.run(ctx, command{
		dir: dir, stdout: io.Discard, stderr: said,
		args: append([]string{"build", "-v"}, missing...),
	})
	if ctx.Err() != nil {
		return errCancelled
	}
	if err != nil {
		return explain(g.Go, dir, err, said.text.text.String())
	}
	return nil
}

// counter counts the lines of go build -v: one for each package that is built.
type counter struct {
	done, max int
	told      func(done, of int)
	text      capped
}

// Write implements io.Writer. It never fails.
func (c *counter) Write(p []byte) (int, error) {
	for range bytes.Count(p, []byte("\n")) {
		c.done = min(c.done+1, c.max)
		c.told(c.done, c.max)
	}
	return c.text.Write(p)
}

// unbuilt lists the packages that the exercises need and that are not in the
// build cache. The exercises are left out: what a learner wrote may not build.
func (g *Grader) unbuilt(ctx context.Context, dir string) ([]string, error) {
	list, said := &strings.Builder{}, &capped{max: maxSaid}
	err := g.Go.run(ctx, command{
		dir: dir, stdout: list, stderr: said,
		args: []string{"list", "-e", "-deps", "-test", "-f", "{{if and .Stale .DepOnly}}{{.ImportPath}}{{end}}", "./exercises/..."},
	})
	if ctx.Err() != nil {
		return nil, errCancelled
	}
	if err != nil {
		return nil, explain(g.Go, dir, err, said.text.String())
	}
	var missing []string
	for line := range strings.Lines(list.String()) {
		// A package in brackets is one that was changed for a test.
		if path := strings.TrimSpace(line); path != "" && !strings.Contains(path, "[") {
			missing = append(missing, path)
		}
	}
	return missing, nil
}
