package cli

import (
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/spf13/cobra"

	"gatehouse/internal/study"
	"gatehouse/internal/text"
)

func (p *program) diff() *cobra.Command {
	var starter bool
	c := p.aboutOne(anExercise, "diff", "Compare your file with the reference, or with the starter", func(_ *cobra.Command, s *study.Study, id string) error {
		e, err := s.Exercise(id)
		if err != nil {
			return err
		}
		against := "starter"
		if !starter {
			against = "reference"
			// A diff records nothing, so it cannot be the first to show the solution.
			if state := stateOf(s, e); !state.Done && !state.SolutionShown {
				return fmt.Errorf("this would show the solution, and %s does not hold yet; gatehouse solution %s shows it, gatehouse diff %s --starter what you changed", e.ID, e.ID, e.ID)
			}
		}
		diff, err := s.Diff(e.ID, against)
		if err != nil {
			return err
		}
		p.printDiff(diff, against)
		return nil
	})
	c.Flags().BoolVar(&starter, "starter", false, "compare with the starter")
	return c
}

func (p *program) printDiff(diff, against string) {
	switch {
	case diff == "":
		p.say("Nothing differs.")
		return
	case p.plain:
		p.speakDiff(diff, against)
		return
	}
	colours := map[byte]lipgloss.Style{'+': tints["holds"], '-': tints["broken"]}
	for line := range strings.Lines(diff) {
		line = text.Safe(strings.TrimSuffix(line, "\n"))
		p.say("%s", styled(colours[line[0]].Render(line)))
	}
}

// speakDiff says of each line whose it is, where a unified diff has a sign.
func (p *program) speakDiff(diff, against string) {
	whose := map[byte]string{'-': against, '+': "yours", ' ': "both"}
	inPlace := false
	for line := range strings.Lines(diff) {
		line = strings.TrimSuffix(line, "\n")
		if at, ok := strings.CutPrefix(line, "@@ -"); ok {
			at, _, _ = strings.Cut(at[strings.Index(at, "+")+1:], ",")
			p.say("from line %s of yours:", strings.TrimSuffix(at, " @@"))
			inPlace = true
			continue
		}
		if inPlace && whose[line[0]] != "" {
			p.say("%-*s  %s", len("reference"), whose[line[0]], line[1:])
		}
	}
}
