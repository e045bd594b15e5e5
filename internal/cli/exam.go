package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"gatehouse/internal/course"
	"gatehouse/internal/quiz"
	"gatehouse/internal/study"
)

func (p *program) exam() *cobra.Command {
	return &cobra.Command{
		Use:               "exam [ID]",
		Short:             "Ask ten questions over easy, medium and hard; without ID over all lessons read",
		Args:              noMoreThanOne,
		ValidArgsFunction: p.complete(aLesson),
		RunE: func(c *cobra.Command, args []string) error {
			s, err := p.open()
			if err != nil {
				return err
			}
			x, err := s.Exam(strings.Join(args, ""))
			if err != nil {
				return err
			}
			p.keeps(s)
			return p.sit(c.Context(), s, x)
		},
	}
}

// sit asks what is not answered yet, then hands in. Who stops goes on later.
func (p *program) sit(ctx context.Context, s *study.Study, x *study.Exam) error {
	if n := answered(x); n > 0 {
		p.say("going on with the exam that was begun: %d of %d answered", n, len(x.Asked))
	}
	for i, a := range x.Asked {
		if len(x.Chosen[i]) > 0 {
			continue
		}
		p.printQuestion(i+1, len(x.Asked), a)
		chosen, _, ok := p.choose(ctx, a, false)
		p.say("")
		if !ok {
			p.say("stopped: %d of %d answered, not handed in; gatehouse %s goes on", answered(x), len(x.Asked), strings.TrimSpace("exam "+x.Lesson))
			return errNotHeld
		}
		if err := s.Choose(x, i, chosen); err != nil {
			return err
		}
	}
	result, err := s.HandIn(x)
	if err != nil {
		return err
	}
	p.printResult(s, x, result)
	if !result.Passed {
		return errNotHeld
	}
	return nil
}

func answered(x *study.Exam) int {
	n := 0
	for _, chosen := range x.Chosen {
		if len(chosen) > 0 {
			n++
		}
	}
	return n
}

// printResult prints the verdict: per difficulty, how strong the topic is, what
// to read again, and each miss with its explanation.
func (p *program) printResult(s *study.Study, x *study.Exam, r quiz.Result) {
	verdict := "passed"
	if !r.Passed {
		verdict = "not passed; it takes 8 of 10, with no more than one easy question missed"
	}
	p.say("%s: %d of %d right, %s", strings.TrimSpace("exam "+x.Lesson), r.Right, r.Of, verdict)
	for _, level := range r.Levels {
		p.say("  %-6s  %d of %d  %s", string(level.Difficulty), level.Right, level.Of, level.Strength)
	}
	now := s.Progress()
	if x.Lesson != "" {
		p.say("strength: %.2f", now.Lessons[x.Lesson].Strength)
	}
	p.say("")
	for _, id := range p.printMisses(s.Course(), r) {
		p.say("read again: gatehouse lesson %s", id)
	}
	p.say("next: %s", following(s.Course(), now))
}

// printMisses explains what was missed and returns the lessons of it, in the
// order of the course.
func (p *program) printMisses(c *course.Course, r quiz.Result) []string {
	missed := map[string]bool{}
	for i, m := range r.Answers {
		if m.Right {
			continue
		}
		missed[m.Asked.Lesson] = true
		p.printQuestion(i+1, r.Of, m.Asked)
		p.explain(m)
	}
	var ids []string
	for _, lesson := range c.Lessons() {
		if missed[lesson.ID] {
			ids = append(ids, lesson.ID)
		}
	}
	return ids
}
