package quiz

import (
	"slices"

	"gatehouse/internal/course"
)

// Strengths of a level.
const (
	Sound = "sound"
	Shaky = "shaky"
	Weak  = "weak"
)

// Mark judges an answer. chosen holds indices into a.Options; it is right
// when it names all the correct ones and no other.
func Mark(a Asked, chosen []int) Marked {
	m := Marked{Asked: a, Chosen: slices.Clone(chosen), Right: true}
	for i, option := range a.Options {
		picked := slices.Contains(chosen, i)
		if picked != option.Correct {
			m.Right = false
		}
		if belief := option.Misconception; picked && !option.Correct && belief != "" && !slices.Contains(m.MixedUp, belief) {
			m.MixedUp = append(m.MixedUp, belief)
		}
	}
	return m
}

// PassMark is how many of so many questions must be right: eight of ten, or the
// same share of fewer, rounded up.
func PassMark(of int) int { return (8*of + 9) / 10 }

// Judge turns the answers of an exam into its result. It is passed with eight
// of ten right, or the same share of fewer (rounded up), and no more than one
// easy question missed. Levels without a question are left out.
func Judge(answers []Marked) Result {
	r := Result{Answers: answers, Of: len(answers)}
	easyMissed := 0
	for _, difficulty := range course.Difficulties {
		level := judgeLevel(difficulty, answers)
		if level.Of == 0 {
			continue
		}
		if difficulty == course.Easy {
			easyMissed = level.Of - level.Right
		}
		r.Levels = append(r.Levels, level)
		r.Right += level.Right
	}
	r.Passed = r.Of > 0 && r.Right >= PassMark(r.Of) && easyMissed <= 1
	return r
}

func judgeLevel(difficulty course.Difficulty, answers []Marked) Level {
	level := Level{Difficulty: difficulty}
	for _, m := range answers {
		if m.Asked.Question.Difficulty != difficulty {
			continue
		}
		level.Of++
		if m.Right {
			level.Right++
		}
	}
	level.Strength = strength(level.Right, level.Of)
	return level
}

func strength(right, of int) string {
	missed := of - right
	switch {
	case missed == 0, missed == 1 && of >= 4:
		return Sound
	case 2*right >= of:
		return Shaky
	default:
		return Weak
	}
}
