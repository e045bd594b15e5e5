package tui

import (
	"regexp"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/stretchr/testify/assert"

	"gatehouse/internal/find"
)

func TestFindListsTheContents(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		drive(t, w, "/")
		sees(t, w, "Gatehouse · find", "▸ lesson Doors", "lesson Keys", "lesson Locks", "The lessons of the course.")
		drive(t, w, "esc", "enter", "space", "/")
		sees(t, w, "▸ lesson Opening", "lesson Closing", "exercise Doors", "The contents of the lesson you came from.")
		drive(t, w, "down", "enter")
		sees(t, w, "Doors · lesson", "Closing", "Section 3 of 3.")
		seesNot(t, w, "Underlined")
		drive(t, w, "esc")
		sees(t, w, "▸ lesson Closing")
		drive(t, w, "esc")
		sees(t, w, "Doors · lesson", "Section 2 of 3.")
	})
}

func TestFindOpensALessonWhereTheWordStands(t *testing.T) {
	inWindow(t, 60, 16, false, func(t *testing.T, w *window) {
		drive(t, w, "/")
		types(w, "end of d")
		sees(t, w, "/ end of d", "▸ lesson Doors › Closing", "1 of 12")
		drive(t, w, "enter")
		sees(t, w, "Doors · lesson", "The end of doors.", "Underlined: end of d.")
		assert.Equal(t, "endofdoors", underlined(w))
		drive(t, w, "esc")
		sees(t, w, "/ end of d", "▸ lesson Doors › Closing")
	})
}

// underlined are the letters on screen that are.
func underlined(w *window) string {
	var letters string
	for _, m := range regexp.MustCompile(`\x1b\[(?:\d+;)*4(?:;\d+)*m([^\x1b]+)`).FindAllStringSubmatch(w.root.View().Content, -1) {
		letters += m[1]
	}
	return letters
}

func TestFindGoesOnToWhatWasFoundNext(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		drive(t, w, "/")
		types(w, "short")
		sees(t, w, "▸ lesson Keys", "lesson Locks")
		drive(t, w, "enter")
		sees(t, w, "Keys · lesson")
		drive(t, w, "/")
		sees(t, w, "/ short", "▸ lesson Locks")
		drive(t, w, "enter", "esc", "esc")
		sees(t, w, "▸ ○ Doors")
	})
}

func TestFindOpensAnExerciseOnItsProbe(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		drive(t, w, "/")
		types(w, "wrong key")
		drive(t, w, "enter")
		sees(t, w, "Doors · exercise", "▸ · ◆ a wrong key is refused")
		drive(t, w, "up", "/")
		types(w, "wrong key")
		drive(t, w, "enter")
		sees(t, w, "▸ · ◆ a wrong key is refused")
		drive(t, w, "esc", "esc")
		sees(t, w, "▸ ○ Doors")
	})
}

func TestFindKnowsAQuestionOnceItWasAnswered(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		drive(t, w, "/")
		types(w, "option")
		sees(t, w, `Nothing has "option".`, "0 of 12")
		drive(t, w, "esc", "p")
		asked := w.root.top().(questionScreen).choice.asked.Question
		drive(t, w, wrong(w), "enter", "/")
		types(w, "which option")
		sees(t, w, "▸ question "+asked.Text, "1 of 13")
		drive(t, w, "enter")
		sees(t, w, "Doors · practice", "question 1 of 1", asked.Text)
	})
}

func TestFindSaysWhatACommandDoes(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		drive(t, w, "/")
		types(w, "hints")
		sees(t, w, "▸ command gatehouse exam [ID]: Take an exam")
		drive(t, w, "enter")
		sees(t, w, "gatehouse exam [ID]", "Ten questions, without hints.")
		drive(t, w, "c")
		sees(t, w, "Sent to the clipboard: gatehouse exam.")
	})
}

func TestFindSaysWhatIsNearest(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		drive(t, w, "/")
		types(w, "dorrs")
		sees(t, w, `Nothing has "dorrs". Nearest: doors`, "enter find doors")
		drive(t, w, "enter")
		sees(t, w, "/ doors", "▸ lesson Doors")
		types(w, " zzz")
		sees(t, w, `Nothing has "doors zzz".`)
		seesNot(t, w, "Nearest", "enter")
		drive(t, w, "enter")
		sees(t, w, "There is nothing to open.")
	})
}

func TestInFindLettersAreText(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		drive(t, w, "/")
		types(w, "qzj?/k")
		sees(t, w, "/ qzj?/k")
		drive(t, w, "ctrl+u")
		w.tell(tea.PasteMsg{Content: "short\none"})
		sees(t, w, "/ short one", "▸ lesson Keys", "lesson Locks", "f1 help")
		drive(t, w, "f1")
		sees(t, w, "Keys of this screen", "enter", "f1")
		drive(t, w, "esc", "end")
		sees(t, w, "▸ lesson Locks")
		drive(t, w, "esc")
		sees(t, w, "0 of 3 lessons")
	})
}

func TestFindIsReachedAsTheTableOfKeysSays(t *testing.T) {
	without := map[string]bool{"exam": true, "exam overview": true, "a note in view": true, "help": true, "reset prompt": true, "bare": true, "contents": true,
		"contents of it all": true, "found": true, "nothing found": true, "lesson at a hit": true} // the last goes back to it
	for name, open := range everyScreen {
		inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
			open(t, w)
			before := len(w.root.stack)
			drive(t, w, "/")
			_, there := w.root.top().(findScreen)
			assert.Equal(t, !without[name], there && len(w.root.stack) == before+1, name)
		})
	}
}

func TestFindOfALongCourseShowsTheFirst(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		var many []find.Usage
		for range 1500 {
			many = append(many, find.Usage{Name: "exam", Line: "gatehouse exam", Short: "Take one"})
		}
		w.root.desk.commands = many
		w.root = w.root.relaid()
		drive(t, w, "/")
		types(w, "take")
		sees(t, w, "1500 of 1511", "The first 200 of 1500; another word leaves fewer.", "↓ ")
		drive(t, w, "end")
		sees(t, w, "↑ ")
		fits(t, w)
	})
}

func TestFindFollowsTheCourse(t *testing.T) {
	authored(t, 80, 24, func(t *testing.T, w *window, author func(file, old, text string)) {
		drive(t, w, "/")
		types(w, "quick")
		sees(t, w, `Nothing has "quick".`)
		author("lessons/keys/lesson.md", "A short one.", "A quick one.")
		sees(t, w, "▸ lesson Keys")
	})
}
