package cli

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"gatehouse/internal/scaffold"
)

func (p *program) new() *cobra.Command {
	var lesson string
	c := &cobra.Command{
		Use:   "new lesson|exercise ID",
		Short: "Make a new lesson or exercise, whole and small, for you to change",
		Args:  kindAndID,
		ValidArgsFunction: func(_ *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return []cobra.Completion{"lesson", "exercise"}, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			dir, err := p.courseToWrite()
			if err != nil {
				return err
			}
			var made scaffold.Made
			switch kind, id := args[0], args[1]; {
			case kind == "exercise":
				made, err = scaffold.Exercise(dir, id, lesson)
			case lesson != "":
				err = errors.New("--lesson says which lesson an exercise is for; a new lesson has its own")
			default:
				made, err = scaffold.Lesson(p.content, dir, id)
			}
			if err != nil {
				return fmt.Errorf("nothing was written: %w", err)
			}
			p.printMade(dir, args[1], made)
			return nil
		},
	}
	c.Flags().StringVar(&lesson, "lesson", "", "the lesson that an exercise is for; else the last one of the course")
	return c
}

func kindAndID(c *cobra.Command, args []string) error {
	if len(args) != 2 || args[0] != "lesson" && args[0] != "exercise" {
		return fmt.Errorf("%s needs what to make and an ID for it: %s lesson ID, or %s exercise ID", c.CommandPath(), c.CommandPath(), c.CommandPath())
	}
	return nil
}

// courseToWrite is the folder of the course that an author works on. The one
// that is built in cannot be written to.
func (p *program) courseToWrite() (string, error) {
	if p.course != "" {
		return p.course, nil
	}
	if scaffold.IsCourse(".") {
		return ".", nil
	}
	return "", errors.New("this folder is no course, as it has no lessons/course.yaml; go to one, or name one: --course DIR (an empty folder becomes one)")
}

func (p *program) printMade(dir, id string, made scaffold.Made) {
	p.say("made: %s with %d files, a small example for you to change", id, len(made.Added))
	for _, name := range made.Changed {
		p.say("changed: %s", filepath.Join(dir, filepath.FromSlash(name)))
	}
	p.say("open first: %s", filepath.Join(dir, filepath.FromSlash(made.First)))
	p.say("then: gatehouse check %s", dir)
}
