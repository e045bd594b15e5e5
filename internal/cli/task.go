package cli

import (
	"github.com/spf13/cobra"

	"gatehouse/internal/study"
)

func (p *program) task() *cobra.Command {
	return p.aboutOne(anExercise, "task", "Print what an exercise asks for", func(_ *cobra.Command, s *study.Study, id string) error {
		task, err := s.Task(id)
		if err != nil {
			return err
		}
		if path, err := s.AnswerPath(id); err == nil && !p.talking { // without a workspace there is no file yet, and the dialogue told it
			p.say("file: %s\n", show(path))
		}
		return p.markdown(task)
	})
}
