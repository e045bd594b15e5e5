package course_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/course"
)

const bank = `questions:
  - id: status
    difficulty: easy
    question: Which status?
    options:
      - {text: "401", correct: true, why: No proof was sent.}
      - {text: "403", why: It would with proof., misconception: 403-is-the-no}
    steps: [Look at the header.]
    answer: It is 401.
    check: Is there proof?
    hint: Who asks?
    mistakes: [Sending 403.]
    rule: RFC 9110 §15.5.2
`

const exercise = `---
title: A door
lesson: doors
kind: guard
minutes: 10
hints: [Look at the header.]
---
# Task

Mend it.

# Afterwards

So it is.
`

func small() fstest.MapFS {
	return fstest.MapFS{
		"lessons/course.yaml":             {Data: []byte("title: Doors\nchapters:\n  - title: First\n    lessons: [doors]\n")},
		"lessons/doors/lesson.md":         {Data: []byte("---\ntitle: Doors\nsummary: How doors work.\nminutes: 5\naliases: [gates]\n---\n# Doors\n\nText.\n")},
		"quiz/misconceptions.yaml":        {Data: []byte("403-is-the-no: 403 is the general refusal.\n")},
		"quiz/doors.yaml":                 {Data: []byte(bank)},
		"exercises/doors/exercise.md":     {Data: []byte(exercise)},
		"exercises/another/exercise.md":   {Data: []byte(exercise)},
		"exercises/doors/matrix.txt":      {Data: []byte(" 1 honest  a caller gets in\n 2 hostile nobody else\n\nmistake open    .x\nstarter         xx\n")},
		"exercises/doors/handler.go":      {Data: []byte("package doors\n")},
		"exercises/another/handler.go":    {Data: []byte("package another\n")},
		"exercises/exercises_test.go":     {Data: []byte("package exercises_test\n")},
		"exercises/doors/starter/main.go": {Data: []byte("package doors\n")},
	}
}

func TestLoadReadsLessonsBanksAndExercises(t *testing.T) {
	c, err := course.Load(small())
	require.NoError(t, err)
	assert.Empty(t, c.Problems)
	assert.Equal(t, "Doors", c.Title)

	lesson := c.Lesson("gates")
	require.NotNil(t, lesson, "a lesson is found by an alias")
	assert.Equal(t, "# Doors\n\nText.\n", lesson.Body)
	assert.Equal(t, "It is 401.", lesson.Question("status").Answer)
	assert.False(t, lesson.Question("status").ChooseAll())
	assert.Equal(t, "403 is the general refusal.", c.Misconceptions["403-is-the-no"])

	require.Len(t, lesson.Exercises, 2)
	assert.Equal(t, "doors", lesson.Exercises[0].ID, "the exercise named like its lesson comes first")
	first := c.Exercise("doors")
	assert.Equal(t, "Mend it.", first.Task)
	assert.Equal(t, "So it is.", first.Afterwards)
	assert.Equal(t, []course.MatrixProbe{{Name: "a caller gets in", Honest: true}, {Name: "nobody else"}}, first.Matrix.Probes)
	assert.Equal(t, ".x", first.Matrix.Row("mistake", "open").Verdicts)
	assert.Equal(t, "xx", first.Matrix.Row("starter", "").Verdicts)
	assert.Nil(t, c.Exercise("another").Matrix)
}

func TestLoadNamesWhatIsWrongAndKeepsTheRest(t *testing.T) {
	for _, tt := range []struct {
		name, file, text string
		want             string
	}{
		{"a lesson without front matter", "lessons/doors/lesson.md", "# Doors\n", "lessons/doors/lesson.md:1:1: the front matter is missing"},
		{"an unknown key", "lessons/doors/lesson.md", "---\ntitle: Doors\ncolour: red\n---\n", `lessons/doors/lesson.md:3:1: unknown field "colour"`},
		{"an anchor", "lessons/doors/lesson.md", "---\ntitle: Doors\nsummary: &s x\n---\n", `lessons/doors/lesson.md:3:10: "&" begins an anchor`},
		{"a tag", "quiz/doors.yaml", "questions:\n  - id: !!str x\n", `quiz/doors.yaml:2:9: "!!str" begins an anchor, an alias or a tag`},
		{"lists without end", "quiz/doors.yaml", "questions:\n  - id: " + strings.Repeat("[", 33), "quiz/doors.yaml:2:41: more than 32 lists or maps"},
		{"a lesson that is no UTF-8", "lessons/doors/lesson.md", "---\ntitle: D\xfcrs\n---\n", "lessons/doors/lesson.md:2:9: the file is not UTF-8"},
		{"a lesson without a title", "lessons/doors/lesson.md", "---\nsummary: x\n---\n", "lessons/doors/lesson.md:1:1: the lesson has no title"},
		{"a broken bank", "quiz/doors.yaml", "questions:\n  - id: [\n", "quiz/doors.yaml:2"},
		{"a question without a right answer", "quiz/doors.yaml", "questions:\n  - id: x\n    difficulty: easy\n    question: Q?\n    options: [{text: a}, {text: b}]\n", `quiz/doors.yaml:2:5: question "x": none of its options is correct`},
		{"an exercise of no lesson", "exercises/doors/exercise.md", "---\ntitle: A\nlesson: windows\nkind: guard\n---\n# Task\n\nMend it.\n\n# Afterwards\n", `its lesson "windows" is not in the course`},
		{"an exercise without its parts", "exercises/doors/exercise.md", "---\ntitle: A\nlesson: doors\nkind: guard\n---\n# Task\n", "it is no whole exercise"},
		{"a damaged matrix", "exercises/doors/matrix.txt", "mistake open x\n", "exercises/doors/matrix.txt: line 1: 1 verdicts for 0 probes"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			files := small()
			files[tt.file] = &fstest.MapFile{Data: []byte(tt.text)}
			c, err := course.Load(files)
			require.NoError(t, err)
			require.NotEmpty(t, c.Problems)
			assert.Contains(t, c.Problems[0].Error(), tt.want)
			assert.Len(t, c.Chapters, 1)
		})
	}
}

func TestLoadDoesNotWaitForAPipe(t *testing.T) {
	files := small()
	files["lessons/doors/lesson.md"] = &fstest.MapFile{Mode: fs.ModeNamedPipe}
	c, err := course.Load(files)
	require.NoError(t, err)
	require.NotEmpty(t, c.Problems)
	assert.Contains(t, c.Problems[0].Error(), "lessons/doors/lesson.md: this is no ordinary file")
}

func TestLoadWithoutACourseFileSaysSo(t *testing.T) {
	_, err := course.Load(fstest.MapFS{})
	assert.EqualError(t, err, "lessons/course.yaml: the file is not there. Write it, or take its id out of the course.")
}

func TestLoadShowsTheLineWithACaret(t *testing.T) {
	files := small()
	files["lessons/course.yaml"] = &fstest.MapFile{Data: []byte("title: Doors\nchapter: []\n")}
	_, err := course.Load(files)
	var problem *course.Problem
	require.ErrorAs(t, err, &problem)
	assert.Equal(t, 2, problem.Line)
	assert.Equal(t, "chapter: []\n^", problem.Source)
}

func TestMatrixSurvivesWritingAndReading(t *testing.T) {
	m := &course.Matrix{
		Probes: []course.MatrixProbe{{Name: "anyone can read /public", Honest: true}, {Name: "nobody else may"}},
		Rows:   []course.MatrixRow{{Kind: "starter", Verdicts: "x."}, {Kind: "mistake", Name: "prefix", Verdicts: ".x"}, {Kind: "variant", Name: "regexp", Verdicts: ".."}},
	}
	read, err := course.ParseMatrix([]byte(m.String()))
	require.NoError(t, err)
	assert.Equal(t, m, read)
}
