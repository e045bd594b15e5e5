package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gatehouse/internal/course"
	"gatehouse/internal/study"
)

// What an ID is the ID of.
const (
	aLesson    = "a lesson"
	anExercise = "an exercise"
)

// oneID asks for one ID.
func oneID(of string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) == 0 {
			return fmt.Errorf("%s needs the ID of %s: %s ID; gatehouse list shows all", c.CommandPath(), of, c.CommandPath())
		}
		return noMoreThanOne(c, args)
	}
}

// aboutOne is a command that does something with one lesson or exercise.
func (p *program) aboutOne(of, name, short string, do func(c *cobra.Command, s *study.Study, id string) error) *cobra.Command {
	return &cobra.Command{
		Use:               name + " ID",
		Short:             short,
		Args:              oneID(of),
		ValidArgsFunction: p.complete(of),
		RunE: func(c *cobra.Command, args []string) error {
			s, err := p.open()
			if err != nil {
				return err
			}
			return do(c, s, args[0])
		},
	}
}

func noMoreThanOne(c *cobra.Command, args []string) error {
	if len(args) > 1 {
		return fmt.Errorf("%s takes one word, not %d: %s", c.CommandPath(), len(args), strings.Join(args, " "))
	}
	return nil
}

func none(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("%s takes no word: %s; %s --help shows what there is", c.CommandPath(), strings.Join(args, " "), c.CommandPath())
	}
	return nil
}

// noCommand says that a word is no command, and which one is close.
func (p *program) noCommand(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	nearest := ""
	for c.SuggestionsMinimumDistance = 1; c.SuggestionsMinimumDistance <= 3 && nearest == ""; c.SuggestionsMinimumDistance++ {
		if close := c.SuggestionsFor(args[0]); len(close) > 0 {
			nearest = " nearest: " + close[0] + ";"
		}
	}
	return fmt.Errorf("%q is no command;%s gatehouse --help shows all", args[0], nearest)
}

// complete offers the IDs of the course to the shell.
func (p *program) complete(of string) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		at, err := p.place()
		if err != nil || len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		s, err := p.study(at)
		if err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		ids := slices.DeleteFunc(idsOf(s.Course(), of), func(id string) bool { return !strings.HasPrefix(id, typed) })
		return ids, cobra.ShellCompDirectiveNoFileComp
	}
}

func idsOf(c *course.Course, of string) []string {
	var ids []string
	if of == aLesson {
		for _, lesson := range c.Lessons() {
			ids = append(ids, lesson.ID)
		}
		return ids
	}
	for _, e := range c.Exercises() {
		ids = append(ids, e.ID)
	}
	return ids
}
