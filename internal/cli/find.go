package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"gatehouse/internal/find"
)

func (p *program) find() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "find WORDS",
		Short: "Find lessons, exercises, probes, commands, and the questions that you answered",
		Long: "Find lessons, exercises, probes, commands, and the questions that you answered. All words must stand in what is found, " +
			"each whole or as the beginning of a word. What stands behind the kind is what a command takes: gatehouse lesson, run or practice.",
		Args: func(c *cobra.Command, args []string) error {
			if len(find.Words(strings.Join(args, " "))) == 0 {
				return fmt.Errorf("%s needs words to look for: %s WORDS; gatehouse list shows all lessons", c.CommandPath(), c.CommandPath())
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			s, err := p.open()
			if err != nil {
				return err
			}
			words := strings.Join(args, " ")
			found := find.New(s.Course(), usages(c.Root())).Find(words, "", s.Progress().Answered)
			if asJSON {
				if err := p.printJSON(asFoundJSON(words, found)); err != nil {
					return err
				}
			} else {
				p.printFound(words, found)
			}
			if found.Count == 0 {
				return errNotHeld
			}
			return nil
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON value")
	return c
}

func (p *program) printFound(words string, f find.Found) {
	if f.Count == 0 {
		nearest := ""
		if f.Nearest != "" {
			nearest = " Nearest: " + f.Nearest
		}
		p.tell("Nothing has %q.%s", words, nearest)
		return
	}
	width := 0
	for _, t := range f.Things {
		width = max(width, len(t.ID))
	}
	for _, t := range f.Things {
		p.say("%-8s  %-*s  %s", string(t.Kind), width, t.ID, t.Path())
	}
	if more := f.Count - len(f.Things); more > 0 {
		p.tell("And %d more; another word leaves fewer.", more)
	}
}

// usages are the commands as people look them up.
func usages(root *cobra.Command) []find.Usage {
	var all []find.Usage
	for _, c := range root.Commands() {
		if !c.IsAvailableCommand() {
			continue
		}
		long := c.Long
		if long == "" {
			long = c.Short + "."
		}
		all = append(all, find.Usage{
			Name: c.Name(), Line: root.Name() + " " + c.Use, Short: c.Short,
			Long: long + "\n\n" + c.LocalFlags().FlagUsages(),
		})
	}
	return all
}

// The JSON form of find is a contract.
type (
	foundJSON struct {
		Words   string      `json:"words"`
		Found   []thingJSON `json:"found"`
		Count   int         `json:"count"`
		Of      int         `json:"of"`
		Nearest string      `json:"nearest"`
	}
	thingJSON struct {
		Kind  find.Kind `json:"kind"`
		ID    string    `json:"id"`
		Under string    `json:"under"`
		Title string    `json:"title"`
	}
)

func asFoundJSON(words string, f find.Found) foundJSON {
	j := foundJSON{Words: words, Found: []thingJSON{}, Count: f.Count, Of: f.Of, Nearest: f.Nearest}
	for _, t := range f.Things {
		j.Found = append(j.Found, thingJSON{t.Kind, t.ID, t.Under, t.Title})
	}
	return j
}
