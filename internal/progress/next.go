package progress

import (
	"fmt"

	"gatehouse/internal/course"
	"gatehouse/internal/grade"
	"gatehouse/internal/quiz"
)

// next names what to do next: go on with the first lesson that is not done.
// What is due goes before a lesson that was not begun.
func next(c *course.Course, p Progress) Step {
	for _, lesson := range c.Lessons() {
		state := p.Lessons[lesson.ID]
		if state.Done {
			continue
		}
		if !state.Begun && len(p.Due) > 0 {
			break
		}
		s, _ := StepOf(lesson, state)
		return s
	}
	if len(p.Due) > 0 {
		return Step{Kind: Review, Reason: "review " + count(len(p.Due), "question") + " due again"}
	}
	return Step{Kind: Done, Reason: "all " + count(len(c.Lessons()), "lesson") + " done"}
}

// StepOf names the first thing of a lesson that is not done, if there is one.
// Who passed its exam first need not read or practise it.
func StepOf(lesson *course.Lesson, state LessonState) (Step, bool) {
	known := len(lesson.Bank) > 0 && state.Exam.Passed
	if !known && !state.Read {
		return Step{ReadLesson, lesson.ID, fmt.Sprintf("read %s, %s", lesson.Title, count(lesson.Minutes, "minute"))}, true
	}
	if enough := min(quiz.PracticeLength, len(lesson.Bank)); !known && state.Practice.Asked < enough {
		return Step{PracticeIt, lesson.ID, fmt.Sprintf("practice %s, %s", lesson.Title, count(enough, "question"))}, true
	}
	for _, exercise := range lesson.Exercises {
		if s := state.Exercises[exercise.ID]; !s.Done {
			return Step{SolveExercise, exercise.ID, exerciseReason(exercise, s)}, true
		}
	}
	if !known && len(lesson.Bank) > 0 {
		return Step{TakeExam, lesson.ID, fmt.Sprintf("exam %s, %s", lesson.Title, count(min(quiz.ExamLength, len(lesson.Bank)), "question"))}, true
	}
	return Step{}, false
}

func exerciseReason(e *course.Exercise, s ExerciseState) string {
	broken := s.Of - s.Holds
	switch {
	case grade.Outcome(s.Outcome) == grade.DoesNotCompile:
		return e.Title + " does not compile"
	case len(s.History) == 0:
		return fmt.Sprintf("exercise %s, %s", e.Title, count(e.Minutes, "minute"))
	case broken == 1:
		return fmt.Sprintf("1 probe of %s is broken", e.Title)
	default:
		return fmt.Sprintf("%d probes of %s are broken", broken, e.Title)
	}
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
