// Package tui holds the screens: one flat package. The root model keeps a
// stack of them and is the only tea.Model; a screen is a value behind one
// small interface. Nothing here reads or writes but the commands in cmds.go.
package tui

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"gatehouse/internal/editor"
	"gatehouse/internal/find"
	"gatehouse/internal/study"
)

// Options say how the screens begin.
type Options struct {
	First      bool         // there is no workspace yet: offer to make one
	DefaultDir string       // where it would be made
	Commands   []find.Usage // to be found
	// Getenv reads the environment: the editor, signs, motion, the locale.
	Getenv func(string) string
}

// Run shows the screens until the learner quits or ctx ends, then prints in
// one line how to go on. The error says why the terminal could not be used, or
// that the program met a fault of its own and where the report of it is.
func Run(ctx context.Context, s *study.Study, o Options) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	return newRoot(ctx, s, o).run(cancel)
}

// run shows the screens from this one on. It cancels what was begun when they
// end, or the terminal does.
func (r root) run(cancel context.CancelFunc) error {
	do := r.desk.do
	program := tea.NewProgram(guarded{r, do.net}, tea.WithContext(do.ctx), tea.WithInput(keyboard{os.Stdin, cancel}))
	do.net.quit = program.Quit
	model, err := program.Run()
	cancel()
	do.settle()
	if g, ok := model.(guarded); ok {
		r = g.Model.(root)
	}
	if f := do.net.caught(); f != nil {
		return r.report(f)
	}
	if err != nil && !errors.Is(err, tea.ErrInterrupted) && !errors.Is(err, context.Canceled) {
		return fmt.Errorf("show the screens: %w", err)
	}
	fmt.Fprintln(os.Stdout, r.farewell())
	return nil
}

// keyboard is standard input. Its end is the terminal's: nobody will press a
// key any more.
type keyboard struct {
	*os.File
	lost func()
}

// Read implements io.Reader.
func (k keyboard) Read(p []byte) (int, error) {
	n, err := k.File.Read(p)
	if err != nil {
		k.lost()
	}
	return n, err
}

func newRoot(ctx context.Context, s learning, o Options) root {
	host, _ := os.Hostname() // a link without it names this machine
	d := desk{
		terminal: terminal{ascii: WantsASCII(o.Getenv), still: o.Getenv("GATEHOUSE_MOTION") == "off", links: linksWork(o.Getenv)},
		keys:     newBindings(),
		do:       effects{ctx: ctx, study: s, machine: editor.Here(o.Getenv), now: time.Now, runs: &atomic.Int64{}, going: &sync.WaitGroup{}, net: &net{}},
		course:   s.Course(),
		progress: s.Progress(),
		home:     o.Getenv("HOME"),
		host:     host,
		dir:      o.DefaultDir,
		pack:     s.Pack(),
		commands: o.Commands,
	}
	if d.do.machine.OS == "windows" {
		d.home = o.Getenv("USERPROFILE")
	}
	d.look = d.terminal.look()
	if w := s.Workspace(); w != nil {
		d.workspace = w.Dir
	}
	r := root{desk: d, problems: d.course.Problems}
	for _, warning := range s.Warnings() {
		r.note = warning
	}
	if o.First {
		return r.start(newFirst(d, ""))
	}
	return r.start(newHome(d))
}

// farewell is the line that stays in the terminal.
func (r root) farewell() string {
	if r.desk.workspace == "" {
		return "Nothing was kept. Start again with: gatehouse"
	}
	return "Recorded. Go on with: gatehouse"
}
