package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"gatehouse/internal/course"
	"gatehouse/internal/progress"
	"gatehouse/internal/study"
)

func (p *program) list() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "list",
		Short: "Show the course, how far each lesson is, and what is next",
		Args:  none,
		RunE: func(*cobra.Command, []string) error {
			s, err := p.open()
			if err != nil {
				return err
			}
			if asJSON {
				return p.printJSON(listed(s.Course(), s.Progress()))
			}
			p.printList(s)
			return nil
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON value")
	return c
}

func (p *program) printList(s *study.Study) {
	now := s.Progress()
	p.printStanding(s)
	p.sayNext(s.Course(), now)
	idWidth := 0
	for _, id := range append(idsOf(s.Course(), aLesson), idsOf(s.Course(), anExercise)...) {
		idWidth = max(idWidth, len(id))
	}
	for _, chapter := range s.Course().Chapters {
		p.say("\n%s", chapter.Title)
		for _, lesson := range chapter.Lessons {
			p.listLesson(lesson, now.Lessons[lesson.ID], idWidth)
		}
	}
}

// printStanding prints in a line how far the course is.
func (p *program) printStanding(s *study.Study) {
	now, lessons := s.Progress(), s.Course().Lessons()
	due := ""
	if len(now.Due) > 0 {
		due = ", " + many(len(now.Due), "question") + " due"
	}
	p.say("%s: %d of %d lessons read%s", s.Course().Title, readIn(lessons, now), len(lessons), due)
}

func readIn(lessons []*course.Lesson, now progress.Progress) int {
	read := 0
	for _, lesson := range lessons {
		if now.Lessons[lesson.ID].Read {
			read++
		}
	}
	return read
}

// listLesson prints a lesson, and in lines of their own the exercises that
// have another ID than it.
func (p *program) listLesson(lesson *course.Lesson, state progress.LessonState, idWidth int) {
	row := func(mark, id, title string, parts []string) {
		if len(parts) > 0 {
			title += ": " + strings.Join(parts, ", ")
		}
		p.say("  %s  %-*s  %s", word(mark, len("not begun")), idWidth, id, title)
	}
	row(mark(state.Done, state.Begun), lesson.ID, lesson.Title, parts(lesson, state))
	for _, e := range lesson.Exercises {
		if e.ID != lesson.ID {
			at := state.Exercises[e.ID]
			row(mark(at.Done, at.Runs > 0), e.ID, e.Title, begunProbes(at))
		}
	}
}

func mark(done, begun bool) string {
	switch {
	case done:
		return "done"
	case begun:
		return "begun"
	}
	return "not begun"
}

// parts say how far a lesson that was begun is.
func parts(lesson *course.Lesson, state progress.LessonState) []string {
	var parts []string
	if state.Practice.Asked > 0 && !state.Done {
		parts = append(parts, fmt.Sprintf("practice %d of %d", state.Practice.Right, state.Practice.Asked))
	}
	if !state.Done {
		parts = append(parts, begunProbes(state.Exercises[lesson.ID])...)
	}
	if state.Exam.Taken > 0 && !state.Done {
		parts = append(parts, fmt.Sprintf("exam %d of %d", state.Exam.Best, state.Exam.Of))
	}
	if state.Due > 0 {
		parts = append(parts, fmt.Sprintf("%d due", state.Due))
	}
	return parts
}

// begunProbes say how far an exercise that was begun is.
func begunProbes(e progress.ExerciseState) []string {
	switch {
	case e.Done:
		return []string{"exercise done"}
	case e.Runs > 0:
		return []string{fmt.Sprintf("exercise %d of %d", e.Holds, e.Of)}
	}
	return nil
}

// following is the command for what is next, and what that is.
func following(c *course.Course, now progress.Progress) string {
	what := now.Next.Reason
	if e := c.Exercise(now.Next.ID); now.Next.Kind == progress.SolveExercise && e != nil {
		if state := now.Lessons[e.Lesson].Exercises[e.ID]; len(state.History) > 0 {
			what = fmt.Sprintf("%d of %d probes hold", state.Holds, state.Of)
		}
	}
	words := command(now.Next)
	if words == nil {
		return what
	}
	return fmt.Sprintf("gatehouse %s (%s)", strings.Join(words, " "), what)
}

// command is the command that does a step; nil when nothing is left to do.
func command(next progress.Step) []string {
	switch next.Kind {
	case progress.ReadLesson:
		return []string{"lesson", next.ID}
	case progress.PracticeIt:
		return []string{"practice", next.ID}
	case progress.SolveExercise:
		return []string{"run", next.ID}
	case progress.TakeExam:
		return []string{"exam", next.ID}
	case progress.Review:
		return []string{"review"}
	}
	return nil
}
