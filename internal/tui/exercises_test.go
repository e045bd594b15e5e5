package tui

import (
	"testing"
)

func TestALessonWithTwoExercisesAsksWhich(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		lesson := w.learn.Course().Lesson("doors")
		second := *lesson.Exercises[0]
		second.ID, second.Title = "windows", "Windows"
		lesson.Exercises = append(lesson.Exercises, &second)
		drive(t, w, "e")
		sees(t, w, "Doors · exercises", "Which exercise?", "▸ ○ Doors: not run", "○ Windows: not run", "2 exercises belong to this lesson.")
		drive(t, w, "down", "enter")
		sees(t, w, "Windows · exercise", "Not run yet.")
		drive(t, w, "esc")
		sees(t, w, "0 of 3 lessons")
		fits(t, w)
	})
}
