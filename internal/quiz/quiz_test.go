package quiz_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/course"
	"gatehouse/internal/quiz"
)

func source(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 0)) }

// lessonOf makes a lesson whose bank has so many questions of each level,
// named easy-1, easy-2 and so on.
func lessonOf(id string, easy, medium, hard int) *course.Lesson {
	lesson := &course.Lesson{ID: id}
	for i, n := range []int{easy, medium, hard} {
		for k := range n {
			level := course.Difficulties[i]
			lesson.Bank = append(lesson.Bank, &course.Question{
				ID:         fmt.Sprintf("%s-%d", level, k+1),
				Difficulty: level,
				Options: []course.Option{
					{Text: "right", Correct: true},
					{Text: "wrong", Misconception: "a-belief"},
					{Text: "also wrong", Misconception: "another-belief"},
				},
			})
		}
	}
	return lesson
}

func abouts(asked []quiz.Asked) []string {
	var all []string
	for _, a := range asked {
		all = append(all, a.About())
	}
	return all
}

func levels(asked []quiz.Asked) map[course.Difficulty]int {
	count := map[course.Difficulty]int{}
	for _, a := range asked {
		count[a.Question.Difficulty]++
	}
	return count
}

func TestAskShufflesWithoutTouchingTheCourse(t *testing.T) {
	lesson := lessonOf("l", 1, 0, 0)
	q := lesson.Bank[0]
	before := fmt.Sprint(q.Options)
	orders := map[string]bool{}
	for seed := range uint64(50) {
		asked := quiz.Ask("l", q, source(seed))
		assert.ElementsMatch(t, q.Options, asked.Options)
		orders[fmt.Sprint(asked.Options)] = true
	}
	assert.Len(t, orders, 6, "every order of three options comes up")
	assert.Equal(t, before, fmt.Sprint(q.Options))
	assert.Equal(t, quiz.Ask("l", q, source(7)), quiz.Ask("l", q, source(7)), "the same source gives the same order")
}

func TestPractice(t *testing.T) {
	lesson := lessonOf("l", 3, 3, 1)
	day := func(n int) quiz.Past {
		return quiz.Past{{Time: time.Date(2026, 11, n, 12, 0, 0, 0, time.UTC)}}
	}
	tests := []struct {
		name string
		past map[string]quiz.Past
		want []string // any order within a line
	}{
		{"easy ones first", nil, []string{"l/easy-1", "l/easy-2", "l/easy-3"}},
		{
			"those not asked before those asked",
			map[string]quiz.Past{"l/easy-1": day(1), "l/easy-2": day(2)},
			[]string{"l/easy-3", "l/medium-1", "l/medium-2", "l/medium-3", "l/hard-1"},
		},
		{
			"then those not asked for longest",
			map[string]quiz.Past{
				"l/easy-1": day(9), "l/easy-2": day(8), "l/easy-3": day(1), "l/medium-1": day(2),
				"l/medium-2": day(3), "l/medium-3": day(4), "l/hard-1": day(5),
			},
			[]string{"l/easy-3", "l/medium-1", "l/medium-2", "l/medium-3", "l/hard-1"},
		},
		{
			"the last time counts",
			map[string]quiz.Past{
				"l/easy-1": append(day(1), day(20)...), "l/easy-2": append(day(1), day(21)...), "l/easy-3": day(2),
				"l/medium-1": day(3), "l/medium-2": day(4), "l/medium-3": day(5), "l/hard-1": day(6),
			},
			[]string{"l/easy-3", "l/medium-1", "l/medium-2", "l/medium-3", "l/hard-1"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for seed := range uint64(10) {
				asked := quiz.Practice(lesson, tt.past, source(seed))
				require.Len(t, asked, quiz.PracticeLength)
				assert.ElementsMatch(t, tt.want, abouts(asked)[:len(tt.want)])
			}
		})
	}
	t.Run("a small bank is asked whole", func(t *testing.T) {
		assert.Len(t, quiz.Practice(lessonOf("l", 1, 1, 0), nil, source(1)), 2)
		assert.Empty(t, quiz.Practice(lessonOf("l", 0, 0, 0), nil, source(1)))
	})
}

func TestExam(t *testing.T) {
	tests := []struct {
		name    string
		lessons []*course.Lesson
		want    map[course.Difficulty]int
	}{
		{"four, four, two", []*course.Lesson{lessonOf("a", 7, 7, 4)}, map[course.Difficulty]int{course.Easy: 4, course.Medium: 4, course.Hard: 2}},
		{"no hard ones: medium in their place", []*course.Lesson{lessonOf("a", 7, 7, 0)}, map[course.Difficulty]int{course.Easy: 4, course.Medium: 6}},
		{"few medium ones: easy in their place", []*course.Lesson{lessonOf("a", 9, 1, 2)}, map[course.Difficulty]int{course.Easy: 7, course.Medium: 1, course.Hard: 2}},
		{"hard ones alone", []*course.Lesson{lessonOf("a", 0, 0, 12)}, map[course.Difficulty]int{course.Hard: 10}},
		{"a small bank gives a short exam", []*course.Lesson{lessonOf("a", 2, 1, 1)}, map[course.Difficulty]int{course.Easy: 2, course.Medium: 1, course.Hard: 1}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for seed := range uint64(10) {
				asked, err := quiz.Exam(tt.lessons, source(seed))
				require.NoError(t, err)
				assert.Equal(t, tt.want, levels(asked))
				seen := map[string]bool{}
				for i, a := range asked {
					assert.False(t, seen[a.About()], "%s is asked twice", a.About())
					seen[a.About()] = true
					if i > 0 && a.Question.Difficulty == course.Easy {
						assert.Equal(t, course.Easy, asked[i-1].Question.Difficulty, "easy ones come first")
					}
				}
			}
		})
	}
	t.Run("spread evenly over lessons", func(t *testing.T) {
		lessons := []*course.Lesson{lessonOf("a", 7, 7, 4), lessonOf("b", 7, 7, 4), lessonOf("c", 7, 7, 4)}
		for seed := range uint64(20) {
			asked, err := quiz.Exam(lessons, source(seed))
			require.NoError(t, err)
			count := map[string]int{}
			for _, a := range asked {
				count[a.Lesson]++
			}
			for _, lesson := range lessons {
				assert.Contains(t, []int{3, 4}, count[lesson.ID])
			}
		}
	})
	t.Run("no question at all", func(t *testing.T) {
		_, err := quiz.Exam([]*course.Lesson{{ID: "empty"}}, source(1))
		assert.ErrorContains(t, err, "no questions")
	})
}
