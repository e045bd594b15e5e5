package cli

import (
	"github.com/spf13/cobra"
)

func (p *program) hint() *cobra.Command {
	return &cobra.Command{
		Use:               "hint ID",
		Short:             "Show the next hint; each is more telling than the one before",
		Args:              oneID(anExercise),
		ValidArgsFunction: p.complete(anExercise),
		RunE: func(_ *cobra.Command, args []string) error {
			s, err := p.open()
			if err != nil {
				return err
			}
			h, err := s.Hint(args[0])
			if err != nil {
				return err
			}
			p.keeps(s)
			p.say("hint %d of %d\n", h.Number, h.Of)
			if err := p.markdown(h.Text); err != nil {
				return err
			}
			if h.Last() {
				p.say("\nThat was the last hint. gatehouse solution %s shows the solution.", args[0])
				return nil
			}
			p.say("\n%s left; the next is more telling.", many(h.Of-h.Number, "hint"))
			return nil
		},
	}
}
