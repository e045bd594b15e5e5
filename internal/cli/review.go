package cli

import (
	"github.com/spf13/cobra"

	"gatehouse/internal/study"
)

func (p *program) review() *cobra.Command {
	return &cobra.Command{
		Use:   "review",
		Short: "Ask again what was missed, after 1, 3, 7, 16 and 35 days",
		Args:  none,
		RunE: func(c *cobra.Command, _ []string) error {
			s, err := p.open()
			if err != nil {
				return err
			}
			asked := s.Review()
			if len(asked) == 0 {
				p.nothingDue(s)
				return nil
			}
			return p.askAll(c.Context(), s, asked, study.InReview)
		},
	}
}

func (p *program) nothingDue(s *study.Study) {
	now := s.Progress()
	p.say("nothing is due")
	for _, later := range now.DueLater {
		p.say("on %s: %s", later.Day.Format("2 January"), many(later.Count, "question"))
	}
	p.sayNext(s.Course(), now)
}
