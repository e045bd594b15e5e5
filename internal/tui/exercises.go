package tui

import (
	"fmt"
	"strings"

	"gatehouse/internal/course"
	"gatehouse/internal/progress"
	"gatehouse/internal/text"
)

// work says in a few cells how far the exercises of a lesson are: how many of
// several are done, or how many probes of the only one hold.
func (d desk) work(lesson *course.Lesson) string {
	done, begun, one := 0, false, progress.ExerciseState{}
	for _, e := range lesson.Exercises {
		one = d.state(e)
		done += count(one.Done)
		begun = begun || len(one.History) > 0
	}
	switch of := len(lesson.Exercises); {
	case of > 0 && done == of:
		return d.look.ticked(true)
	case !begun && done == 0:
		return d.look.ticked(false)
	case of == 1:
		return fmt.Sprintf("%d of %d", one.Holds, one.Of)
	default:
		return fmt.Sprintf("%d of %d", done, of)
	}
}

// newExercises lets the learner choose among the exercises of a lesson; the
// one that is next is selected.
func newExercises(d desk, lesson *course.Lesson) screen {
	m := prompt{
		place: text.Safe(lesson.Title) + " · exercises", head: "Which exercise?",
		status: many(len(lesson.Exercises), "exercise") + " belong to this lesson. All can be done again.",
	}
	next := d.exerciseOf(lesson)
	for i, e := range lesson.Exercises {
		if e == next {
			m.first = i
		}
		sign, words := exerciseState(d.look, d.state(e))
		line := sign + " " + text.Safe(e.Title) + ": " + strings.TrimSpace(words)
		m.options = append(m.options, option{line, func(from screen) turn {
			return turn{screen: from, move: replace, open: d.openExercise(e.ID)}
		}})
	}
	return newPrompt(d, m)
}
