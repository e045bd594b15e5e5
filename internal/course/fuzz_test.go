package course_test

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/course"
)

// soon is how long any file of a course may take, on the busiest machine.
const soon = time.Minute

// fuzzFile loads a course of which one file is anything.
func fuzzFile(f *testing.F, file string, check func(t *testing.T, content fstest.MapFS, c *course.Course)) {
	f.Helper()
	f.Add(string(small()[file].Data))
	f.Add("---\n\n---\n")
	laughs := "a: &a [x]\n"
	for c := 'b'; c <= 'z'; c++ {
		laughs += fmt.Sprintf("%c: &%[1]c [%s]\n", c, strings.Repeat(fmt.Sprintf("*%c, ", c-1), 9))
	}
	f.Add(laughs)
	f.Add("---\n" + laughs + "---\n")
	f.Add("a: &a\n  <<: *a\n")
	for _, deep := range []string{"[", "{", "- ", "? ", "a: ", "!a ", "&a ", "*a ", "<<: ", "a: b\n", "- a\n", "\"", "\\\n", "|\n", "# ", "```\n"} {
		f.Add(strings.Repeat(deep, 2_000))
		f.Add("---\n" + strings.Repeat(deep, 2_000) + "\n---\n")
	}
	f.Fuzz(func(t *testing.T, text string) {
		defer time.AfterFunc(soon, func() { panic("reading it does not end") }).Stop()
		content := small()
		content[file] = &fstest.MapFile{Data: []byte(text)}
		c, err := course.Load(content)
		if err != nil {
			assert.NotEmpty(t, err.Error())
			c = course.Reload(content, &course.Course{})
		}
		check(t, content, c)
		for _, p := range c.Problems {
			assert.NotEmpty(t, p.Message)
			assert.True(t, fs.ValidPath(p.File) || p.File != file, "%q", p.File)
			assert.LessOrEqual(t, p.Line, 2+strings.Count(text, "\n")+strings.Count(text, "\r"), "YAML ends lines with either")
		}
	})
}

func FuzzContents(f *testing.F) {
	f.Add("title: Doors\nchapters:\n  - title: First\n    lessons: [../lessons/doors, /etc, '', ., doors/, \"a\\0\"]\n")
	fuzzFile(f, "lessons/course.yaml", func(t *testing.T, content fstest.MapFS, c *course.Course) {
		seen := map[string]bool{}
		for _, l := range c.Lessons() {
			assert.Contains(t, content, "lessons/"+l.ID+"/lesson.md")
			assert.False(t, seen[l.ID], "listed twice")
			seen[l.ID] = true
		}
	})
}

func FuzzLesson(f *testing.F) {
	fuzzFile(f, "lessons/doors/lesson.md", func(t *testing.T, _ fstest.MapFS, c *course.Course) {
		for _, l := range c.Lessons() {
			assert.NotEmpty(t, l.Title)
			sections := l.Sections()
			require.NotEmpty(t, sections)
			read := 0
			for _, s := range sections {
				assert.GreaterOrEqual(t, s.Level, 1)
				for _, p := range s.Parts {
					assert.NotEmpty(t, strings.TrimSpace(p.Source))
					read += len(p.Source)
				}
			}
			assert.LessOrEqual(t, read, len(l.Body)+2*len(sections))
		}
	})
}

func FuzzBank(f *testing.F) {
	f.Add("questions: [null, {}, {id: a}]\n")
	fuzzFile(f, "quiz/doors.yaml", func(t *testing.T, _ fstest.MapFS, c *course.Course) {
		seen := map[string]bool{}
		for _, q := range c.Lesson("doors").Bank {
			assert.NotEmpty(t, q.ID)
			assert.False(t, seen[q.ID], "asked twice")
			seen[q.ID] = true
			assert.Contains(t, course.Difficulties, q.Difficulty)
			assert.True(t, 2 <= len(q.Options) && len(q.Options) <= 6)
		}
	})
}

func FuzzMisconceptions(f *testing.F) {
	fuzzFile(f, "quiz/misconceptions.yaml", func(*testing.T, fstest.MapFS, *course.Course) {})
}

func FuzzExercise(f *testing.F) {
	fuzzFile(f, "exercises/doors/exercise.md", func(t *testing.T, _ fstest.MapFS, c *course.Course) {
		for _, e := range c.Exercises() {
			assert.Contains(t, []course.Kind{course.Guard, course.Hunt}, e.Kind)
			assert.Equal(t, "doors", e.Lesson)
		}
	})
}

func FuzzPack(f *testing.F) {
	f.Add("title: A\nneeds: 0.2\n")
	f.Add("needs: 99999999999999999999.1\n")
	f.Add("needs: [1]\n")
	content := small()
	content["pack.yaml"] = &fstest.MapFile{}
	f.Fuzz(func(t *testing.T, text string) {
		content["pack.yaml"].Data = []byte(text)
		c, err := course.Load(content)
		if err != nil {
			assert.ErrorContains(t, err, "needs Gatehouse")
			return
		}
		assert.NotEmpty(t, c.Pack.Title)
	})
}

func FuzzMatrix(f *testing.F) {
	f.Add(" 1 honest  a caller gets in\n 2 hostile nobody else\n\nmistake open    .x\nstarter         xx\n")
	f.Add("honest honest honest\nstarter .\nvariant a b .\n")
	f.Add("1 hostile starter\nstarter starter\n")
	f.Fuzz(func(t *testing.T, text string) {
		m, err := course.ParseMatrix([]byte(text))
		if err != nil {
			return
		}
		again, err := course.ParseMatrix([]byte(m.String()))
		require.NoError(t, err)
		assert.Equal(t, m, again)
		for _, row := range m.Rows {
			assert.Empty(t, strings.Trim(row.Verdicts, ".x?"))
		}
	})
}
