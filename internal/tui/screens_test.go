package tui

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestFirstStartWritesNothingBeforeTheLearnerAgrees(t *testing.T) {
	inWindow(t, 80, 24, true, func(t *testing.T, w *window) {
		sees(t, w, "first start", "▸ Start, with my work in ~/gatehouse", "Nothing is written before you press enter.",
			"Go 1.26.1 found. Editor: nvim, from $EDITOR.")
		assert.Empty(t, w.learn.dir)
		drive(t, w, "enter")
		assert.True(t, strings.HasSuffix(w.learn.dir, "/gatehouse"))
		sees(t, w, "Next: read Doors, 8 minutes", "▸ ○ Doors")
		drive(t, w, "enter")
		sees(t, w, "Doors · lesson", "What a door is for.")
	})
}

func TestFirstStartInAnotherFolder(t *testing.T) {
	inWindow(t, 80, 24, true, func(t *testing.T, w *window) {
		drive(t, w, "down", "enter", "q", "u")
		sees(t, w, "Folder: ~/gatehousequ", "enter start there")
		assert.False(t, w.quit, "q is a letter in a text field")
		w.tell(tea.PasteMsg{Content: "full"})
		drive(t, w, "enter")
		sees(t, w, "is not empty and no workspace.", "▸ Start in another folder")
		drive(t, w, "enter", "backspace", "backspace", "backspace", "backspace", "enter")
		assert.True(t, strings.HasSuffix(w.learn.dir, "/gatehousequ"), w.learn.dir)
	})
}

func TestLookingAroundKeepsNothing(t *testing.T) {
	inWindow(t, 80, 24, true, func(t *testing.T, w *window) {
		drive(t, w, "up", "down", "down", "enter")
		sees(t, w, "Looking around: nothing is kept.")
		assert.Equal(t, "Nothing was kept. Start again with: gatehouse", w.root.farewell())
		drive(t, w, "e")
		sees(t, w, "An exercise needs a workspace.")
		drive(t, w, "enter")
		sees(t, w, "Workspace made in ~/gatehouse.")
		drive(t, w, "e")
		sees(t, w, "Doors · exercise")
	})
}

func TestMapLeadsToEveryPart(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		sees(t, w, "0 of 3 lessons", "First", "Second", "All about Doors.", "exercise ○ not run", "n next: lesson")
		for key, place := range map[string]string{"p": "Doors · practice", "x": "Doors · exam", "e": "Doors · exercise",
			"l": "Doors · lesson", "v": "review", "m": "progress"} {
			drive(t, w, key)
			sees(t, w, "Gatehouse · "+place)
			drive(t, w, "esc")
			sees(t, w, "0 of 3 lessons")
		}
		drive(t, w, "right")
		sees(t, w, "▸ ○ Locks")
		drive(t, w, "left")
		sees(t, w, "▸ ◐ Doors")
	})
}

func TestMapGoesOnWithTheSelectedLesson(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		drive(t, w, "enter", "G", "esc")
		sees(t, w, "1 of 3 lessons", "Next: practice Doors, 5 questions", "lesson ✓ read", "enter continue")
		drive(t, w, "enter")
		sees(t, w, "Doors · practice")
	})
}

func TestLessonIsReadWhenItsLastRowWasOnScreen(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		drive(t, w, "enter")
		sees(t, w, "What a door is for.", "Section 1 of 3.", "space page on")
		drive(t, w, "space")
		sees(t, w, "Opening", "Section 2 of 3.")
		assert.False(t, w.learn.Progress().Lessons["doors"].Read)
		drive(t, w, "end")
		sees(t, w, "Closing", "The end of doors.", "100 %", "Read.", "enter practice")
		assert.True(t, w.learn.Progress().Lessons["doors"].Read)
		drive(t, w, "home", "enter")
		sees(t, w, "Doors · practice")
		drive(t, w, "esc", "right")
		sees(t, w, "Keys · lesson", "A short one.")
	})
}

func TestLessonShowsTheSamePlaceAgainAfterOtherWidths(t *testing.T) {
	inWindow(t, 84, 30, false, func(t *testing.T, w *window) {
		drive(t, w, "enter", "pgdown", "down", "down")
		before := w.text()
		for _, size := range []tea.WindowSizeMsg{{Width: 60, Height: 16}, {Width: 240, Height: 60}, {Width: 20, Height: 5}, {Width: 84, Height: 30}} {
			w.tell(size)
			fits(t, w)
		}
		assert.Equal(t, before, w.text())
	})
}

func TestPracticeAnswersNothingByItself(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		drive(t, w, "p")
		sees(t, w, "question 1 of 5 · easy", "Nothing chosen yet.", "a–c choose")
		drive(t, w, "enter")
		sees(t, w, "Choose an option first.")
		drive(t, w, "h")
		sees(t, w, "hint Look at the words.")
		drive(t, w, right(w))
		sees(t, w, "enter answer")
		drive(t, w, "enter")
		sees(t, w, "✓ right:", "It says so as well.", "1 Read it.", "Read it again.", "1 of 1 right.", "enter question 2")
	})
}

func TestPracticeGoesOnToTheExercise(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		drive(t, w, "enter", "G", "enter")
		for range 4 {
			drive(t, w, right(w), "enter", "enter")
		}
		drive(t, w, wrong(w), "enter")
		sees(t, w, "✗ wrong: you chose", "4 of 5 right. Comes again tomorrow.", "enter exercise")
		drive(t, w, "left")
		sees(t, w, "question 4 of 5", "✓ right:")
		drive(t, w, "right", "enter")
		sees(t, w, "Doors · exercise")
		drive(t, w, "esc")
		sees(t, w, "practice ◐ 4 of 5 right", "mixed up What is closed")
	})
}

func TestAHeldEnterDoesNotSkipTheReason(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		drive(t, w, "p")
		drive(t, w, right(w))
		w.tell(press("enter"))
		for range 40 {
			held := press("enter")
			held.IsRepeat = true
			w.tell(held)
			w.tell(press("enter")) // from a terminal that does not tell
		}
		sees(t, w, "question 1 of 5", "✓ right:")
	})
}

func TestExamIsHandedInAndExplained(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		drive(t, w, "x")
		for i := range 9 {
			sees(t, w, fmt.Sprintf("question %d of 10", i+1))
			drive(t, w, right(w), "enter")
		}
		drive(t, w, "esc", "x")
		sees(t, w, "question 10 of 10", "Answered: 1 2 3 4 5 6 7 8 9 ·")
		drive(t, w, wrong(w), "enter")
		sees(t, w, "Hand in? 10 of 10 answered.", "▸ Hand in")
		drive(t, w, "enter")
		sees(t, w, "✓ passed: 9 of 10", "easy 4 of 4 ✓ ✓ ✓ ✓ sound", "To look at again", "It comes again tomorrow.", "Strength 0.00 →")
		drive(t, w, "enter")
		sees(t, w, "✗ wrong: you chose", "It says so.")
		drive(t, w, "esc", "esc")
		sees(t, w, "exam ✓ passed, 9 of 10")
	})
}

func TestAnExamKeepsWhatIsChosenWhenOneMovesOn(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		drive(t, w, "x", "b", "right")
		sees(t, w, "question 2 of 10", "Answered: 1 ·")
		drive(t, w, "a", "n")
		sees(t, w, "Hand in? 2 of 10 answered.", "To pass: 8 of 10 right")
	})
}

func TestReviewWithNothingDue(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		drive(t, w, "p")
		drive(t, w, wrong(w), "enter", "esc", "v")
		sees(t, w, "Nothing is due. 1 question comes tomorrow.", "0 due")
	})
}

func TestHelpReachesEveryVerb(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		drive(t, w, "?")
		sees(t, w, "help", "Keys of this screen", "▸ enter go on with Doors")
		drive(t, w, "down", "down", "enter")
		sees(t, w, "Doors · lesson")
		drive(t, w, "?", "?")
		sees(t, w, "Doors · lesson", "Section 1 of 3.")
	})
}

func TestEscNeverQuitsAndQDoes(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		drive(t, w, "e", "t")
		for range 10 {
			drive(t, w, "esc")
		}
		assert.False(t, w.quit)
		sees(t, w, "esc does nothing here.")
		drive(t, w, "l", "q")
		assert.True(t, w.quit)
	})
}

func TestPasteStartsNothing(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		drive(t, w, "e")
		w.tell(tea.PasteMsg{Content: strings.Repeat("q e\n ", 200)})
		sees(t, w, "Pasted text counts only in a text field.", "Not run yet.")
		assert.False(t, w.quit)
	})
}

func TestMouseSelectsOpensAndPressesKeys(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		click := func(x, y int) { w.tell(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft}) }
		click(5, 6)
		sees(t, w, "▸ ○ Keys")
		click(5, 6)
		sees(t, w, "Keys · lesson")
		click(w.onKeyLine("back"), 23)
		sees(t, w, "1 of 3 lessons", "▸ ◐ Keys")
		click(5, 5)
		click(5, 5)
		w.tell(tea.MouseWheelMsg{X: 5, Y: 10, Button: tea.MouseWheelDown})
		sees(t, w, "Opening")
		assert.Equal(t, tea.MouseModeCellMotion, w.root.View().MouseMode)
		drive(t, w, "z")
		assert.Equal(t, tea.MouseModeNone, w.root.View().MouseMode)
	})
}

func TestATooSmallWindowKeepsEverything(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		drive(t, w, "e")
		w.tell(tea.WindowSizeMsg{Width: 59, Height: 15})
		sees(t, w, "Gatehouse needs 60 columns and 16 rows. This window has 59 and 15.")
		drive(t, w, "esc")
		w.tell(tea.WindowSizeMsg{Width: 80, Height: 24})
		sees(t, w, "Doors · exercise")
	})
}

func TestWithoutGoTheExerciseSaysHowToGetIt(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		w.tell(goMsg{err: errors.New("no Go on this machine")})
		sees(t, w, "the exercises need it. All else works without.")
		drive(t, w, "e", "space")
		r := verdict("")
		r.Outcome, r.Reason = "could not run", "no Go on this machine"
		plays(w, r)
		sees(t, w, "· could not run: no Go on this machine", "Get Go 1.26 or newer from https://go.dev/dl", "GATEHOUSE_GO=")
	})
}

func TestAnotherWindowChangesFiguresOnly(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		drive(t, w, "down")
		p := w.learn.Progress()
		state := p.Lessons["doors"]
		state.Read = true
		p.Lessons["doors"] = state
		w.tell(progressMsg{progress: p, another: true})
		sees(t, w, "1 of 3 lessons", "▸ ○ Keys", "Another window added to the record.")
	})
}

// onKeyLine is the column of a word on the key line.
func (w *window) onKeyLine(word string) int {
	rows := strings.Split(w.text(), "\n")
	before, _, found := strings.Cut(rows[len(rows)-1], word)
	require.True(w.t, found, word)
	return ansi.StringWidth(before)
}

// right and wrong are the letters of such an option of the question in sight.
func right(w *window) string { return optionOf(w, "right") }
func wrong(w *window) string { return optionOf(w, "wrong") }

func optionLetter(c choice, text string) string {
	for i, o := range c.asked.Options {
		if o.Text == text {
			return strings.ToLower(letter(i))
		}
	}
	return ""
}

func optionOf(w *window, text string) string {
	switch s := w.root.top().(type) {
	case questionScreen:
		return optionLetter(s.choice, text)
	case examScreen:
		return optionLetter(s.choice, text)
	}
	return ""
}
