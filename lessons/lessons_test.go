// Package lessons_test holds the course's texts to what the README promises
// of them.
package lessons_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/course"
)

func load(t *testing.T) *course.Course {
	t.Helper()
	c, err := course.Load(os.DirFS(".."))
	require.NoError(t, err)
	require.Empty(t, c.Problems)
	return c
}

func TestEveryLessonHasItsParts(t *testing.T) {
	for _, lesson := range load(t).Lessons() {
		t.Run(lesson.ID, func(t *testing.T) {
			for _, heading := range []string{"Whole program", "In FastAPI", "Limits", "Recall", "References"} {
				assert.Regexp(t, `(?m)^###? `+heading+`$`, lesson.Body)
			}
			assert.True(t, strings.HasPrefix(lesson.Body, "# "+lesson.Title+"\n"), "it begins with its title")
			assert.LessOrEqual(t, len(regexp.MustCompile(`(?m)^## `).FindAllString(lesson.Body, -1)), 5, "sections")
			assert.GreaterOrEqual(t, strings.Count(lesson.Body, "\n**Rule.**"), 2, "ideas with a rule")
			assert.NotEmpty(t, lesson.Summary)
			assert.InDelta(t, 10, lesson.Minutes, 5, "minutes of reading")
			assert.NotEmpty(t, lesson.Exercises, "an exercise")
		})
	}
}

func TestNoLineOfCodeOrPictureIsTooWide(t *testing.T) {
	for _, lesson := range load(t).Lessons() {
		fenced := false
		for i, line := range strings.Split(lesson.Body, "\n") {
			if strings.HasPrefix(line, "```") {
				fenced = !fenced
			}
			if fenced || strings.HasPrefix(line, "    ") {
				wide := utf8.RuneCountInString(strings.ReplaceAll(line, "\t", "    "))
				assert.LessOrEqual(t, wide, 76, "%s, line %d of the text: %s", lesson.ID, i+1, line)
			}
		}
	}
}

func TestEveryFactThatAgesHasItsSource(t *testing.T) {
	for _, lesson := range load(t).Lessons() {
		for _, fact := range lesson.Facts {
			assert.NotEmpty(t, fact.Source, fact.Statement)
			assert.False(t, fact.Checked.IsZero(), fact.Statement)
			assert.NotEqual(t, fact.Since == "", fact.AsOf == "", "either since or as-of: %s", fact.Statement)
		}
	}
}
