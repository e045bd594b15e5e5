package tui

import (
	"fmt"
	"sync"

	tea "charm.land/bubbletea/v2"

	"gatehouse/internal/fault"
)

// net catches a panic wherever it happens, so that the program ends in order:
// it keeps the first, and quits. Without it the terminal would be left as the
// screens need it.
type net struct {
	mu    sync.Mutex
	fault *fault.Fault
	quit  func()
}

// catch is deferred wherever something of ours may panic.
func (n *net) catch() {
	if f := fault.Of(recover()); f != nil {
		n.keep(f)
	}
}

func (n *net) keep(f *fault.Fault) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.fault == nil {
		n.fault = f
		go n.quit() // it waits for the loop, which may be waiting for us
	}
}

func (n *net) caught() *fault.Fault {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.fault
}

// guard spreads the net under a command, and under those that it brings.
func (n *net) guard(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() tea.Msg {
		defer n.catch()
		msg := cmd()
		if batch, ok := msg.(tea.BatchMsg); ok {
			guarded := make(tea.BatchMsg, len(batch))
			for i, cmd := range batch {
				guarded[i] = n.guard(cmd)
			}
			return guarded
		}
		return msg
	}
}

// guarded is the program with the net under it.
type guarded struct {
	tea.Model
	net *net
}

func (g guarded) Init() tea.Cmd {
	defer g.net.catch()
	return g.net.guard(g.Model.Init())
}

func (g guarded) Update(msg tea.Msg) (next tea.Model, cmd tea.Cmd) {
	next = g // where Update panics
	defer g.net.catch()
	model, cmd := g.Model.Update(msg)
	return guarded{model, g.net}, g.net.guard(cmd)
}

func (g guarded) View() (v tea.View) {
	v.AltScreen = true // where View panics
	defer g.net.catch()
	return g.Model.View()
}

// report writes down what the net caught and says so in a sentence.
func (r root) report(f *fault.Fault) error {
	t, getenv := r.desk.terminal, r.desk.do.machine.Getenv
	notes := []string{
		"terminal: " + getenv("TERM") + " " + getenv("TERM_PROGRAM"),
		fmt.Sprintf("size: %dx%d, colours %v, background %d, ascii %v", r.window.width, r.window.height, t.profile, t.background, t.ascii),
		fmt.Sprintf("screen: %T", r.top()),
	}
	return f.Report(r.desk.workspace, notes...)
}
