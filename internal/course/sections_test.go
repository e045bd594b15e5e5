package course_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"gatehouse/internal/course"
)

func TestSections(t *testing.T) {
	l := &course.Lesson{Title: "Doors", Body: `
# Doors

What a door is for.

## Opening

Push.

` + "```go\n# not a heading\n## nor this\n```" + `

## All of it

### Limits

Walls.
`}
	assert.Equal(t, []course.Section{
		{Title: "Doors", Level: 1, Parts: []course.Part{{Source: "What a door is for."}}},
		{Title: "Opening", Level: 2, Parts: []course.Part{
			{Source: "Push."},
			{Source: "```go\n# not a heading\n## nor this\n```", Blocks: []course.Block{{Text: "# not a heading\n## nor this\n", Language: "go"}}},
		}},
		{Title: "All of it", Level: 2},
		{Title: "Limits", Level: 3, Parts: []course.Part{{Source: "Walls."}}},
	}, l.Sections())
}

func TestSectionsWithoutATitle(t *testing.T) {
	for body, first := range map[string]string{"": "Doors", "## Opening\n\nPush.\n": "Opening", "Push.\n\n## Closing\n": "Doors"} {
		assert.Equal(t, first, (&course.Lesson{Title: "Doors", Body: body}).Sections()[0].Title, body)
	}
}

func TestAWrongAndARightBlockStandTogether(t *testing.T) {
	wrong, right := "```go wrong: lets the bare token in\na\n```\n", "```go right: asks for the scheme first\nb\n```\n"
	blocks := func(body string) (counts []int) {
		for _, p := range (&course.Lesson{Body: body}).Sections()[0].Parts {
			counts = append(counts, len(p.Blocks))
		}
		return counts
	}
	assert.Equal(t, []int{2}, blocks(wrong+"\n"+right))
	assert.Equal(t, []int{1, 0, 1}, blocks(wrong+"\nMend it.\n\n"+right), "what stands between is read between")
	assert.Equal(t, []int{1, 1}, blocks(right+"\n"+wrong))
	assert.Equal(t, []int{2, 1}, blocks(wrong+right+right))
	assert.Equal(t, []int{1, 1}, blocks(wrong+"```go\nb\n```\n"))
}

func TestParseInfo(t *testing.T) {
	for info, want := range map[string]course.Block{
		"":                                 {},
		"go":                               {Language: "go"},
		"go wrong: lets the bare token in": {Language: "go", Mark: course.Wrong, Caption: "lets the bare token in"},
		" go  right ":                      {Language: "go", Mark: course.Right},
		"python wrong":                     {Language: "python", Mark: course.Wrong},
		"diff lessons/methods/lesson.md":   {Language: "diff"},
		"sh exits-1":                       {Language: "sh"},
	} {
		var got course.Block
		got.Language, got.Mark, got.Caption = course.ParseInfo(info)
		assert.Equal(t, want, got, info)
	}
}
