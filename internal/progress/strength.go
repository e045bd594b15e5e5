package progress

import "gatehouse/internal/course"

// StrengthRule says how the strength of a topic is reckoned.
const StrengthRule = "Half of it is the share of questions answered right the last time (one with its hint seen counts half), over at least ten of the bank; " +
	"three tenths the share of probes that hold, averaged over the exercises (one that was done counts whole); " +
	"two tenths the best exam. What a lesson does not have is left out."

// leastAsked is the number of questions below which a share says little.
const leastAsked = 10

func (t *tally) strength(lesson *course.Lesson, state LessonState) float64 {
	reached, reachable := 0.0, 0.0
	if len(lesson.Bank) > 0 {
		reached += 0.5*t.answersShare(lesson, state.Practice) + 0.2*share(state.Exam.Best, state.Exam.Of)
		reachable += 0.5 + 0.2
	}
	if len(lesson.Exercises) > 0 {
		reached += 0.3 * probesShare(state.Exercises)
		reachable += 0.3
	}
	if reachable == 0 {
		return 0
	}
	return reached / reachable
}

func (t *tally) answersShare(lesson *course.Lesson, practice Practice) float64 {
	right := 0.0
	for _, q := range lesson.Bank {
		switch last, _ := t.last(lesson, q); {
		case last.Right && last.HintSeen:
			right += 0.5
		case last.Right:
			right++
		}
	}
	return right / float64(max(practice.Asked, min(leastAsked, practice.Of)))
}

func probesShare(exercises map[string]ExerciseState) float64 {
	sum := 0.0
	for _, e := range exercises {
		if e.Done {
			sum++
		} else {
			sum += share(e.Holds, e.Of)
		}
	}
	return sum / float64(len(exercises))
}

func share(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}
