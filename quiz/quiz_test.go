// Package quiz_test holds every bank to what the README promises of it.
package quiz_test

import (
	"os"
	"testing"

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

func TestEveryBankCanFillAnExam(t *testing.T) {
	for _, lesson := range load(t).Lessons() {
		levels := map[course.Difficulty]int{}
		for _, q := range lesson.Bank {
			levels[q.Difficulty]++
		}
		assert.GreaterOrEqual(t, len(lesson.Bank), 15, lesson.ID)
		for _, d := range course.Difficulties {
			assert.GreaterOrEqual(t, levels[d], 4, "%s, %s", lesson.ID, d)
		}
	}
}

func TestEveryQuestionIsWhole(t *testing.T) {
	c := load(t)
	for _, lesson := range c.Lessons() {
		for _, q := range lesson.Bank {
			t.Run(lesson.ID+"/"+q.ID, func(t *testing.T) {
				for field, text := range map[string]string{"answer": q.Answer, "check": q.Check, "hint": q.Hint, "rule": q.Rule} {
					assert.NotEmpty(t, text, field)
				}
				assert.NotEmpty(t, q.Steps)
				assert.NotEmpty(t, q.Mistakes)
				texts := map[string]bool{}
				for _, o := range q.Options {
					assert.NotEmpty(t, o.Why, o.Text)
					assert.False(t, texts[o.Text], "two options read %q", o.Text)
					texts[o.Text] = true
					if !o.Correct {
						assert.Contains(t, c.Misconceptions, o.Misconception, o.Text)
					}
				}
			})
		}
	}
}

// Who always picks the longest option, or the shortest, must not get far.
func TestTheLengthOfAnOptionDoesNotGiveItAway(t *testing.T) {
	for _, lesson := range load(t).Lessons() {
		longest, shortest := 0, 0
		for _, q := range lesson.Bank {
			var right, wrong []int
			for _, o := range q.Options {
				if o.Correct {
					right = append(right, len(o.Text))
				} else {
					wrong = append(wrong, len(o.Text))
				}
			}
			if beats(right, wrong, 1) {
				longest++
			}
			if beats(right, wrong, -1) {
				shortest++
			}
		}
		third := (len(lesson.Bank) + 2) / 3
		assert.LessOrEqual(t, longest, third, "%s: the right option is the longest", lesson.ID)
		assert.LessOrEqual(t, shortest, third+1, "%s: the right option is the shortest", lesson.ID)
	}
}

func beats(right, wrong []int, sign int) bool {
	for _, r := range right {
		all := true
		for _, w := range wrong {
			all = all && sign*r > sign*w
		}
		if all {
			return true
		}
	}
	return false
}

func TestEveryMisconceptionIsBehindSomeOption(t *testing.T) {
	c := load(t)
	used := map[string]bool{}
	for _, lesson := range c.Lessons() {
		for _, q := range lesson.Bank {
			for _, o := range q.Options {
				used[o.Misconception] = true
			}
		}
	}
	for id := range c.Misconceptions {
		assert.True(t, used[id], "no wrong option stands for %s", id)
	}
}
