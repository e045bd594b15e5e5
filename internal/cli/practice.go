package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"gatehouse/internal/quiz"
	"gatehouse/internal/study"
)

func (p *program) practice() *cobra.Command {
	c := p.aboutOne(aLesson, "practice", "Ask five questions of a lesson, and say why each option is right or wrong", func(c *cobra.Command, s *study.Study, id string) error {
		asked, err := s.Practice(id)
		if err != nil {
			return err
		}
		p.keeps(s)
		return p.askAll(c.Context(), s, asked, study.InPractice)
	})
	c.Long = c.Short + ". An ID such as bearer-token/spellings-that-open asks that one question."
	return c
}

// askAll asks one question after the other until the learner stops or input
// ends. What was answered is kept; who cannot record can still learn.
func (p *program) askAll(ctx context.Context, s *study.Study, asked []quiz.Asked, where string) error {
	right, lost := 0, 0
	for i, a := range asked {
		p.printQuestion(i+1, len(asked), a)
		chosen, hintSeen, ok := p.choose(ctx, a, true)
		if !ok {
			p.say("stopped: %d of %d questions answered", i, len(asked))
			return unkept(lost)
		}
		marked, err := s.Answer(a, chosen, hintSeen, where)
		if marked.Right {
			right++
		}
		p.explain(marked)
		if err != nil {
			lost++
			p.tell("%s", err)
		}
	}
	p.say("%s: %d of %d right", where, right, len(asked))
	p.sayNext(s.Course(), s.Progress())
	return unkept(lost)
}

// unkept ends a command some answers of which were not recorded.
func unkept(answers int) error {
	if answers == 0 {
		return nil
	}
	return fmt.Errorf("%s not recorded", many(answers, "answer"))
}
