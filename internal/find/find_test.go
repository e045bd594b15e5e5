package find_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"gatehouse/internal/course"
	"gatehouse/internal/find"
)

// doors is a course of two lessons, the first with an exercise and questions.
func doors() *course.Course {
	probes := []course.MatrixProbe{{Name: "the key opens the door", Honest: true}, {Name: "a lower-case scheme name is accepted"}}
	return &course.Course{Chapters: []course.Chapter{{Lessons: []*course.Lesson{
		{
			ID: "bearer-token", Title: "Bearer tokens", Summary: "Who may come in.",
			Body: "# Bearer tokens\n\nRead the scheme.\n\n## The scheme comes first\n\nCut, then compare.\n\n## Comparing\n\n```go\nsubtle.ConstantTimeCompare(a, b)\n```\n",
			Exercises: []*course.Exercise{
				{ID: "front-door", Lesson: "bearer-token", Title: "The front door", Task: "Mend the door.", Matrix: &course.Matrix{Probes: probes}},
			},
			Bank: []*course.Question{
				{ID: "headers", Text: "Which header lines carry\nvalid credentials?", Options: []course.Option{{Text: "a scheme and a token"}}},
				{ID: "unseen", Text: "What is a cryptogram?"},
			},
		},
		{ID: "status-codes", Title: "401, 403 and 404", Body: "# 401, 403 and 404\n\nWhat they say.\n\n## A challenge names a scheme\n\nSo does 401.\n"},
	}}}}
}

var commands = []find.Usage{{Name: "exam", Line: "gatehouse exam [ID]", Short: "Take an exam", Long: "Ten questions without hints."}}

func seen(questions ...string) find.Seen {
	return func(q string) bool { return slices.Contains(questions, q) }
}

func titles(things []find.Thing) []string {
	all := []string{}
	for _, t := range things {
		all = append(all, string(t.Kind)+" "+t.Path())
	}
	return all
}

func TestFindsInTitlesFirst(t *testing.T) {
	f := find.New(doors(), commands).Find("schem", "", seen("bearer-token/headers"))
	assert.Equal(t, []string{
		"lesson Bearer tokens › The scheme comes first",
		"probe The front door › a lower-case scheme name is accepted",
		"lesson 401, 403 and 404 › A challenge names a scheme",
		"lesson Bearer tokens",
		"question Which header lines carry valid credentials?",
	}, titles(f.Things))
	assert.Equal(t, 10, f.Of)
}

func TestFindsInTheLessonHereFirst(t *testing.T) {
	f := find.New(doors(), commands).Find("scheme", "status-codes", seen())
	assert.Equal(t, "lesson 401, 403 and 404 › A challenge names a scheme", titles(f.Things)[0])
	assert.Len(t, f.Things, 4)
}

func TestFindsAllWordsOrNothing(t *testing.T) {
	x := find.New(doors(), commands)
	for words, want := range map[string][]string{
		"cut SCHEME":           {"lesson Bearer tokens › The scheme comes first"},
		"timecompare":          {},
		"constanttime compare": {"lesson Bearer tokens › Comparing"},
		"time":                 {"lesson Bearer tokens › Comparing"},
		"door key":             {"probe The front door › the key opens the door"},
		"front-door mend":      {"exercise The front door"},
		"exam hints":           {"command gatehouse exam [ID]: Take an exam"},
		"scheme exam":          {},
		"":                     {},
		" -- ":                 {},
	} {
		assert.Equal(t, want, titles(x.Find(words, "", seen()).Things), words)
	}
}

func TestAQuestionThatIsToComeIsNeverToldOf(t *testing.T) {
	x := find.New(doors(), commands)
	for _, words := range []string{"cryptogram", "credentials", "cryptogrem", "credentjals"} {
		f := x.Find(words, "", seen())
		assert.Empty(t, f.Things, words)
		assert.Empty(t, f.Nearest, words)
		assert.Equal(t, 9, f.Of)
	}
	assert.Equal(t, "cryptogram", x.Find("cryptogrem", "", seen("bearer-token/unseen")).Nearest)
}

func TestNearestFindsSomething(t *testing.T) {
	x := find.New(doors(), commands)
	for typed, want := range map[string]string{
		"scheem":      "scheme",
		"Scheem cut":  "scheme cut",
		"zzz":         "",
		"scheem zzz":  "",
		"scheem key":  "", // each is there, in no thing both
		"scheme exam": "",
	} {
		assert.Equal(t, want, x.Find(typed, "", seen()).Nearest, typed)
	}
}

func TestContents(t *testing.T) {
	x := find.New(doors(), commands)
	assert.Equal(t, []string{"lesson Bearer tokens", "lesson 401, 403 and 404"}, titles(x.Contents("")))
	assert.Equal(t, []string{
		"lesson Bearer tokens", "lesson Bearer tokens › The scheme comes first", "lesson Bearer tokens › Comparing", "exercise The front door",
	}, titles(x.Contents("bearer-token")))
}

func TestThingsSayWhereTheyAre(t *testing.T) {
	f := find.New(doors(), commands).Find("scheme", "", seen())
	assert.Equal(t, find.Thing{Kind: find.Lesson, ID: "bearer-token", Lesson: "bearer-token", Under: "Bearer tokens", Title: "The scheme comes first", Section: 1, Level: 2}, f.Things[0])
	assert.Equal(t, find.Thing{Kind: find.Probe, ID: "front-door", Lesson: "bearer-token", Under: "The front door", Title: "a lower-case scheme name is accepted"}, f.Things[1])
}

func TestNearest(t *testing.T) {
	assert.Equal(t, "bearer-token", find.Nearest("bearer-tokn", []string{"api-keys", "bearer-token"}))
	assert.Empty(t, find.Nearest("bearer-tokn", nil))
}

func TestMarks(t *testing.T) {
	marked := func(text, words string) (all []string) {
		for _, m := range find.Marks(text, find.Words(words)) {
			all = append(all, text[m[0]:m[1]])
		}
		return all
	}
	assert.Equal(t, []string{"TrimPrefix", "prefix"}, marked("TrimPrefix takes a pre or a prefix", "pref"))
	assert.Equal(t, []string{"a", "an"}, marked("a man, an oma", "a"), "at the beginning of a word only")
	assert.Empty(t, marked("Trim", ""))
}
