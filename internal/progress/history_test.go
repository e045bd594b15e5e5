package progress_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"gatehouse/internal/progress"
)

func TestHistoryIsToldInWords(t *testing.T) {
	for _, tt := range []struct {
		held           []int
		earlier, story string
	}{
		{nil, "", ""},
		{[]int{5}, "", ""},
		{[]int{5, 5}, "", "2 runs: 5 and 5 of 11 held"},
		{[]int{5, 7}, "1 run ago 5 held", "2 runs: 5 and 7 of 11 held"},
		{[]int{2, 5, 8, 8, 8}, "3 runs ago 5 held", "5 runs: 2, 5, 8, 8 and 8 of 11 held"},
		{[]int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, "1 run ago 8 held", "10 runs, the last 8: 2, 3, 4, 5, 6, 7, 8 and 9 of 11 held"},
	} {
		s := progress.ExerciseState{History: tt.held, Of: 11}
		assert.Equal(t, tt.earlier, s.Earlier())
		assert.Equal(t, tt.story, s.Story())
	}
}
