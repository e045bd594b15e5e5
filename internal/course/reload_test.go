package course_test

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/course"
)

// edit loads the small course, changes a file of it and reloads; an empty text
// takes the file away.
func edit(t *testing.T, file, text string) (before, now *course.Course) {
	t.Helper()
	files := small()
	before, err := course.Load(files)
	require.NoError(t, err)
	files[file] = &fstest.MapFile{Data: []byte(text)}
	if text == "" {
		delete(files, file)
	}
	return before, course.Reload(files, before)
}

func TestReloadShowsWhatChanged(t *testing.T) {
	before, now := edit(t, "lessons/doors/lesson.md", "---\ntitle: Gates\n---\n# Gates\n")
	assert.Empty(t, now.Problems)
	assert.Equal(t, "Gates", now.Lesson("doors").Title)
	assert.Len(t, now.Lesson("doors").Exercises, 2)
	assert.Equal(t, "Doors", before.Lesson("doors").Title, "the course before is left as it was")
}

func TestReloadKeepsThePartThatBroke(t *testing.T) {
	for _, tt := range []struct{ name, file, text, problem string }{
		{"the contents", "lessons/course.yaml", "title: [\n", "lessons/course.yaml:"},
		{"the pack", "pack.yaml", "colour: red\n", "pack.yaml:1:1"},
		{"the beliefs", "quiz/misconceptions.yaml", "[\n", "quiz/misconceptions.yaml:"},
		{"a lesson", "lessons/doors/lesson.md", "---\ntitle: Gates\ncolour: red\n---\n", "lessons/doors/lesson.md:3:1"},
		{"a lesson that is gone", "lessons/doors/lesson.md", "", "lessons/doors/lesson.md: the file is not there"},
		{"a bank", "quiz/doors.yaml", "questions: [\n", "quiz/doors.yaml:1"},
		{"a question", "quiz/doors.yaml", "questions:\n  - id: status\n", "quiz/doors.yaml:2:5: question \"status\": it asks nothing"},
		{"an exercise", "exercises/doors/exercise.md", "---\ntitle: A\nlesson: doors\nkind: guard\n---\n# Task\n", "exercises/doors/exercise.md:1:1"},
		{"an exercise whose lesson is not there", "exercises/doors/exercise.md", "---\nlesson: walls\nkind: guard\n---\n# Task\n\n# Afterwards\n", "exercises/doors/exercise.md:1:1"},
		{"a matrix", "exercises/doors/matrix.txt", "mistake open x\n", "exercises/doors/matrix.txt"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			before, now := edit(t, tt.file, tt.text)
			require.Len(t, now.Problems, 1)
			assert.Contains(t, now.Problems[0].Error(), tt.problem)
			now.Problems = nil
			assert.Equal(t, before, now)
		})
	}
}

func TestReloadForANewerGatehouseKeepsTheLessons(t *testing.T) {
	before, now := edit(t, "pack.yaml", "needs: 0.3\n")
	require.Len(t, now.Problems, 1)
	assert.Contains(t, now.Problems[0].Error(), "pack.yaml:1:1: this course needs Gatehouse 0.3")
	assert.Equal(t, before.Chapters, now.Chapters)
}

func TestReloadLeavesOutWhatWasTakenOut(t *testing.T) {
	_, now := edit(t, "lessons/course.yaml", "title: Doors\nchapters: []\n")
	assert.Empty(t, now.Lessons())
	_, now = edit(t, "quiz/doors.yaml", "questions: []\n")
	assert.Empty(t, now.Problems)
	assert.Empty(t, now.Lesson("doors").Bank)
}

func TestAQuestionOfNothingIsAProblemAndNoCrash(t *testing.T) {
	_, now := edit(t, "quiz/doors.yaml", "questions:\n  -\n")
	require.Len(t, now.Problems, 1)
	assert.Contains(t, now.Problems[0].Message, "it has no id")
}
