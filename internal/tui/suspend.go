package tui

import (
	"io"

	tea "charm.land/bubbletea/v2"
)

// suspend leaves the terminal to the shell and comes back by fg. (tea.Suspend
// waits for ever where the system does not stop a program.)
func suspend() tea.Cmd {
	s := &suspension{}
	return tea.Exec(s, func(error) tea.Msg { return resumedMsg{stopped: s.stopped} })
}

// suspension stands in for a program that has the terminal for a while.
type suspension struct{ stopped bool }

func (s *suspension) Run() error {
	s.stopped = stopUntilContinued()
	return nil
}

func (*suspension) SetStdin(io.Reader)  {}
func (*suspension) SetStdout(io.Writer) {}
func (*suspension) SetStderr(io.Writer) {}
