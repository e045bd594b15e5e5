// Package cli holds the commands: what the screens do, in plain lines, for
// scripts, editors, screen readers and people who like them better.
package cli

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"syscall"

	"charm.land/fang/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/spf13/cobra"

	"gatehouse/internal/fault"
)

// The exit codes.
const (
	done    = 0
	notHeld = 1 // something does not hold
	failed  = 2 // it could not be done
)

// errNotHeld ends a command that has said already what does not hold.
var errNotHeld = errors.New("something does not hold")

// program is one start of gatehouse.
type program struct {
	content fs.FS // the built-in course and the sandbox
	in      *input
	out     io.Writer // takes colours, and drops those that the output cannot show
	err     io.Writer // likewise
	options
	talking    bool            // commands are typed into the dialogue
	questioned bool            // a question was asked, and with it what can be typed
	told       map[string]bool // the warnings that were told
}

// Main runs the command that args name and returns the exit code: 0 done, 1
// something does not hold, 2 it could not be done. Content holds the built-in
// course and the sandbox.
func Main(content fs.FS, args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), append(endings(), os.Interrupt)...)
	defer stop()
	context.AfterFunc(ctx, stop) // a second ctrl+c ends at once
	if os.Getenv("NO_COLOR") != "" {
		os.Setenv("NO_COLOR", "1") // whatever its value is: some of what we use asks for a true one
	}
	p := &program{content: content, in: &input{}, options: fromEnvironment(), told: map[string]bool{}}
	return p.run(ctx, args)
}

// endings are the signals that ask a program to end: what was started is ended
// first. Who started us so that the end of the terminal is not ours (nohup) is
// obeyed.
func endings() []os.Signal {
	if signal.Ignored(syscall.SIGHUP) {
		return []os.Signal{syscall.SIGTERM}
	}
	return []os.Signal{syscall.SIGTERM, syscall.SIGHUP}
}

// onlyEnding is a context that those signals alone end: in the screens a
// ctrl+c is a key, and as a signal it is meant for an editor in the terminal.
func onlyEnding(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, stop := signal.NotifyContext(context.WithoutCancel(ctx), endings()...)
	context.AfterFunc(ctx, stop)
	return ctx, stop
}

// run runs one command and returns its exit code.
func (p *program) run(ctx context.Context, args []string) (code int) {
	defer func() {
		if f := fault.Of(recover()); f != nil {
			code = p.exit(p.faulty(f))
		}
	}()
	defer func(o options) { p.options = o }(p.options) // what one command is told, the next is not
	var outcome error
	root := p.root()
	for _, c := range append([]*cobra.Command{root}, root.Commands()...) {
		run := c.RunE
		// fang would ask the terminal for its colours at each error.
		c.RunE = func(c *cobra.Command, args []string) error {
			p.out = colorprofile.NewWriter(os.Stdout, os.Environ())
			p.err = colorprofile.NewWriter(os.Stderr, os.Environ())
			outcome = run(c, args)
			return nil
		}
	}
	root.SetArgs(args)
	p.out, p.err = os.Stdout, os.Stderr
	misused := fang.Execute(ctx, root, fang.WithVersion(version()),
		fang.WithErrorHandler(func(io.Writer, fang.Styles, error) {}))
	return p.exit(errors.Join(misused, outcome))
}

// faulty writes down a fault of ours and says so in a sentence.
func (p *program) faulty(f *fault.Fault) error {
	at, _ := p.place() // else the report goes elsewhere
	if !at.exists {
		at.dir = ""
	}
	return f.Report(at.dir)
}

func (p *program) exit(err error) int {
	switch {
	case err == nil:
		return done
	case errors.Is(err, errNotHeld):
		return notHeld
	}
	p.tell("%s", err)
	return failed
}
