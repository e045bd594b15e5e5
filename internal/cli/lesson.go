package cli

import (
	"strings"

	"github.com/spf13/cobra"
)

func (p *program) lesson() *cobra.Command {
	var raw, read bool
	c := &cobra.Command{
		Use:               "lesson ID",
		Short:             "Print a lesson",
		Args:              oneID(aLesson),
		ValidArgsFunction: p.complete(aLesson),
		RunE: func(_ *cobra.Command, args []string) error {
			return p.printLesson(args[0], raw, read)
		},
	}
	c.Flags().BoolVar(&raw, "raw", false, "print the Markdown")
	c.Flags().BoolVar(&read, "read", false, "record that you read it, in place of printing it")
	return c
}

// printLesson prints a lesson. Printing alone records nothing: nobody knows
// who read it to its end.
func (p *program) printLesson(id string, raw, read bool) error {
	s, err := p.open()
	if err != nil {
		return err
	}
	lesson, err := s.Lesson(id)
	if err != nil {
		return err
	}
	switch {
	case read:
		p.keeps(s)
		if err := s.MarkRead(id); err != nil {
			return err
		}
		p.say("read: %s", lesson.Title)
		p.say("next: %s", following(s.Course(), s.Progress()))
		return nil
	case raw:
		p.say("%s", strings.TrimSpace(strings.ReplaceAll(lesson.Body, "\r\n", "\n")))
		return nil
	}
	if err := p.markdown(lesson.Body); err != nil {
		return err
	}
	if !s.Progress().Lessons[lesson.ID].Read {
		p.tell("Read to here? gatehouse lesson %s --read records it.", lesson.ID)
	}
	return nil
}
