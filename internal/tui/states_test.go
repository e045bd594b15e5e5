package tui

import (
	"testing"
)

// state is a screen in one of its states: how the program begins, and how one
// comes there.
type state struct {
	opening
	open func(t *testing.T, w *window)
}

// everyState is every screen in each of its states.
func everyState() map[string]state {
	all := map[string]state{}
	for name, open := range everyScreen {
		all[name] = state{open: open}
	}
	return all
}
