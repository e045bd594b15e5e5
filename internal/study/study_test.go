package study_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/course"
	"gatehouse/internal/grade"
	"gatehouse/internal/progress"
	"gatehouse/internal/quiz"
	"gatehouse/internal/study"
	"gatehouse/internal/workspace"
)

const doorsTest = `package doors

func TestHandler(t *testing.T) {
	w.Run(serve, append([]sandbox.Probe{
		{Name: "the door is shut", Send: sandbox.Get("/"),
			Want: sandbox.Refused},
	}, w.Families(sandbox.Guarded{Request: sandbox.Get("/")})...)...)
}
`

// doors is a course of one lesson with twelve questions and one exercise.
func doors() fstest.MapFS {
	var bank strings.Builder
	bank.WriteString("questions:\n")
	for i := range 12 {
		fmt.Fprintf(&bank, `  - id: q%d
    difficulty: %s
    question: Number %d?
    options:
      - {text: right, correct: true, why: So it is.}
      - {text: wrong, why: It is not., misconception: doors-open}
      - {text: odd, why: It is not., misconception: doors-open}
    steps: [Look.]
    answer: Right.
    check: Look again.
    hint: Look.
    mistakes: [Not looking.]
    rule: RFC 9110 §15.5.2
`, i, course.Difficulties[i%3], i)
	}
	text := map[string]string{
		"lessons/course.yaml":                "title: Doors\nchapters: [{title: First, lessons: [doors]}]\n",
		"lessons/doors/lesson.md":            "---\ntitle: Doors\n---\n# Doors\n",
		"quiz/misconceptions.yaml":           "doors-open: Doors are open.\n",
		"quiz/doors.yaml":                    bank.String(),
		"exercises/doors/exercise.md":        "---\ntitle: Door\nlesson: doors\nkind: guard\nhints: [one, two]\n---\n# Task\n\nMend it.\n\n# Afterwards\n\nSo.\n",
		"exercises/doors/handler.go":         "package doors\n\nconst Open = false\n",
		"exercises/doors/handler_test.go":    doorsTest,
		"exercises/doors/starter/handler.go": "package doors\n\nconst Open = true\n",
		"exercises/doors/given/given.go":     "// Package given is handed in.\npackage given\n",
		"exercises/doors/matrix.txt":         " 1 hostile the door is shut\n",
		"sandbox/doc.go":                     "// Package sandbox attacks.\npackage sandbox\n",
	}
	files := fstest.MapFS{}
	for name, data := range text {
		files[name] = &fstest.MapFile{Data: []byte(data)}
	}
	return files
}

type clock struct{ now time.Time }

func open(t *testing.T, dir string, c *clock) *study.Study {
	t.Helper()
	s, err := study.Open(study.Config{
		Content: doors(), Workspace: dir, Now: func() time.Time { return c.now }, Seed: 7,
		FindGo: func(context.Context) (grade.Go, error) { return grade.Go{}, errors.New("no Go on this machine") },
	})
	require.NoError(t, err)
	return s
}

func noon() *clock { return &clock{time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)} }

// choose finds the option that reads so.
func choose(a quiz.Asked, text string) []int {
	for i, o := range a.Options {
		if o.Text == text {
			return []int{i}
		}
	}
	return nil
}

func TestWhatWasDoneBeforeTheWorkspaceIsKeptInIt(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "mine")
	s := open(t, "", noon())
	require.NoError(t, s.MarkRead("doors"))
	_, err := s.MakeWorkspace(dir)
	require.NoError(t, err)
	require.NoError(t, s.MarkRead("doors"))

	again := open(t, dir, noon())
	assert.True(t, again.Progress().Lessons["doors"].Read)
	assert.Equal(t, 2, again.Progress().Events)
	assert.Empty(t, again.Warnings())
}

func TestAWorkspaceOfAnotherCourseIsRefused(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "mine")
	_, err := open(t, "", noon()).MakeWorkspace(dir)
	require.NoError(t, err)
	other, err := study.Open(study.Config{Content: doors(), Pack: "/packs/doors", Now: time.Now})
	require.NoError(t, err)
	_, err = other.MakeWorkspace(dir)
	assert.EqualError(t, err, dir+" was made from another course; choose another folder")
	assert.Nil(t, other.Workspace())
	mine, err := workspace.Open(dir)
	require.NoError(t, err)
	assert.Empty(t, mine.Pack)
}

func TestAMissedQuestionComesBackTheNextDay(t *testing.T) {
	c := noon()
	s := open(t, "", c)
	asked, err := s.Practice("doors")
	require.NoError(t, err)
	require.Len(t, asked, quiz.PracticeLength)
	marked, err := s.Answer(asked[0], choose(asked[0], "wrong"), false, study.InPractice)
	require.NoError(t, err)
	assert.False(t, marked.Right)
	assert.Equal(t, []string{"doors-open"}, marked.MixedUp)
	assert.Empty(t, s.Review(), "not on the same day")

	// The record stamps events with the real time, so the study's clock moves on from there.
	c.now = time.Now().AddDate(0, 0, 1)
	due := s.Review()
	require.Len(t, due, 1)
	assert.Equal(t, asked[0].Question.ID, due[0].Question.ID)
}

func TestAnExamGoesOnWhereItWas(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "mine")
	s := open(t, "", noon())
	_, err := s.MakeWorkspace(dir)
	require.NoError(t, err)
	x, err := s.Exam("doors")
	require.NoError(t, err)
	require.Len(t, x.Asked, quiz.ExamLength)
	require.NoError(t, s.Choose(x, 3, choose(x.Asked[3], "odd")))
	require.NoError(t, s.Choose(x, 3, choose(x.Asked[3], "right")))

	again := open(t, dir, noon())
	y, err := again.Exam("doors")
	require.NoError(t, err)
	assert.Equal(t, x.ID, y.ID)
	assert.Equal(t, x.Asked, y.Asked, "the same questions, options in the same order")
	assert.Equal(t, x.Chosen, y.Chosen)

	for i, a := range y.Asked {
		require.NoError(t, again.Choose(y, i, choose(a, "right")))
	}
	result, err := again.HandIn(y)
	require.NoError(t, err)
	assert.True(t, result.Passed)
	assert.Equal(t, 10, again.Progress().Lessons["doors"].Exam.Best)
	next, err := again.Exam("doors")
	require.NoError(t, err)
	assert.NotEqual(t, y.ID, next.ID, "the next one is another exam")
}

func TestAnExamHandedInTwiceCountsOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "mine")
	s := open(t, "", noon())
	_, err := s.MakeWorkspace(dir)
	require.NoError(t, err)
	x, err := s.Exam("doors")
	require.NoError(t, err)
	other := open(t, dir, noon())
	for range 2 {
		_, err = s.HandIn(x)
		require.NoError(t, err)
	}
	_, err = other.HandIn(x)
	require.NoError(t, err)
	again := open(t, dir, noon())
	assert.Equal(t, 1+quiz.ExamLength+1, again.Progress().Events, "begun, ten answers, ended")
	assert.Equal(t, 1, again.Progress().Lessons["doors"].Exam.Taken)
}

func TestAnExamOverAllLessonsNeedsOneThatWasRead(t *testing.T) {
	s := open(t, "", noon())
	_, err := s.Exam("")
	assert.EqualError(t, err, "no lesson was read yet; name one: gatehouse exam ID")
	require.NoError(t, s.MarkRead("doors"))
	x, err := s.Exam("")
	require.NoError(t, err)
	assert.Len(t, x.Asked, quiz.ExamLength)
}

func TestHintsComeOneAtATime(t *testing.T) {
	s := open(t, "", noon())
	for _, want := range []study.Hint{{Number: 1, Of: 2, Text: "one"}, {Number: 2, Of: 2, Text: "two"}, {Number: 2, Of: 2, Text: "two"}} {
		got, err := s.Hint("doors")
		require.NoError(t, err)
		assert.Equal(t, want, got)
	}
	seen, err := s.Hints("doors")
	require.NoError(t, err)
	assert.Len(t, seen, 2)
	assert.Equal(t, 2, s.Progress().Events, "the last hint, seen again, is no event")
}

func TestTheSolutionIsRecordedAsShown(t *testing.T) {
	s := open(t, "", noon())
	solution, err := s.Solution("doors")
	require.NoError(t, err)
	assert.Equal(t, study.Solution{Code: "package doors\n\nconst Open = false\n", Afterwards: "So."}, solution)
	assert.True(t, s.Progress().Lessons["doors"].Exercises["doors"].SolutionShown)
}

func TestAResetCanBeUndoneAndADiffTaken(t *testing.T) {
	s := open(t, "", noon())
	_, err := s.MakeWorkspace(filepath.Join(t.TempDir(), "mine"))
	require.NoError(t, err)
	path, err := s.AnswerPath("doors")
	require.NoError(t, err)
	const mine = "package doors\n\nconst Open = 1 == 2\n"
	require.NoError(t, os.WriteFile(path, []byte(mine), 0o644))

	diff, err := s.Diff("doors", "starter")
	require.NoError(t, err)
	assert.Contains(t, diff, "-const Open = true\n+const Open = 1 == 2\n")

	_, err = s.Reset("doors")
	require.NoError(t, err)
	diff, err = s.Diff("doors", "starter")
	require.NoError(t, err)
	assert.Empty(t, diff)
	_, err = s.UndoReset("doors")
	require.NoError(t, err)
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, mine, string(text))
}

func TestWithoutGoEveryProbeIsStillListed(t *testing.T) {
	s := open(t, "", noon())
	_, err := s.Grade(t.Context(), "doors", grade.Options{})
	assert.ErrorIs(t, err, study.ErrNoWorkspace)
	_, err = s.MakeWorkspace(filepath.Join(t.TempDir(), "mine"))
	require.NoError(t, err)
	result, err := s.Grade(t.Context(), "doors", grade.Options{})
	require.NoError(t, err)
	assert.Equal(t, grade.CouldNotRun, result.Outcome)
	assert.Equal(t, "no Go on this machine", result.Reason)
	require.Len(t, result.Probes, 1)
	assert.Equal(t, "the door is shut", result.Probes[0].Name)
	assert.Zero(t, s.Progress().Events, "what could not run is not recorded")

	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	result, err = s.Grade(cancelled, "doors", grade.Options{})
	require.NoError(t, err)
	assert.Equal(t, "cancelled", result.Reason)
}

func TestAnUnknownIDNamesTheNearest(t *testing.T) {
	s := open(t, "", noon())
	_, err := s.Practice("dors")
	assert.EqualError(t, err, `No lesson "dors". Nearest: doors. gatehouse list shows all.`)
	_, err = s.Hint("bearer")
	assert.EqualError(t, err, `No exercise "bearer". Nearest: doors. gatehouse list shows all.`)
}

func TestTheNextStepFollowsWhatWasDone(t *testing.T) {
	s := open(t, "", noon())
	assert.Equal(t, progress.ReadLesson, s.Progress().Next.Kind)
	require.NoError(t, s.MarkRead("doors"))
	assert.Equal(t, progress.PracticeIt, s.Progress().Next.Kind)
	asked, err := s.Practice("doors")
	require.NoError(t, err)
	for _, a := range asked {
		_, err := s.Answer(a, choose(a, "right"), false, study.InPractice)
		require.NoError(t, err)
	}
	assert.Equal(t, progress.SolveExercise, s.Progress().Next.Kind)
}
