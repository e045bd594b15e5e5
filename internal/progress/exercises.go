package progress

import (
	"gatehouse/internal/course"
	"gatehouse/internal/grade"
	"gatehouse/internal/record"
)

// InVerify is where an exercise was graded together with all others, as the
// record names it. A learner who tries things after a pass keeps the pass; what
// verify finds broken is open again.
const InVerify = "verify"

func newExercise(e *course.Exercise) *ExerciseState {
	state := &ExerciseState{}
	if e.Matrix != nil {
		state.Of = len(e.Matrix.Probes)
	}
	return state
}

func (t *tally) exercise(e record.Event) {
	exercise := t.course.Exercise(e.About)
	if exercise == nil {
		return
	}
	t.touch(exercise.Lesson, e.Time)
	state := t.exercises[exercise.ID]
	switch e.Kind {
	case record.Ran:
		state.ran(e)
	case record.Hinted:
		state.Hints = max(state.Hints, e.Number)
	case record.Shown:
		state.SolutionShown = state.SolutionShown || !state.Done
	}
}

func (s *ExerciseState) ran(e record.Event) {
	s.Runs++
	s.Outcome = e.Outcome
	outcome := grade.Outcome(e.Outcome)
	if outcome != grade.Holds && e.Where == InVerify {
		s.Done, s.DoneIn = false, 0
	}
	if outcome != grade.Holds && outcome != grade.Broken {
		return
	}
	s.Holds, s.Of, s.Broken, s.BehavesLike = e.Holds, e.Of, e.Broken, e.Mistake
	s.History = append(s.History, e.Holds)
	if outcome == grade.Holds && !s.Done {
		s.Done, s.DoneIn = true, s.Runs
	}
}
