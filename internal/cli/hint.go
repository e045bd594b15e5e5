package cli

import (
	"github.com/spf13/cobra"

	"gatehouse/internal/study"
)

func (p *program) hint() *cobra.Command {
	return p.aboutOne(anExercise, "hint", "Show the next hint; each is more telling than the one before", func(_ *cobra.Command, s *study.Study, id string) error {
		h, err := s.Hint(id)
		if err != nil {
			return err
		}
		p.keeps(s)
		p.say("hint %d of %d\n", h.Number, h.Of)
		if err := p.markdown(h.Text); err != nil {
			return err
		}
		if h.Last() {
			p.say("\nThat was the last hint. gatehouse solution %s shows the solution.", id)
			return nil
		}
		p.say("\n%s left; the next is more telling.", many(h.Of-h.Number, "hint"))
		return nil
	})
}
