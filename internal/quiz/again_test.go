package quiz_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"gatehouse/internal/course"
	"gatehouse/internal/quiz"
)

func TestAgainKeepsThePlacesOfTheOptions(t *testing.T) {
	bank := func(texts ...string) *course.Question {
		q := &course.Question{ID: "q"}
		for _, text := range texts {
			q.Options = append(q.Options, course.Option{Text: text})
		}
		return q
	}
	was := bank("a", "b", "c")
	asked := quiz.Asked{Lesson: "doors", Question: was, Options: []course.Option{was.Options[2], was.Options[0], was.Options[1]}}
	for _, tt := range []struct{ now, want *course.Question }{
		{bank("a", "b", "c"), bank("c", "a", "b")},
		{bank("a", "B", "c"), bank("c", "a", "B")},
		{bank("a", "b", "c", "d"), bank("c", "a", "b", "d")},
		{bank("a", "b"), bank("a", "b")},
		{bank(), bank()},
	} {
		again := asked.Again(tt.now)
		assert.Same(t, tt.now, again.Question)
		assert.Equal(t, tt.want.Options, again.Options)
	}
}
