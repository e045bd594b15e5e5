package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"gatehouse/internal/doctor"
	"gatehouse/internal/editor"
	"gatehouse/internal/grade"
	"gatehouse/internal/tui"
)

func (p *program) doctor() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "doctor",
		Short: "Look at what Gatehouse needs and found: Go, folders, course, workspace, record, editor, terminal",
		Long: "Look at what Gatehouse needs and found: Go, folders, course, workspace, record, editor, terminal.\n\n" +
			"A line begins with ok, with look (it works, and there is something to know or to do), with broken, or with not run where what it " +
			"needs is not there. It ends with 1 where something is broken. No file of yours is changed, and of the environment nothing is printed but " +
			"the folders, the name of your editor and TERM.",
		Args: none,
		RunE: func(c *cobra.Command, _ []string) error {
			at, err := p.place()
			if err != nil {
				return err
			}
			stop := p.waiting("looking")
			found := doctor.Examine(c.Context(), p.toExamine(at))
			stop()
			if asJSON {
				err = p.printJSON(found)
			} else {
				p.printExamined(found)
			}
			if err == nil && c.Context().Err() != nil {
				err = errors.New("cancelled")
			}
			if err == nil && found.State == doctor.Broken {
				err = errNotHeld
			}
			return err
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON value")
	return c
}

func (p *program) toExamine(at place) doctor.Config {
	return doctor.Config{
		Version: version(), Content: p.contentOf, Pack: at.pack, Workspace: at.dir, Exists: at.exists,
		FindGo: func(ctx context.Context) (grade.Go, error) { return grade.FindGo(ctx, os.Getenv) },
		Getenv: os.Getenv, Temporary: os.TempDir(), Editors: editor.Here(os.Getenv), Terminal: terminalHere(), Now: time.Now,
	}
}

// terminalHere is the terminal that we are in.
func terminalHere() doctor.Terminal {
	t := doctor.Terminal{
		Term: os.Getenv("TERM"), Input: isTerminal(os.Stdin), Output: isTerminal(os.Stdout),
		NoColor: os.Getenv("NO_COLOR") != "", ASCII: tui.WantsASCII(os.Getenv),
	}
	t.Columns, t.Rows, _ = term.GetSize(os.Stdout.Fd()) // none where it is no terminal
	t.Fits = tui.Fits(t.Columns, t.Rows)
	t.Colours = map[colorprofile.Profile]string{
		colorprofile.ANSI: "16 colours", colorprofile.ANSI256: "256 colours", colorprofile.TrueColor: "16 million colours",
	}[colorprofile.Detect(os.Stdout, os.Environ())]
	if t.Colours == "" {
		t.Colours = "no colours"
	}
	return t
}

func (p *program) printExamined(r doctor.Report) {
	topics := r.Topics()
	count := map[doctor.State]int{}
	const states = len(doctor.NotRun) // the longest of them
	names := 0
	for _, t := range topics {
		count[t.State]++
		names = max(names, len(t.Name))
	}
	var counted []string
	for _, s := range []doctor.State{doctor.Broken, doctor.Look, doctor.NotRun, doctor.OK} {
		if count[s] > 0 {
			counted = append(counted, fmt.Sprintf("%d %s", count[s], s))
		}
	}
	p.say("doctor: of %d, %s\n", len(topics), strings.Join(counted, ", "))
	for _, t := range topics {
		p.say("%s  %-*s  %s", word(string(t.State), states), names, t.Name, prose(states+names+4, t.Says))
	}
}
