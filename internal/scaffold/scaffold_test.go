package scaffold

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/check"
	"gatehouse/internal/grade"
)

var repository = os.DirFS("../..")

func TestWhatIsMadePassesTheCheck(t *testing.T) {
	dir := t.TempDir()
	made, err := Lesson(repository, dir, "rate-limits")
	require.NoError(t, err)
	assert.Equal(t, "lessons/rate-limits/lesson.md", made.First)
	assert.Empty(t, made.Changed)
	made, err = Exercise(dir, "more-limits", "")
	require.NoError(t, err)
	assert.Equal(t, "exercises/more-limits/exercise.md", made.First)

	tool, err := grade.FindGo(t.Context(), os.Getenv)
	require.NoError(t, err)
	found, err := check.Run(t.Context(), check.Options{Root: dir, Content: repository, Go: tool})
	require.NoError(t, err)
	for _, p := range found.Problems {
		// What time and the machine bring is not the template's.
		if p.Code != "fact-old" && p.Code != "no-race-detector" {
			t.Errorf("%s:%d:%d: %s: %s", p.File, p.Line, p.Column, p.Code, p.Message)
		}
	}
	require.Len(t, found.Exercises, 2)
	for _, e := range found.Exercises {
		assert.Equal(t, "holds", e.Reference, e.ID)
		assert.Len(t, e.Mistakes, 2, e.ID)
		assert.Len(t, e.Variants, 1, e.ID)
	}
}

func TestALessonIsAddedToACourseThatIsThere(t *testing.T) {
	dir := courseOf(t)
	made, err := Lesson(repository, dir, "rate-limits")
	require.NoError(t, err)
	assert.Equal(t, []string{contentsFile, misconceptionsFile}, made.Changed)
	assert.Equal(t, strings.Replace(contents, "- gates\n", "- gates\n      - rate-limits\n", 1), read(t, dir, contentsFile))

	beliefs := read(t, dir, misconceptionsFile)
	assert.True(t, strings.HasPrefix(beliefs, misconceptions), "what was there stays: %s", beliefs)
	assert.Contains(t, beliefs, "\nhead-is-optional: An API need not answer HEAD.\n")
	assert.Equal(t, 1, strings.Count(beliefs, "error-ends-handler:"))
}

func TestAnExerciseIsForTheLastLessonOrTheOneThatIsNamed(t *testing.T) {
	for lesson, want := range map[string]string{"": "gates", "hedges": "hedges", "bushes": "hedges"} {
		dir := courseOf(t)
		made, err := Exercise(dir, "new-gate", lesson)
		require.NoError(t, err)
		assert.Empty(t, made.Changed)
		assert.Contains(t, read(t, dir, "exercises/new-gate/exercise.md"), "\nlesson: "+want+"\n")
		assert.Contains(t, read(t, dir, "exercises/new-gate/handler.go"), "package newgate\n")
	}
}

func TestWhatCannotBeMadeChangesNothing(t *testing.T) {
	lesson := func(dir, id string) error { _, err := Lesson(repository, dir, id); return err }
	exercise := func(dir, id string) error { _, err := Exercise(dir, id, ""); return err }
	for name, test := range map[string]struct {
		make  func(dir, id string) error
		id    string
		says  string
		first func(dir string) error // what is done to the course before
	}{
		"a capital":           {make: lesson, id: "Rate-limits", says: "is no id"},
		"a path":              {make: lesson, id: "../rate", says: "is no id"},
		"two hyphens":         {make: exercise, id: "rate--limits", says: "is no id"},
		"a digit first":       {make: exercise, id: "2-limits", says: "is no id"},
		"nothing":             {make: lesson, id: "", says: "is no id"},
		"a keyword of Go":     {make: exercise, id: "range", says: "meaning of its own"},
		"a hidden keyword":    {make: exercise, id: "go-to", says: "meaning of its own"},
		"the main package":    {make: exercise, id: "main", says: "meaning of its own"},
		"a file of our own":   {make: lesson, id: "misconceptions", says: "meaning of its own"},
		"a lesson there":      {make: lesson, id: "gates", says: "lessons/gates is there already"},
		"an alias":            {make: lesson, id: "bushes", says: "is an id or an alias"},
		"an exercise there":   {make: exercise, id: "old-gate", says: "exercises/old-gate is there already"},
		"its exercise there":  {make: lesson, id: "old-gate", says: "exercises/old-gate is there already"},
		"an exercise's alias": {make: exercise, id: "oldest-gate", says: "is an alias"},
		"a lesson listed and missing": {
			make: lesson, id: "ponds", says: `lists "ponds" already`,
			first: func(dir string) error {
				return write(dir, contentsFile, strings.ReplaceAll(contents, "gates", "ponds"))
			},
		},
		"a broken course": {
			make: lesson, id: "ponds", says: "lessons/course.yaml",
			first: func(dir string) error { return write(dir, contentsFile, "title: [") },
		},
		"broken misconceptions": {
			make: lesson, id: "ponds", says: "quiz/misconceptions.yaml",
			first: func(dir string) error { return write(dir, misconceptionsFile, "a: [") },
		},
		"a failure at the last file": {
			make: lesson, id: "ponds", says: "misconceptions.yaml",
			first: func(dir string) error { return os.Mkdir(filepath.Join(dir, misconceptionsFile+".new"), 0o755) },
		},
		"no lesson for an exercise": {
			make: exercise, id: "ponds", says: "no lesson",
			first: func(dir string) error { return write(dir, contentsFile, "title: Empty\n") },
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := courseOf(t)
			if test.first != nil {
				require.NoError(t, test.first(dir))
			}
			before := all(t, dir)
			assert.ErrorContains(t, test.make(dir, test.id), test.says)
			assert.Equal(t, before, all(t, dir))
		})
	}
	_, err := Exercise(courseOf(t), "ponds", "lakes")
	assert.ErrorContains(t, err, `no lesson "lakes", only hedges, gates`)
	_, err = Lesson(repository, filepath.Join(t.TempDir(), "nowhere"), "ponds")
	assert.Error(t, err)
}

const (
	contents = `title: Garden security # ours
chapters:
  - title: Green
    lessons:
      - hedges # the first
  - title: Grey
    lessons:
      # doors in hedges
      - gates
      # - ponds, one day
`
	misconceptions = "# What people believe.\nerror-ends-handler: Errors end it. # ours\n"
)

// courseOf is the folder of a course with two lessons and an exercise.
func courseOf(t *testing.T) string {
	dir := t.TempDir()
	for name, text := range map[string]string{
		contentsFile:                     contents,
		misconceptionsFile:               misconceptions,
		"lessons/hedges/lesson.md":       "---\ntitle: Hedges\naliases: [bushes]\n---\n# Hedges\n",
		"lessons/gates/lesson.md":        "---\ntitle: Gates\n---\n# Gates\n",
		"quiz/hedges.yaml":               "questions: []\n",
		"quiz/gates.yaml":                "questions: []\n",
		"exercises/old-gate/exercise.md": "---\ntitle: Old gate\nlesson: gates\nkind: guard\naliases: [oldest-gate]\n---\n# Task\nx\n# Afterwards\ny\n",
	} {
		require.NoError(t, write(dir, name, text))
	}
	return dir
}

func write(dir, name, text string) error {
	name = filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, []byte(text), 0o644)
}

func read(t *testing.T, dir, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	require.NoError(t, err)
	return string(text)
}

// all is every folder and file below dir, with its text.
func all(t *testing.T, dir string) map[string]string {
	t.Helper()
	found := map[string]string{}
	require.NoError(t, fs.WalkDir(os.DirFS(dir), ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			found[name] = read(t, dir, name)
		} else if err == nil {
			found[name+"/"] = ""
		}
		return err
	}))
	return found
}
