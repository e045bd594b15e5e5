package cli

import (
	"github.com/spf13/cobra"
)

func (p *program) task() *cobra.Command {
	return &cobra.Command{
		Use:               "task ID",
		Short:             "Print what an exercise asks for",
		Args:              oneID(anExercise),
		ValidArgsFunction: p.complete(anExercise),
		RunE: func(_ *cobra.Command, args []string) error {
			s, err := p.open()
			if err != nil {
				return err
			}
			task, err := s.Task(args[0])
			if err != nil {
				return err
			}
			if path, err := s.AnswerPath(args[0]); err == nil && !p.talking { // without a workspace there is no file yet, and the dialogue told it
				p.say("file: %s\n", show(path))
			}
			return p.markdown(task)
		},
	}
}
