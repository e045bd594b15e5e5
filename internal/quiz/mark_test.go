package quiz_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"gatehouse/internal/course"
	"gatehouse/internal/quiz"
)

func TestMark(t *testing.T) {
	one := []course.Option{{Text: "a", Correct: true}, {Text: "b", Misconception: "x"}, {Text: "c", Misconception: "x"}}
	two := []course.Option{{Text: "a", Correct: true}, {Text: "b", Correct: true}, {Text: "c", Misconception: "x"}, {Text: "d"}}
	tests := []struct {
		name    string
		options []course.Option
		chosen  []int
		right   bool
		mixedUp []string
	}{
		{"the correct one", one, []int{0}, true, nil},
		{"a wrong one", one, []int{1}, false, []string{"x"}},
		{"nothing", one, nil, false, nil},
		{"one belief behind two options counts once", one, []int{1, 2}, false, []string{"x"}},
		{"all the correct ones, in any order", two, []int{1, 0}, true, nil},
		{"one is missing", two, []int{0}, false, nil},
		{"one too many", two, []int{0, 1, 2}, false, []string{"x"}},
		{"a wrong one without a belief", two, []int{0, 1, 3}, false, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := quiz.Mark(quiz.Asked{Question: &course.Question{}, Options: tt.options}, tt.chosen)
			assert.Equal(t, tt.right, m.Right)
			assert.Equal(t, tt.mixedUp, m.MixedUp)
			assert.Equal(t, tt.chosen, m.Chosen)
		})
	}
}

// answers makes marked answers: a letter for each level, upper case when
// right.
func answers(spec string) []quiz.Marked {
	var all []quiz.Marked
	for _, c := range spec {
		level := map[rune]course.Difficulty{'e': course.Easy, 'm': course.Medium, 'h': course.Hard}[c|0x20]
		all = append(all, quiz.Marked{
			Asked: quiz.Asked{Question: &course.Question{Difficulty: level}},
			Right: c < 'a',
		})
	}
	return all
}

func TestJudge(t *testing.T) {
	tests := []struct {
		name      string
		answers   string
		right     int
		passed    bool
		strengths []string
	}{
		{"all right", "EEEEMMMMHH", 10, true, []string{"sound", "sound", "sound"}},
		{"eight of ten", "EEEEMMMmHh", 8, true, []string{"sound", "sound", "shaky"}},
		{"seven of ten", "EEEEMMmmHh", 7, false, []string{"sound", "shaky", "shaky"}},
		{"one easy missed", "EEEeMMMMHh", 8, true, []string{"sound", "sound", "shaky"}},
		{"two easy missed", "EEeeMMMMHH", 8, false, []string{"shaky", "sound", "sound"}},
		{"below half", "EeeeMMMMhh", 5, false, []string{"weak", "sound", "weak"}},
		{"nothing right", "eeeemmmmhh", 0, false, []string{"weak", "weak", "weak"}},
		{"a level that was not asked", "EEEEMMMMMM", 10, true, []string{"sound", "sound"}},
		{"four of five are eight of ten", "EEMMh", 4, true, []string{"sound", "sound", "weak"}},
		{"of four, all: the share is rounded up", "EEMh", 3, false, []string{"sound", "sound", "weak"}},
		{"no questions", "", 0, false, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := quiz.Judge(answers(tt.answers))
			assert.Equal(t, tt.right, r.Right)
			assert.Equal(t, len(tt.answers), r.Of)
			assert.Equal(t, tt.passed, r.Passed)
			var strengths []string
			for _, level := range r.Levels {
				strengths = append(strengths, level.Strength)
			}
			assert.Equal(t, tt.strengths, strengths)
		})
	}
}
