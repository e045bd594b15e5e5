package find_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/course"
	"gatehouse/internal/find"
)

func FuzzFind(f *testing.F) {
	f.Add("## The header\n\nTrimPrefix does not say.\n", "trim prefix", "Which status?")
	f.Add("İstanbul ǅ ß \xff\xfe", "i̇ ss \xff", "ᾈ")
	f.Add(strings.Repeat("aB", 1_000), strings.Repeat("a ", 1_000), strings.Repeat("A", 1_000))
	f.Fuzz(func(t *testing.T, text, words, question string) {
		lesson := &course.Lesson{ID: "l", Title: "A lesson", Body: text, Bank: []*course.Question{{ID: "q", Text: question}}}
		x := find.New(&course.Course{Chapters: []course.Chapter{{Lessons: []*course.Lesson{lesson}}}}, []find.Usage{{Name: "run", Line: "run [ID]", Short: text}})
		none := func(string) bool { return false }
		found := x.Find(words, "l", none)
		assert.LessOrEqual(t, len(found.Things), find.Shown)
		assert.LessOrEqual(t, found.Count, found.Of)
		for _, thing := range found.Things {
			assert.NotEqual(t, find.Question, thing.Kind, "an exam may ask it")
			assert.NotContains(t, thing.Title, "\n")
		}
		if found.Nearest != "" {
			assert.NotZero(t, x.Find(found.Nearest, "l", none).Count, "%q finds nothing either", found.Nearest)
		}
		for _, word := range find.Words(question) {
			all := x.Find(word, "", func(string) bool { return true })
			asked := slices.ContainsFunc(all.Things, func(t find.Thing) bool { return t.Kind == find.Question })
			assert.True(t, asked || all.Count > find.Shown || len(find.Words(word)) != 1, "%q is not found by its own word %q", question, word)
		}
		end := 0
		for _, mark := range find.Marks(text, find.Words(words)) {
			require.True(t, end <= mark[0] && mark[0] < mark[1] && mark[1] <= len(text), "%v in %d bytes", mark, len(text))
			end = mark[1]
		}
	})
}

func FuzzNearest(f *testing.F) {
	f.Add("bearer-tokn", "bearer-token", "doors")
	f.Add("", "", "\xff")
	f.Fuzz(func(t *testing.T, typed, one, other string) {
		assert.Contains(t, []string{one, other}, find.Nearest(typed, []string{one, other}))
		assert.Equal(t, one+"x", find.Nearest(one+"x", []string{one + "x", one + "xy"}))
	})
}
