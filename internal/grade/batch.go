package grade

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"gatehouse/internal/workspace"
	"gatehouse/sandbox"
)

// Batch is packages of one module whose tests hold probes.
type Batch struct {
	Go       Go
	Dir      string            // the root of the module, absolute
	Packages []string          // folders below Dir, with slashes
	Overlay  map[string]string // as for go's -overlay: path to the file that is read instead; empty for no file
	Seed     uint64            // of the secrets
	Timeout  time.Duration     // from the moment when the first test starts
}

// What ends a run from outside.
var (
	errTimeUp    = errors.New("no end within the time limit")
	errCancelled = errors.New("cancelled")
)

// Run tests all packages at once and returns what it found, by folder. Where a
// program ended before its last probe, it runs again for the probes that were
// not reached, until all are judged or the time is up.
func (b Batch) Run(ctx context.Context) map[string]Tested {
	ctx, end := context.WithCancelCause(ctx)
	defer end(nil)
	started := sync.OnceFunc(func() { time.AfterFunc(b.Timeout, func() { end(errTimeUp) }) })

	tallies := map[string]*tally{}
	for _, folder := range b.Packages {
		tallies[folder] = newTally(b.Dir, folder)
	}
	b.round(ctx, started, tallies, "")
	found := map[string]Tested{}
	for folder, t := range tallies {
		again := b
		again.Packages = []string{folder}
		for judged := 0; ctx.Err() == nil && len(t.open()) > 0 && len(t.verdicts) > judged; {
			judged = len(t.verdicts)
			again.round(ctx, started, tallies, t.skip())
		}
		found[folder] = t.tested()
	}
	return found
}

// round is one go test: it adds what it finds to the tallies.
func (b Batch) round(ctx context.Context, started func(), tallies map[string]*tally, skip string) {
	packages := map[string]*told{}
	for _, folder := range b.Packages {
		tallies[folder].begin()
		packages[workspace.Module()+"/"+folder] = tallies[folder].told
	}
	reports, err := b.test(ctx, &stream{started: started, packages: packages, builds: map[string]string{}}, skip)
	for _, folder := range b.Packages {
		tallies[folder].add(reports[folder], stopped(ctx), err)
	}
}

// stopped returns what ended a run from outside, or nil.
func stopped(ctx context.Context) error {
	if ctx.Err() == nil || errors.Is(context.Cause(ctx), errTimeUp) {
		return context.Cause(ctx)
	}
	return errCancelled
}

// test runs go test once and returns the evidence, by folder. The error says
// in a sentence why nothing could be tested.
func (b Batch) test(ctx context.Context, events *stream, skip string) (map[string][]*sandbox.Report, error) {
	temp, err := os.MkdirTemp("", "gatehouse-")
	if err != nil {
		return nil, fmt.Errorf("no folder for the run: %w", err)
	}
	defer os.RemoveAll(temp)
	args, err := b.arguments(temp, skip)
	if err != nil {
		return nil, fmt.Errorf("no folder for the run: %w", err)
	}
	said := capped{max: maxOutput}
	err = b.Go.run(ctx, command{
		dir: b.Dir, args: args, stdout: events, stderr: &said,
		env: []string{"SANDBOX_SEED=" + strconv.FormatUint(b.Seed, 10)},
	})
	if err != nil && !events.begun && ctx.Err() == nil {
		return nil, explain(b.Go, b.Dir, err, said.text.String())
	}
	return evidence(temp)
}

func (b Batch) arguments(temp, skip string) ([]string, error) {
	args := []string{
		"test", "-json", "-count=1", "-vet=off", "-ldflags=-s -w", "-artifacts", "-outputdir", temp,
		// Should we be killed, the test ends by itself.
		"-timeout", (b.Timeout + time.Minute).String(),
	}
	if skip != "" {
		args = append(args, "-skip", skip)
	}
	if len(b.Overlay) > 0 {
		text, err := json.Marshal(map[string]any{"Replace": b.Overlay})
		if err != nil {
			return nil, err
		}
		file := filepath.Join(temp, "overlay.json")
		if err := os.WriteFile(file, text, 0o600); err != nil {
			return nil, err
		}
		args = append(args, "-overlay", file)
	}
	for _, folder := range b.Packages {
		args = append(args, "./"+folder)
	}
	return args, nil
}

// evidence reads all evidence below dir, by the folder of the package. A file
// without its first line is none: the program died before its first probe.
func evidence(dir string) (map[string][]*sandbox.Report, error) {
	found := map[string][]*sandbox.Report{}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.Name() != sandbox.EvidenceFile {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil || !bytes.Contains(text, []byte("\n")) {
			return err
		}
		report, err := sandbox.Decode(bytes.NewReader(text))
		if err != nil {
			return err
		}
		folder := strings.TrimPrefix(report.Package, workspace.Module()+"/")
		found[folder] = append(found[folder], report)
		return nil
	})
	return found, err
}
