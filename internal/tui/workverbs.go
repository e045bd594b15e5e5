package tui

import (
	"fmt"
	"slices"

	"gatehouse/internal/course"
	"gatehouse/internal/progress"
)

func (d desk) state(e *course.Exercise) progress.ExerciseState {
	return d.progress.Lessons[e.Lesson].Exercises[e.ID]
}

// workVerbs are what one can do with an exercise on every screen of it. At is
// where the editor opens.
func (d desk) workVerbs(from screen, e *course.Exercise, at func() target) []verb {
	k, state := d.keys, d.state(e)
	verbs := []verb{
		does(k.code, "edit", "edit "+e.Answer()+" in your editor", func() turn { return stays(from, d.do.edit(e.ID, at())) }),
		does(k.hint, hintLabel(e, state), "the next hint; it costs nothing", func() turn { return d.hint(from, e) }),
		does(k.task, "task", "what is asked for", func() turn { return opens(from, newTask(d, e)) }),
		does(k.diff, diffLabel(state), "", func() turn { return opens(from, newDiff(d, e, against(state))) }),
		does(k.lesson, "lesson", "the lesson of this exercise", func() turn { return opens(from, newLesson(d, e.Lesson)) }),
		does(k.solution, "", "the solution", func() turn { return opens(from, d.solution(e)) }),
		does(k.reset, "", "reset to the starter (asks)", func() turn { return opens(from, newResetPrompt(d, e)) }),
		does(k.undo, "", "undo the reset", func() turn { return stays(from, d.do.undoReset(e.ID)) }),
		d.nextVerb(from).quiet(),
	}
	if state.Done {
		verbs[1] = verbs[1].quiet()
	}
	verbs = append(verbs, quietly(d.quizVerbs(from, d.course.Lesson(e.Lesson)))...)
	return append(verbs, d.findVerb(from, e.Lesson).quiet(), d.mineVerb(from).quiet())
}

// hint asks for the next hint, which the exercise's own screen shows.
func (d desk) hint(from screen, e *course.Exercise) turn {
	if len(e.Hints) == 0 {
		return says(from, "This exercise has no hints.")
	}
	t := stays(from, d.do.hint(e.ID))
	if _, own := from.(exerciseScreen); !own {
		t.move = back
	}
	return t
}

// hintLabel names the next hint: "hint 1 of 3".
func hintLabel(e *course.Exercise, s progress.ExerciseState) string {
	of := len(e.Hints)
	return fmt.Sprintf("hint %d of %d", min(s.Hints+1, of), of)
}

// against is what the learner's file is compared with: ours once the exercise
// was done or the solution was seen, before that the starter.
func against(s progress.ExerciseState) string {
	if s.Done || s.SolutionShown {
		return "reference"
	}
	return "starter"
}

func diffLabel(s progress.ExerciseState) string {
	if against(s) == "reference" {
		return "diff with ours"
	}
	return "diff"
}

// solution asks first, unless it was seen or is no secret any more.
func (d desk) solution(e *course.Exercise) screen {
	if against(d.state(e)) == "reference" {
		return newSolution(d, e)
	}
	return newSolutionPrompt(d, e)
}

// quietly leaves verbs off the key line.
func quietly(verbs []verb) []verb {
	for i, v := range verbs {
		verbs[i] = v.quiet()
	}
	return verbs
}

// without drops the verbs of keys that mean something else on this screen, or
// would open it.
func without(verbs []verb, keys ...string) []verb {
	return slices.DeleteFunc(verbs, func(v verb) bool { return slices.Contains(keys, v.Help().Key) })
}

// anywhere lets the editor open where it likes.
func anywhere() target { return target{} }
