package cli

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"gatehouse/internal/course"
	"gatehouse/internal/quiz"
	"gatehouse/internal/study"
)

func (p *program) exam() *cobra.Command {
	var again bool
	c := &cobra.Command{
		Use:               "exam [ID]",
		Short:             "Ask ten questions over easy, medium and hard; without ID over all lessons read",
		Args:              noMoreThanOne,
		ValidArgsFunction: p.complete(aLesson),
		RunE: func(c *cobra.Command, args []string) error {
			s, err := p.open()
			if err != nil {
				return err
			}
			id := strings.Join(args, "")
			if again {
				return p.printLastExam(s, id)
			}
			x, err := s.Exam(id)
			if err != nil {
				return err
			}
			p.keeps(s)
			return p.sit(c.Context(), s, x)
		},
	}
	c.Flags().BoolVar(&again, "result", false, "print the result of the last exam again, in place of asking")
	return c
}

func (p *program) printLastExam(s *study.Study, id string) error {
	x, result, err := s.LastExam(id)
	if err != nil {
		return err
	}
	p.printResult(s, x, result)
	return nil
}

// sit asks what is not answered yet, then hands in. Who stops goes on later.
func (p *program) sit(ctx context.Context, s *study.Study, x *study.Exam) error {
	if n := answered(x); n > 0 {
		p.say("going on with the exam that was begun: %d of %d answered", n, len(x.Asked))
	}
	for i := range x.Asked {
		if len(x.Chosen[i]) > 0 {
			continue
		}
		if on, err := p.askInExam(ctx, s, x, i); !on {
			return err
		}
	}
	if on, err := p.lookOver(ctx, s, x); !on {
		return err
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

// askInExam asks one question of an exam and keeps its answer. It reports
// whether to go on.
func (p *program) askInExam(ctx context.Context, s *study.Study, x *study.Exam, i int) (on bool, err error) {
	p.printQuestion(i+1, len(x.Asked), x.Asked[i])
	chosen, _, ok := p.choose(ctx, x.Asked[i], false)
	p.say("")
	if !ok {
		return false, p.leaveExam(x)
	}
	err = s.Choose(x, i, chosen)
	return err == nil, err
}

// leaveExam says how an exam that is not handed in goes on.
func (p *program) leaveExam(x *study.Exam) error {
	p.say("stopped: %d of %d answered, not handed in; gatehouse %s goes on", answered(x), len(x.Asked), strings.TrimSpace("exam "+x.Lesson))
	return errNotHeld
}

// lookOver lets answers be changed until the exam is handed in. Where no
// learner sits at a terminal, the end of input hands it in.
func (p *program) lookOver(ctx context.Context, s *study.Study, x *study.Exam) (on bool, err error) {
	for i, chosen := range x.Chosen {
		p.say("answer %d: %s", i+1, letters(chosen))
	}
	for {
		typed, ok := p.prompt(ctx, "enter hands in, a number changes that answer, q stop:")
		n, err := strconv.Atoi(typed)
		switch {
		case ok && typed == "":
			return true, nil
		case !ok && ctx.Err() == nil && !p.talking && !isTerminal(os.Stdin):
			return true, nil
		case !ok || typed == "q":
			return false, p.leaveExam(x)
		case err != nil || n < 1 || n > len(x.Asked):
			p.say("%q is no question; they are 1 to %d", typed, len(x.Asked))
			continue
		}
		if on, err := p.askInExam(ctx, s, x, n-1); !on {
			return false, err
		}
	}
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
	p.say("%s", prose(0, fmt.Sprintf("%s: %d of %d right, %s", strings.TrimSpace("exam "+x.Lesson), r.Right, r.Of, verdict)))
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
	p.sayNext(s.Course(), now)
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
