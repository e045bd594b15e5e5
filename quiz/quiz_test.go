// Package quiz_test holds every bank to what the README promises of it.
package quiz_test

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/course"
)

// A bank of the built-in course has more than one exam draws: a second exam
// is not the first.
func TestEveryBankHasMoreThanAnExamDraws(t *testing.T) {
	c, err := course.Load(os.DirFS(".."))
	require.NoError(t, err)
	for _, lesson := range c.Lessons() {
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
