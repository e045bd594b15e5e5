package cli

import (
	"errors"
	"os"

	"github.com/spf13/cobra"

	"gatehouse/internal/tui"
)

func (p *program) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "gatehouse",
		Short: "Learn API security by guarding real handlers",
		Long: "Learn API security by guarding real handlers.\n\n" +
			"Without a command it opens the screens. Whatever a screen does, a command does in plain lines.",
		Args: p.noCommand,
		RunE: func(c *cobra.Command, _ []string) error {
			switch {
			case p.plain:
				return p.converse(c.Context())
			case !hasScreen():
				return p.listInstead()
			}
			return p.screens(c)
		},
	}
	p.options.register(root)
	add := func(group string, commands ...*cobra.Command) {
		root.AddGroup(&cobra.Group{ID: group, Title: group})
		for _, c := range commands {
			c.GroupID = group
			root.AddCommand(c)
		}
	}
	add("learn", p.lesson(), p.practice(), p.exam(), p.review())
	add("exercise", p.task(), p.edit(), p.grade(), p.watch(), p.hint(), p.reset(), p.solution(), p.diff(), p.verify())
	add("write a course", p.new(), p.check())
	add("where you are", p.init(), p.list(), p.find(), p.progress(), p.doctor(), p.version())
	return root
}

// screens opens the screens.
func (p *program) screens(c *cobra.Command) error {
	at, err := p.place()
	if err != nil {
		return err
	}
	s, err := p.study(at)
	if err != nil {
		return err
	}
	if at.exists && s.Workspace() == nil {
		return errors.New("name a folder for your work on this course: --workspace DIR")
	}
	ctx, stop := onlyEnding(c.Context())
	defer stop()
	return tui.Run(ctx, s, tui.Options{First: s.Workspace() == nil, DefaultDir: at.dir, Commands: usages(c.Root()), Getenv: os.Getenv})
}

// listInstead stands in for the screens where there is no terminal for them.
func (p *program) listInstead() error {
	s, err := p.open()
	if err != nil {
		return err
	}
	p.printList(s)
	p.tell("There is no terminal for the screens, so this is what gatehouse list prints. Each screen in lines:")
	for _, screen := range [][2]string{
		{"lesson", "lesson ID"}, {"practice", "practice ID"}, {"task", "task ID"}, {"exercise", "run ID"}, {"exam", "exam ID"},
		{"review", "review"}, {"progress", "progress"}, {"dialogue", "--plain"},
	} {
		p.tell("  %-8s  gatehouse %s", screen[0], screen[1])
	}
	return nil
}
