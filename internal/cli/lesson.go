package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"gatehouse/internal/course"
	"gatehouse/internal/study"
)

func (p *program) lesson() *cobra.Command {
	var o lessonOptions
	c := p.aboutOne(aLesson, "lesson", "Print a lesson", func(_ *cobra.Command, s *study.Study, id string) error {
		return p.printLesson(s, id, o)
	})
	c.Flags().BoolVar(&o.raw, "raw", false, "print the Markdown")
	c.Flags().BoolVar(&o.read, "read", false, "record that you read it, in place of printing it")
	c.Flags().BoolVar(&o.contents, "contents", false, "print the titles of its sections, each with its number")
	c.Flags().IntVar(&o.section, "section", 0, "print the section with this number alone")
	return c
}

// lessonOptions say what to do with a lesson other than to print it.
type lessonOptions struct {
	raw, read, contents bool
	section             int // its number; 0 for all
}

// printLesson prints a lesson. Printing alone records nothing: nobody knows
// who read it to its end.
func (p *program) printLesson(s *study.Study, id string, o lessonOptions) error {
	lesson, err := s.Lesson(id)
	if err != nil {
		return err
	}
	switch {
	case o.read:
		p.keeps(s)
		if err := s.MarkRead(id); err != nil {
			return err
		}
		p.say("read: %s", lesson.Title)
		p.sayNext(s.Course(), s.Progress())
		return nil
	case o.contents:
		p.printContents(lesson)
		return nil
	case o.section != 0:
		return p.printSection(lesson, o.section)
	case o.raw:
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

func (p *program) printContents(lesson *course.Lesson) {
	for i, section := range lesson.Sections() {
		p.say("%d: %s", i+1, section.Title)
	}
}

// printSection prints the section of a lesson with this number.
func (p *program) printSection(lesson *course.Lesson, number int) error {
	sections := lesson.Sections()
	if number < 1 || number > len(sections) {
		return fmt.Errorf("%s has no section %d; gatehouse lesson %s --contents lists its %d", lesson.Title, number, lesson.ID, len(sections))
	}
	section := sections[number-1]
	md := []string{strings.Repeat("#", section.Level) + " " + section.Title}
	for _, part := range section.Parts {
		md = append(md, part.Source)
	}
	return p.markdown(strings.Join(md, "\n\n"))
}
