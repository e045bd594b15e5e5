package grade

import (
	"context"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"
)

// inherited are the variables that the go command may see of ours: what it
// needs to find its caches. Whatever else stands in the environment is nothing
// to a learner's program.
var inherited = []string{
	"PATH", "HOME", "TMPDIR", "XDG_CACHE_HOME", "GOPATH", "GOCACHE", "GOMODCACHE",
	"USERPROFILE", "LOCALAPPDATA", "APPDATA", "TEMP", "TMP", "SYSTEMROOT", "WINDIR", "COMSPEC", "PATHEXT",
}

// fixed makes the go command the same on every machine and keeps it off the
// network. Its processes are short, so they need to collect little garbage. The
// probes' virtual time needs today's timers, whatever go.mod says.
var fixed = []string{
	"GOENV=off", "GOFLAGS=", "GOWORK=off", "GOTOOLCHAIN=local", "GOPROXY=off", "GO111MODULE=on",
	"CGO_ENABLED=0", "GOGC=400", "GODEBUG=asynctimerchan=0",
}

// command is one run of the go command or of a program that it built.
type command struct {
	dir    string
	args   []string
	env    []string // beside what every one gets; stronger than that
	temp   string   // the folder for its temporary files, which nobody else uses; empty: the system's
	stdout io.Writer
	stderr io.Writer
}

// run runs the go command; see command.run.
func (g Go) run(ctx context.Context, c command) error { return c.run(ctx, g.Path) }

// run runs the program at path until it ends or ctx does; then no process that
// it started is left, as far as the system can tell which those are: see
// killLeft and killMarked. The error is that of exec.Cmd.Run.
func (c command) run(ctx context.Context, path string) error {
	cmd := exec.CommandContext(ctx, path, c.args...)
	cmd.Dir = c.dir
	cmd.Env = append(environment(os.Getenv), c.env...)
	// The go command names files below PWD as the overlay and we do, also where
	// the folder is reached by a symbolic link.
	cmd.Env = append(cmd.Env, "PWD="+c.dir)
	cmd.Env = append(cmd.Env, c.mark()...)
	cmd.Stdout, cmd.Stderr = c.stdout, c.stderr
	ownGroup(cmd)
	cmd.Cancel = func() error { return killGroup(cmd) }
	// A process that left the group may still hold the output.
	cmd.WaitDelay = time.Second
	err := cmd.Run()
	if cmd.Process != nil {
		killLeft(cmd)
		killMarked(c.mark())
	}
	return err
}

// mark are the variables that name the folder for temporary files. A process
// that has them is of this run.
func (c command) mark() []string {
	if c.temp == "" {
		return nil
	}
	return []string{"TMPDIR=" + c.temp, "TMP=" + c.temp, "TEMP=" + c.temp}
}

func environment(getenv func(string) string) []string {
	env := append([]string{}, fixed...)
	for _, name := range inherited {
		if value := getenv(name); value != "" {
			env = append(env, name+"="+value)
		}
	}
	return env
}

// capped keeps the beginning of what is written to it and takes the rest.
type capped struct {
	text strings.Builder
	max  int64
	cut  bool
}

// Write implements io.Writer. It never fails.
func (c *capped) Write(p []byte) (int, error) {
	room := int(min(int64(len(p)), c.max-int64(c.text.Len())))
	c.text.Write(p[:room])
	c.cut = c.cut || room < len(p)
	return len(p), nil
}
