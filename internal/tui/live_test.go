package tui

import (
	"strings"
	"testing"
	"testing/fstest"

	tea "charm.land/bubbletea/v2"
	"github.com/stretchr/testify/assert"

	"gatehouse/internal/course"
)

// authored is a window on a course pack, and what its author does to the files.
func authored(t *testing.T, width, height int, test func(t *testing.T, w *window, author func(file, old, text string))) {
	t.Helper()
	inWindow(t, width, height, false, func(t *testing.T, w *window) {
		test(t, w, func(file, old, text string) {
			t.Helper()
			now := string(w.learn.content[file].Data)
			assert.Contains(t, now, old)
			w.learn.content[file] = &fstest.MapFile{Data: []byte(strings.Replace(now, old, text, 1))}
			w.learn.authored <- struct{}{}
			w.tell(nil)
		})
	})
}

func TestALessonIsShownAgainAtTheSamePlace(t *testing.T) {
	authored(t, 80, 24, func(t *testing.T, w *window, author func(file, old, text string)) {
		drive(t, w, "enter", "pgdown", "pgdown", "down")
		before := w.text()
		author("lessons/doors/lesson.md", "The end of doors.", "The last of doors.")
		assert.Equal(t, before[:len(before)/2], w.text()[:len(before)/2], "what is in sight stays")
		author("lessons/doors/lesson.md", "What a door is for.", "What a door is for.\n\nA word more.\n\nAnd another.")
		assert.Equal(t, strings.Split(before, "\n")[3:20], strings.Split(w.text(), "\n")[3:20], "also when the change is above it")
		author("lessons/doors/lesson.md", "title: Doors", "title: Gates")
		sees(t, w, "Gates · lesson")
		drive(t, w, "home")
		sees(t, w, "A word more.")
		drive(t, w, "end")
		sees(t, w, "The last of doors.")
	})
}

func TestAQuestionIsShownAgainWithWhatIsChosen(t *testing.T) {
	authored(t, 80, 24, func(t *testing.T, w *window, author func(file, old, text string)) {
		drive(t, w, "p")
		drive(t, w, right(w))
		chosen := "enter answer " + strings.ToUpper(right(w))
		sees(t, w, "Which option of question 0 is right?", chosen)
		author("quiz/doors.yaml", "Which option of question 0 is right?", "Which one is it?")
		sees(t, w, "question 1 of 5", "Which one is it?", chosen)
		author("quiz/doors.yaml", "text: neither,", "text: nor this,")
		sees(t, w, "nor this", chosen)
		author("quiz/doors.yaml", "    steps:", "      - {text: a fourth, why: It is new.}\n    steps:")
		sees(t, w, "D a fourth", chosen)
		drive(t, w, "enter")
		author("quiz/doors.yaml", "It says so.", "It says so plainly.")
		sees(t, w, "✓ right:", "It says so plainly.")
	})
}

func TestAnExamGoesOnWhileItsQuestionsChange(t *testing.T) {
	authored(t, 80, 24, func(t *testing.T, w *window, author func(file, old, text string)) {
		drive(t, w, "x", "a")
		author("quiz/doors.yaml", "Which option of question 0 is right?", "Which one is it?")
		author("quiz/doors.yaml", "- {text: neither, why: It cannot be.}", "")
		author("quiz/doors.yaml", "id: question-1", "id: another")
		drive(t, w, "enter")
		for range 9 {
			drive(t, w, right(w), "enter")
		}
		sees(t, w, "Hand in: 10 of 10 answered")
		drive(t, w, "home", "enter")
		sees(t, w, "Which one is it?", "enter keep A")
		drive(t, w, "n", "end", "enter")
		sees(t, w, " of 10")
	})
}

func TestATaskIsShownAgain(t *testing.T) {
	authored(t, 80, 24, func(t *testing.T, w *window, author func(file, old, text string)) {
		drive(t, w, "e", "t")
		author("exercises/doors/exercise.md", "Let in who has the key.", "Let in who has a key.")
		sees(t, w, "Doors · task", "Let in who has a key.")
		drive(t, w, "esc")
		author("exercises/doors/matrix.txt", "a wrong key is refused", "a false key is refused")
		sees(t, w, "a false key is refused")
	})
}

func TestWhatIsWrongStandsOnEveryScreenWhileItIs(t *testing.T) {
	authored(t, 80, 24, func(t *testing.T, w *window, author func(file, old, text string)) {
		drive(t, w, "enter")
		author("lessons/doors/lesson.md", "minutes: 8", "minuets: 8")
		sees(t, w, `lessons/doors/lesson.md:4:1: unknown field "minuets"`, "What a door is for.")
		author("quiz/doors.yaml", "    answer: The right one.", "    answer: [")
		sees(t, w, "✗ quiz/doors.yaml:15:3:", "And 1 more problem.")
		drive(t, w, "esc", "p")
		sees(t, w, "question 1 of 5", "✗ quiz/doors.yaml:15:3:")
		author("quiz/doors.yaml", "    answer: [", "    answer: The right one.")
		sees(t, w, `✗ lessons/doors/lesson.md:4:1: unknown field "minuets"`)
		author("lessons/doors/lesson.md", "minuets: 8", "minutes: 8")
		seesNot(t, w, "✗")
		author("lessons/course.yaml", "chapters:", "chapters")
		sees(t, w, "✗ lessons/course.yaml:", "question 1 of 5")
	})
}

func TestTheNoticeLeavesRoomForEveryScreen(t *testing.T) {
	for _, size := range []size{{60, 16}, {80, 24}, {160, 50}} {
		for name, open := range everyScreen {
			t.Run(name, func(t *testing.T) {
				inWindow(t, size.width, size.height, false, func(t *testing.T, w *window) {
					w.root.problems = []course.Problem{{File: "lessons/doors/lesson.md", Line: 3, Column: 1, Message: long, Help: long}}
					w.root = w.root.relaid()
					open(t, w)
					assert.Len(t, strings.Split(w.root.View().Content, "\n"), size.height)
					sees(t, w, "lessons/doors/lesson.md:3:1: a very long")
				})
			})
		}
	}
}

func TestScreensOfWhatIsGoneClose(t *testing.T) {
	authored(t, 80, 24, func(t *testing.T, w *window, author func(file, old, text string)) {
		drive(t, w, "e", "l")
		author("lessons/course.yaml", "[doors, keys]", "[keys]")
		sees(t, w, "doors is no longer in the course.", "0 of 2 lessons", "▸ ○ Keys")
		author("lessons/course.yaml", "[keys]", "[keys, doors]")
		sees(t, w, "0 of 3 lessons", "▸ ○ Keys", "○ Doors")
		author("lessons/course.yaml", "title: Doors\nchapters:\n  - title: First\n    lessons: [keys, doors]\n  - title: Second\n    lessons: [locks]", "title: Doors")
		sees(t, w, "This course has no lessons yet.")
	})
}

func TestTheMapShowsNewLessonsAndKeepsItsSelection(t *testing.T) {
	authored(t, 80, 24, func(t *testing.T, w *window, author func(file, old, text string)) {
		drive(t, w, "down")
		sees(t, w, "▸ ○ Keys")
		author("lessons/course.yaml", "[doors, keys]", "[locks, doors, keys]")
		sees(t, w, "✗ lessons/course.yaml: lesson \"locks\" is listed twice", "▸ ○ Keys")
	})
}

func TestFirstStartOfAPackSaysWhoseProgramsRun(t *testing.T) {
	for _, size := range []size{{60, 16}, {80, 24}} {
		inWindow(t, size.width, size.height, true, func(t *testing.T, w *window) {
			w.learn.content["pack.yaml"] = &fstest.MapFile{Data: []byte("title: All\n  about doors\nauthors: [Ada, Bo]\nversion: 1.10\nlicence: MIT\n")}
			w.learn.Reload()
			w.learn.pack = "/packs/doors"
			w.root = newRoot(t.Context(), w.learn, Options{First: true, DefaultDir: "/home/x/gatehouse-doors", Getenv: func(string) string { return "" }})
			w.tell(tea.WindowSizeMsg{Width: size.width, Height: size.height})
			w.tell(unansweredMsg{})
			fits(t, w)
			sees(t, w, "Make a workspace of this course?", "programs that run on this machine", "pack All about doors, 1.10, MIT",
				"authors Ada, Bo", "from /packs/doors", "▸ No: look around")
			drive(t, w, "up")
			fits(t, w)
			drive(t, w, "enter")
			sees(t, w, "Folder: /home/x/gatehouse-doors")
			drive(t, w, "esc", "up", "enter")
			assert.Equal(t, "/home/x/gatehouse-doors", w.learn.dir)
		})
	}
}
