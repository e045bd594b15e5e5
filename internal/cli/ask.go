package cli

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
)

// asked is a question whose answer cannot be taken back: both lines say what
// will happen.
type asked struct {
	yes  bool // answered beforehand by --yes
	no   string
	does string
}

// flag lets --yes answer.
func (a *asked) flag(c *cobra.Command) {
	c.Flags().BoolVar(&a.yes, "yes", false, "answer yes to what is asked")
}

// confirm asks, and reports whether to go on. Without a terminal nobody can
// answer, and --yes must be given.
func (p *program) confirm(ctx context.Context, a asked) (bool, error) {
	if a.yes {
		return true, nil
	}
	if !p.talking && !isTerminal(os.Stdin) {
		return false, fmt.Errorf("there is no terminal to ask on; --yes does it: %s", a.does)
	}
	p.say("no   %s", a.no)
	p.say("yes  %s", a.does)
	for {
		answer, ok := p.prompt(ctx, "no or yes:")
		switch strings.ToLower(answer) {
		case "y", "yes":
			return true, nil
		case "n", "no":
			return false, nil
		}
		if !ok {
			return false, nil
		}
	}
}
