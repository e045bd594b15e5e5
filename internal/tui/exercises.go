package tui

import (
	"strings"

	"gatehouse/internal/course"
	"gatehouse/internal/text"
)

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
