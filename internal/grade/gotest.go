package grade

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"gatehouse/internal/workspace"
	"gatehouse/sandbox"
)

// goTest is one package of a module whose tests hold probes.
type goTest struct {
	tool    Go
	dir     string            // the root of the module, absolute
	folder  string            // of the package, below dir, with slashes
	overlay map[string]string // as for go's -overlay: path to the file that is read instead; empty for no file
	seed    uint64            // of the secrets
	limits  Limits
}

// buildLimit is how long the go command may build before the test starts: the
// first build on a slow machine takes a few minutes.
const buildLimit = 10 * time.Minute

// What ends a run from outside.
var (
	errTimeUp    = errors.New("no end within the time limit")
	errNotBuilt  = fmt.Errorf("not built within %s", buildLimit)
	errCancelled = errors.New("cancelled")
)

// run tests the package and returns what was found.
func (g goTest) run(ctx context.Context) Tested {
	ctx, end := context.WithCancelCause(ctx)
	defer end(nil)
	building := time.AfterFunc(buildLimit, func() { end(errNotBuilt) })
	defer building.Stop()
	started := sync.OnceFunc(func() {
		building.Stop()
		time.AfterFunc(g.limits.Time, func() { end(errTimeUp) })
	})

	t := newTally(g.dir, g.folder, g.limits.Output)
	return t.judge(ctx, func(skip string) ([]*sandbox.Report, error) {
		packages := map[string]*told{workspace.Module() + "/" + g.folder: t.told}
		return g.once(ctx, &stream{started: started, packages: packages, builds: map[string]*capped{}}, skip)
	})
}

// stopped returns what ended a run from outside, or nil.
func stopped(ctx context.Context) error {
	if cause := context.Cause(ctx); cause == nil || errors.Is(cause, errTimeUp) || errors.Is(cause, errNotBuilt) {
		return cause
	}
	return errCancelled
}

// once runs go test and returns the evidence. The error says in a sentence why
// nothing could be tested.
func (g goTest) once(ctx context.Context, events *stream, skip string) ([]*sandbox.Report, error) {
	temp, err := os.MkdirTemp("", "gatehouse-")
	if err != nil {
		return nil, fmt.Errorf("no folder for the run: %w", err)
	}
	defer os.RemoveAll(temp)
	args, err := g.arguments(temp, skip)
	if err != nil {
		return nil, fmt.Errorf("no folder for the run: %w", err)
	}
	said, key := capped{max: maxSaid}, rand.Text()
	err = g.tool.run(ctx, command{
		dir: g.dir, args: args, temp: temp, stdout: events, stderr: &said,
		env: []string{"SANDBOX_SEED=" + strconv.FormatUint(g.seed, 10), sandbox.SealVariable + "=" + key},
	})
	if err != nil && !events.begun && ctx.Err() == nil {
		return nil, explain(g.tool, g.dir, err, said.text.String())
	}
	return evidence(temp, key)
}

func (g goTest) arguments(temp, skip string) ([]string, error) {
	args := []string{
		"test", "-json", "-count=1", "-vet=off", "-ldflags=-s -w", "-artifacts", "-outputdir", temp,
		// Should we be killed, the test ends by itself.
		"-timeout", (g.limits.Time + time.Minute).String(),
	}
	args = append(args, g.limits.memory()...)
	if skip != "" {
		args = append(args, "-skip", skip)
	}
	if len(g.overlay) > 0 {
		text, err := json.Marshal(map[string]any{"Replace": g.overlay})
		if err != nil {
			return nil, err
		}
		file := filepath.Join(temp, "overlay.json")
		if err := os.WriteFile(file, text, 0o600); err != nil {
			return nil, err
		}
		args = append(args, "-overlay", file)
	}
	return append(args, "./"+g.folder), nil
}
