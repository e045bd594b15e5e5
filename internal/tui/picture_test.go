package tui

import (
	"context"
	"encoding/json"
	"image/color"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/cryptotest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/course"
	"gatehouse/internal/grade"
	"gatehouse/internal/study"
	"gatehouse/sandbox"
)

const repository = "../.."

// picture is a screen of the built-in course that docs/screens shows.
type picture struct {
	title string
	size
	open func(t *testing.T, w *window)
}

var pictures = map[string]picture{
	"map": {"The map of the course: chapters and lessons, how far each part of each is, and what is next", size{120, 26},
		func(t *testing.T, w *window) {}},
	"lesson": {"A lesson, with code that can be copied", size{100, 32},
		func(t *testing.T, w *window) { drive(t, w, "l") }},
	"question": {"A practice question with one option chosen", size{100, 22},
		func(t *testing.T, w *window) { drive(t, w, "p", "b") }},
	"answer": {"A wrong answer, with a reason for every option", size{100, 34},
		func(t *testing.T, w *window) { drive(t, w, "p"); drive(t, w, wrongLetter(w), "enter") }},
	"broken": {"An exercise: what got in that should not have, exchange by exchange", size{120, 32},
		func(t *testing.T, w *window) { playsRun(t, w, "bearer-token", "starter") }},
	"exchange": {"One exchange: what was sent, what came back, what was wanted, and why it matters", size{100, 28},
		func(t *testing.T, w *window) { playsRun(t, w, "bearer-token", "starter"); drive(t, w, "enter") }},
	"holds": {"An exercise that is done: all probes hold", size{100, 26},
		func(t *testing.T, w *window) { playsRun(t, w, "bearer-token", "reference") }},
	"table": {"Who may do what: a table of roles and actions against what the handler let them do", size{120, 34},
		func(t *testing.T, w *window) { playsRun(t, w, "function-access", "starter") }},
	"progress": {"Progress: how strong each topic is, weakest first, and what was mixed up", size{100, 26},
		func(t *testing.T, w *window) { drive(t, w, "m") }},
}

// TestPictures holds the pictures of docs/screens against the screens they show.
func TestPictures(t *testing.T) {
	if updating() {
		recordRuns(t)
	}
	for name, p := range pictures {
		t.Run(name, func(t *testing.T) {
			begin := builtIn(t)
			begin.size = p.size
			cryptotest.SetGlobalRandom(t, 7) // what is drawn by lot is the same each time
			open(t, begin, func(t *testing.T, w *window) {
				w.tell(tea.ColorProfileMsg{Profile: colorprofile.TrueColor})
				w.tell(tea.BackgroundColorMsg{Color: color.Black})
				p.open(t, w)
				golden(t, filepath.Join(repository, "docs", "screens", name+".svg"), svg(p.title, w.root.View().Content))
			})
		})
	}
}

// builtIn is the built-in course half-way, on an evening in November.
func builtIn(t *testing.T) opening {
	t.Helper()
	built := os.DirFS(repository)
	c, err := course.Load(built)
	require.NoError(t, err)
	return opening{content: built, past: halfWay(c), going: 19*time.Hour + 27*time.Minute, begins: begins{ahead: daysAhead}}
}

// playsRun opens the exercise and runs it, the verdict being one that the grader
// came to before.
func playsRun(t *testing.T, w *window, exercise, handler string) {
	t.Helper()
	r, opened := w.root.push(newExercise(w.root.desk, exercise), nil)
	w.root = r
	for _, cmd := range opened {
		w.run(cmd)
	}
	drive(t, w, "space")
	plays(w, recordedRun(t, w.learn.Course(), exercise, handler))
}

func runFile(exercise, handler string) string {
	return filepath.Join("testdata", "runs", exercise+"-"+handler+".json")
}

// recordedRun reads a run. One of other probes than the exercise has now, or
// with other verdicts than its matrix, is too old to be shown.
func recordedRun(t *testing.T, c *course.Course, exercise, handler string) grade.Result {
	t.Helper()
	data, err := os.ReadFile(runFile(exercise, handler))
	require.NoError(t, err)
	var r grade.Result
	require.NoError(t, json.Unmarshal(data, &r))
	matrix := c.Exercise(exercise).Matrix
	want := strings.Repeat(".", len(matrix.Probes))
	if handler == "starter" {
		want = matrix.Row("starter", "").Verdicts
	}
	got := ""
	for i, p := range r.Probes {
		require.Equal(t, matrix.Probes[i].Name, p.Name, "the run is older than its exercise; go generate ./internal/tui renews it")
		got += map[sandbox.Outcome]string{sandbox.Holds: ".", sandbox.Broken: "x"}[p.Outcome]
	}
	assert.Equal(t, want, got, "the run is older than its exercise; go generate ./internal/tui renews it")
	return r
}

// recordRuns grades, for the pictures, what stands in the built-in course. Of
// what was exchanged only that stays which the pictures show.
func recordRuns(t *testing.T) {
	t.Helper()
	built := os.DirFS(repository)
	s, err := study.Open(study.Config{Content: built, Now: time.Now,
		FindGo: func(ctx context.Context) (grade.Go, error) { return grade.FindGo(ctx, os.Getenv) }})
	require.NoError(t, err)
	_, err = s.MakeWorkspace(filepath.Join(t.TempDir(), "gatehouse"))
	require.NoError(t, err)
	for _, run := range []struct{ exercise, handler string }{{"bearer-token", "starter"}, {"bearer-token", "reference"}, {"function-access", "starter"}} {
		if run.handler == "reference" {
			answer, err := s.AnswerPath(run.exercise)
			require.NoError(t, err)
			reference, err := os.ReadFile(filepath.Join(repository, "exercises", run.exercise, "handler.go"))
			require.NoError(t, err)
			require.NoError(t, os.WriteFile(answer, reference, 0o644))
		}
		r, err := s.Grade(t.Context(), run.exercise, grade.Options{Seed: 4711})
		require.NoError(t, err)
		require.NotEqual(t, grade.CouldNotRun, r.Outcome, r.Reason)
		r.Seconds, r.Output = 0.4, ""
		shown := false
		for i, p := range r.Probes {
			if shown || p.Outcome == sandbox.Holds && r.Outcome != grade.Holds {
				r.Probes[i] = sandbox.Verdict{Name: p.Name, Honest: p.Honest, Outcome: p.Outcome}
			} else {
				shown = true
			}
		}
		data, err := json.MarshalIndent(r, "", "\t")
		require.NoError(t, err)
		golden(t, runFile(run.exercise, run.handler), string(data)+"\n")
	}
}

// wrongLetter is that of an option that is wrong, of the question in sight.
func wrongLetter(w *window) string {
	s := w.root.top().(questionScreen)
	for i, o := range s.choice.asked.Options {
		if !o.Correct {
			return strings.ToLower(letter(i))
		}
	}
	return ""
}
