package grade_test

import (
	"context"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/grade"
)

func TestACancelledRunLeavesNoProcess(t *testing.T) {
	for name, body := range map[string]string{
		"it waits":      `select {}`,
		"it is busy":    `for {}`,
		"it will print": `for { println("flood") }`,
		"it will not go": `signal.Ignore() // all of them
			for {}`,
	} {
		t.Run(name, func(t *testing.T) {
			door, err := net.Listen("tcp", "127.0.0.1:0")
			require.NoError(t, err)
			defer door.Close()
			d := newDesk(t)
			d.solve(`net.Dial("tcp", "`+door.Addr().String()+`")
				_ = signal.Ignore
				`+body, "", "net", "os/signal")
			ctx, cancel := context.WithCancel(t.Context())
			verdict := make(chan grade.Result)
			go func() { verdict <- d.Run(ctx, d.dir, d.exercise, grade.Options{}) }()
			learners, err := door.Accept()
			require.NoError(t, err)

			cancel()
			r := <-verdict
			assert.Equal(t, grade.CouldNotRun, r.Outcome)
			assert.Equal(t, "cancelled", r.Reason)
			assert.Equal(t, "????", grade.Row(r.Probes))
			_, err = io.ReadAll(learners)
			_ = err // Either way of closing tells that the process is gone.
		})
	}
}

func TestTheEnvironmentIsNotHandedOn(t *testing.T) {
	t.Setenv("AWS_SECRET_ACCESS_KEY", "hush")
	t.Setenv("GOFLAGS", "-mod=vendor")
	t.Setenv("GODEBUG", "asynctimerchan=1")
	d := newDesk(t)
	d.solve(`fmt.Print(os.Getenv("AWS_SECRET_ACCESS_KEY"))`, "", "fmt", "os")
	r := d.run()
	assert.Equal(t, grade.Holds, r.Outcome)
	assert.Empty(t, r.Output)
}

func TestWhyGoDidNothing(t *testing.T) {
	for name, test := range map[string]struct {
		spoil  func(t *testing.T, d *desk)
		reason string
	}{
		"no go.mod": {
			func(t *testing.T, d *desk) { require.NoError(t, os.Remove(filepath.Join(d.dir, "go.mod"))) },
			"gatehouse init puts it back",
		},
		"a go.mod for another Go": {
			func(t *testing.T, d *desk) { d.write("go.mod", "module gatehouse\n\ngo 9.99.0\n") },
			"asks for a newer Go",
		},
		"a go.mod that is none": {
			func(t *testing.T, d *desk) { d.write("go.mod", "modul gatehouse\n") },
			"go test says: errors parsing go.mod",
		},
		"no build cache": {
			func(t *testing.T, d *desk) { t.Setenv("GOCACHE", filepath.Join(d.dir, "go.mod", "cache")) },
			"set GOCACHE to a folder that can be written",
		},
		"no room for temporary files": {
			func(t *testing.T, d *desk) { t.Setenv("TMPDIR", filepath.Join(d.dir, "go.mod")) },
			"no folder for the run",
		},
		"a Go that is gone": {
			func(t *testing.T, d *desk) { d.Go.Path = filepath.Join(d.dir, "go") },
			"does not start",
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			test.spoil(t, &d)
			r := d.run()
			assert.Equal(t, grade.CouldNotRun, r.Outcome)
			assert.Contains(t, r.Reason, test.reason)
			assert.NotContains(t, r.Reason, "\n")
			assert.Equal(t, "????", grade.Row(r.Probes))
		})
	}
}

func TestWarmTellsWhatItBuilds(t *testing.T) {
	d := newDesk(t)
	d.run()
	quiet := func(done, of int) { t.Errorf("%d of %d to build, though a run was before", done, of) }
	require.NoError(t, d.Warm(t.Context(), d.dir, quiet))

	t.Setenv("GOCACHE", t.TempDir())
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	first, most := -1, 0
	err := d.Warm(ctx, d.dir, func(done, of int) {
		if first < 0 {
			first = done
		}
		most = of
		if done > 0 {
			cancel()
		}
	})
	assert.EqualError(t, err, "cancelled")
	assert.Zero(t, first)
	assert.Greater(t, most, 50)
}

func TestWarmSaysWhyItCannot(t *testing.T) {
	d := newDesk(t)
	require.NoError(t, os.Remove(filepath.Join(d.dir, "go.mod")))
	err := d.Warm(t.Context(), d.dir, func(int, int) {})
	assert.ErrorContains(t, err, "gatehouse init puts it back")
}

// What somebody once set by go env -w lies in a file below the home folder.
func TestWhatGoWasToldOnceChangesNoRun(t *testing.T) {
	cache, err := exec.Command("go", "env", "GOCACHE").Output()
	require.NoError(t, err)
	home := t.TempDir()
	settings := filepath.Join(home, ".config", "go", "env")
	require.NoError(t, os.MkdirAll(filepath.Dir(settings), 0o755))
	require.NoError(t, os.WriteFile(settings, []byte("GOFLAGS=-mod=vendor -run=nothing\nGOTOOLCHAIN=go1.99.0\nGOWORK=/gone\n"), 0o644))
	d := newDesk(t)
	d.solve("", "")
	t.Setenv("GOCACHE", strings.TrimSpace(string(cache)))
	t.Setenv("HOME", home)
	r := d.run()
	assert.Equal(t, grade.Holds, r.Outcome, r.Reason)
}
