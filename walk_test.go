//go:build unix

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/ttytest"
)

// TestTheFirstWalk goes the learner's way once in a real terminal: from an
// empty home folder to a handler whose probes all hold, and back again.
func TestTheFirstWalk(t *testing.T) {
	home := t.TempDir()

	term := start(t, home)
	term.Sees("Start, with my work in ~/gatehouse")
	assert.Empty(t, entries(t, home), "nothing is written before the learner agrees")
	term.Press(ttytest.Enter)
	term.Sees("Workspace made in ~/gatehouse.")
	term.Sees("Next: read Why API security")

	term.Press(ttytest.Enter)
	term.Sees("lesson", "1 of")
	term.Press("G")
	term.Sees("enter practice")
	term.Press(ttytest.Enter)
	for n := 1; n <= 5; n++ {
		term.Sees(fmt.Sprintf("question %d of 5", n), "a–")
		term.Press("a")
		term.Sees("enter answer A")
		term.Press(ttytest.Enter)
		term.Sees(fmt.Sprintf("of %d right", n))
		if n < 5 {
			term.PressUntil(ttytest.Enter, fmt.Sprintf("question %d of 5", n+1))
		}
	}
	term.Press("n")
	term.Sees("Not run yet. Save handler.go, or press space.")
	term.Press(" ")
	term.Sees("7 of 24 probes hold")

	solution, err := content.ReadFile("exercises/first-guard/handler.go")
	require.NoError(t, err)
	mine := filepath.Join(home, "gatehouse", "exercises", "first-guard", "handler.go")
	require.NoError(t, os.WriteFile(mine, solution, 0o644))
	term.Sees("All 24 probes hold", "n next: exam")
	term.Press("q")
	require.NoError(t, term.Ends())
	assert.Contains(t, term.Wrote(), "Recorded. Go on with: gatehouse")

	term = start(t, home)
	term.Sees("Next: exam Why API security")
	term.Press("n")
	term.Sees("question 1 of 10")
	term.Press(ttytest.CtrlC)
	require.NoError(t, term.Ends())
}

func entries(t *testing.T, dir string) []os.DirEntry {
	t.Helper()
	all, err := os.ReadDir(dir)
	require.NoError(t, err)
	return all
}
