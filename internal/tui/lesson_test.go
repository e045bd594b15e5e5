package tui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/stretchr/testify/assert"
)

// row is the row of the window that has these words.
func row(w *window, words string) string {
	for line := range strings.Lines(w.text()) {
		if strings.Contains(line, words) {
			return line
		}
	}
	return ""
}

func TestCodeToCompareStandsSideBySideInAWideWindow(t *testing.T) {
	inWindow(t, 100, 30, false, func(t *testing.T, w *window) {
		drive(t, w, "end", "l")
		assert.Contains(t, row(w, "✗ wrong: opens to any key"), "✓ right: asks for its own")
		sees(t, w, "│↳")
		w.tell(tea.WindowSizeMsg{Width: 99, Height: 30})
		assert.NotContains(t, row(w, "✗ wrong: opens to any key"), "right")
		sees(t, w, "✓ right: asks for its own")
		drive(t, w, "c")
		sees(t, w, "Sent to the clipboard: 3 lines of code.")
		assert.Contains(t, w.root.copied, "ConstantTimeCompare", "what is right is copied")
		w.tell(tea.WindowSizeMsg{Width: 200, Height: 40})
		assert.Contains(t, row(w, "✗ wrong: opens to any key"), "✓ right: asks for its own")
		sees(t, w, "› Locks", "Limits")
	})
}

func TestALongLineOfCodeIsBrokenWithAMark(t *testing.T) {
	inWindow(t, 60, 24, false, func(t *testing.T, w *window) {
		drive(t, w, "end", "l")
		assert.Contains(t, row(w, "[]byte(d.TheKeyOfThisVeryLock)"), "│↳")
		w.root.desk.terminal.ascii = true
		w.root = w.root.relooked()
		assert.Contains(t, row(w, "[]byte(d.TheKeyOfThisVeryLock)"), "|>")
	})
}

func TestALessonListsItsPartsBelowItsSections(t *testing.T) {
	inWindow(t, 120, 30, false, func(t *testing.T, w *window) {
		drive(t, w, "end", "l")
		sees(t, w, "Section 1 of 2.")
		drive(t, w, "/")
		assert.Contains(t, row(w, "Limits"), "lesson      Limits", "deeper than a section")
	})
}
