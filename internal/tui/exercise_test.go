package tui

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"gatehouse/internal/grade"
)

func TestExerciseSaysWhichProbesHold(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		drive(t, w, "e")
		sees(t, w, "Doors · exercise", "not run yet", "Not run yet. Save handler.go, or press space.", "· ◇ anyone can read /public")

		save(w)
		plays(w, verdict(".x.x"))
		sees(t, w, "2 of 4 probes hold", "▸ ✗ ◇ the key opens the door", "honest caller, kept out",
			"GET /door", "answered at handler.go:24", "RFC 9110 §11.1", "checked in 0.4 s.")

		drive(t, w, "down", "down")
		save(w)
		plays(w, verdict("...x"))
		sees(t, w, "3 of 4 probes hold", "▸ ✗ ◆ a wrong key is refused", "One more holds than before.")
	})
}

func TestScenario17AnEditedTestIsSaidFirst(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		drive(t, w, "e")
		for said, files := range map[string][]string{
			"handler_test.go was changed here; the original graded. r puts it back.": {"exercises/doors/handler_test.go"},
			"2 files of ours were changed here; the originals graded.":               {"exercises/doors/handler_test.go", "sandbox/doc.go"},
		} {
			save(w)
			r := verdict("...x")
			r.Edited = files
			plays(w, r)
			sees(t, w, said)
		}
	})
}

func TestExerciseShowsARunUnderWayAfterAWhile(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		drive(t, w, "e")
		w.tell(press("space"))
		sees(t, w, "running")
		seesNot(t, w, "checking")
		wait(w, 2*time.Second)
		sees(t, w, "checking, 2 s", "esc cancel")
		plays(w, verdict("...."))
		sees(t, w, "✓ All 4 probes hold", "Recorded.")
	})
}

func TestExerciseDropsTheVerdictOfAnOlderSave(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		drive(t, w, "e")
		save(w)
		stale := w.root.stack[1].(exerciseScreen).run.number
		save(w)
		sees(t, w, "Saved again: starting over")
		assert.Equal(t, 1, w.learn.ended, "the older run was cancelled")
		w.tell(gradedMsg{run: stale, result: verdict("....")})
		seesNot(t, w, "All 4 probes hold")
		plays(w, verdict("x..."))
		sees(t, w, "3 of 4 probes hold")
	})
}

func TestExerciseEscCancelsTheRunFirst(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		drive(t, w, "e", "space", "esc")
		sees(t, w, "Doors · exercise", "Cancelled.")
		assert.Equal(t, 1, w.learn.ended)
		drive(t, w, "esc")
		sees(t, w, "0 of 3 lessons")
	})
}

func TestExerciseShowsWhatTheCompilerSays(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		drive(t, w, "e")
		save(w)
		plays(w, verdict(".x.x"))
		save(w)
		plays(w, grade.Result{Outcome: grade.DoesNotCompile, Compile: []grade.Problem{
			{File: "handler.go", Line: 23, Column: 5, Message: "undefined: bearer", Source: "\tif bearer {"}}})
		sees(t, w, "✗ does not compile: handler.go:23:5", "undefined: bearer", "23 │ if bearer {", "No probe ran. Before: 2 of 4 hold.", "enter edit at 23:5")
		assert.Equal(t, 1, strings.Count(w.text(), "undefined: bearer"), "what its row says whole is not said again\n%s", w.text())
		fits(t, w)
	})
}

func TestExerciseSaysWhyItCouldNotRun(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		drive(t, w, "e", "space")
		plays(w, grade.Result{Outcome: grade.CouldNotRun, Reason: "the disk is full"})
		sees(t, w, "· could not run: the disk is full", "cannot run")
	})
}

func TestExerciseNamesTheMistakeThatWasMade(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		drive(t, w, "e", "space")
		r := verdict(".x.x")
		r.BehavesLike = &grade.Like{Mistake: "closed", Summary: "keeps everyone out", Explanation: "Nobody gets in."}
		plays(w, r)
		sees(t, w, "2 of 4 probes hold · behaves like: keeps everyone out", "Nobody gets in.")
	})
}

func TestHintsComeOneByOne(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		drive(t, w, "e", "h")
		sees(t, w, "hint 1 of 2", "Look at the door.", "h shows hint 2, a plainer one.")
		seesNot(t, w, "Look at the lock.")
		drive(t, w, "h")
		sees(t, w, "Look at the lock.", "That was the last hint; s shows the solution.")
		drive(t, w, "esc")
		sees(t, w, "honest caller · not run", "Doors · exercise")
	})
}

func TestSolutionAndResetAskFirst(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		drive(t, w, "e", "s")
		sees(t, w, "See the solution now? 2 hints are left.", "▸ No: show hint 1")
		drive(t, w, "down", "enter")
		sees(t, w, "One way to guard it", "package doors", "It asks for the key.")
		drive(t, w, "esc", "r")
		sees(t, w, "Put the starter back?", "▸ No: keep my handler.go")
		drive(t, w, "enter")
		assert.Zero(t, w.learn.reset)
		drive(t, w, "r", "down", "enter")
		assert.Equal(t, 1, w.learn.reset)
		sees(t, w, "The starter is back. Yours is kept as handler.go.mine-1; u undoes.")
		drive(t, w, "u")
		sees(t, w, "Your handler.go is back")
		drive(t, w, "r", "down", "down", "enter")
		assert.Equal(t, 1, w.learn.reset, "the learner's own file stays")
		sees(t, w, "The originals are back: 1 file. Yours are kept beside them.")
	})
}

func TestExchangeShowsBytesSafely(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		drive(t, w, "e", "space")
		plays(w, verdict(".x.x"))
		drive(t, w, "enter")
		sees(t, w, "✗ broken: the key opens the door", "GET /door HTTP/1.1", "401 Unauthorized", `X-Bad: a\x1b[2Jb`,
			"curl http://localhost:8080/door", "probe 2 of 4 · 1 exchange", "--seed 4711")
		assert.NotContains(t, w.root.View().Content, "\x1b[2J")
		drive(t, w, "right")
		sees(t, w, "✗ broken: a wrong key is refused")
		drive(t, w, "c")
		sees(t, w, "Sent to the clipboard")
		drive(t, w, "c")
		sees(t, w, "curl http://localhost:8080/door esc goes back.")
	})
}

func TestDiffAndTaskAreRead(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		drive(t, w, "e", "t")
		sees(t, w, "Mend exercises/doors/handler.go", "Let in who has the key.", "4 probes: 2 honest must get in, 2 hostile must stay out.")
		drive(t, w, "enter", "d")
		sees(t, w, "1 place differs, 1 line out, 2 in", "handler.go:21", "- b := 2", "+ c := 4")
	})
}

func TestAnExerciseIsOpenOnce(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		drive(t, w, "e", "l", "e")
		sees(t, w, "Doors · exercise")
		drive(t, w, "esc")
		sees(t, w, "0 of 3 lessons")
	})
}
