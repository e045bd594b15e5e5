package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"gatehouse/internal/course"
	"gatehouse/internal/progress"
	"gatehouse/internal/study"
)

func (p *program) solution() *cobra.Command {
	a := asked{no: "go on by yourself", does: "show the solution; the record keeps that it was shown"}
	c := p.aboutOne(anExercise, "solution", "Show the reference solution and why it is so", func(c *cobra.Command, s *study.Study, id string) error {
		e, err := s.Exercise(id)
		if err != nil {
			return err
		}
		if !stateOf(s, e).Done {
			if ok, err := p.confirm(c.Context(), a); !ok {
				return err
			}
		}
		solution, err := s.Solution(e.ID)
		if err != nil {
			return err
		}
		if p.plain {
			p.say("code:\n%s\nend of code\n", strings.TrimSpace(solution.Code))
		} else {
			p.say("%s", solution.Code)
		}
		return p.markdown(solution.Afterwards)
	})
	a.flag(c)
	return c
}

func stateOf(s *study.Study, e *course.Exercise) progress.ExerciseState {
	return s.Progress().Lessons[e.Lesson].Exercises[e.ID]
}
