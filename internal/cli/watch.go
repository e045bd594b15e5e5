package cli

import (
	"context"

	"github.com/spf13/cobra"

	"gatehouse/internal/grade"
	"gatehouse/internal/study"
)

func (p *program) watch() *cobra.Command {
	var o grade.Options
	c := &cobra.Command{
		Use:               "watch [ID]",
		Short:             "Grade an exercise at each save of its file, until ctrl+c",
		Args:              noMoreThanOne,
		ValidArgsFunction: p.complete(anExercise),
		RunE: func(c *cobra.Command, args []string) error {
			s, err := p.open()
			if err != nil {
				return err
			}
			id, err := exerciseOr(s, args)
			if err != nil {
				return err
			}
			return p.follow(c.Context(), s, id, o)
		},
	}
	limitFlags(c, &o.Limits)
	return c
}

// follow grades at once and after each save. A save during a run starts it
// over, so that no verdict is about an older file.
func (p *program) follow(ctx context.Context, s *study.Study, id string, o grade.Options) error {
	saved, err := s.Watch(ctx, id, nil)
	if err != nil {
		return err
	}
	path, err := s.AnswerPath(id)
	if err != nil {
		return err
	}
	for ctx.Err() == nil {
		again, err := p.gradeUntil(ctx, s, id, o, saved)
		if err != nil {
			return err
		}
		if again {
			p.say("saved again: starting over")
			continue
		}
		p.say("watching %s; ctrl+c stops\n", show(path))
		<-saved
	}
	return nil
}

// gradeUntil grades once, and reports whether a save ended the run before its
// verdict.
func (p *program) gradeUntil(ctx context.Context, s *study.Study, id string, o grade.Options, saved <-chan struct{}) (again bool, err error) {
	running, cancel := context.WithCancel(ctx)
	defer cancel()
	type graded struct {
		grade.Result
		err error
	}
	before, verdict := s.Progress(), make(chan graded, 1)
	stop := p.waiting("checking " + id)
	go func() {
		r, err := s.Grade(running, id, o)
		verdict <- graded{r, err}
	}()
	select {
	case <-saved:
		cancel()
		<-verdict
		stop()
		return ctx.Err() == nil, nil
	case v := <-verdict:
		stop()
		p.unrecorded(v.Result)
		switch {
		case v.err != nil:
			return false, v.err
		case v.Outcome == grade.CouldNotRun:
			p.say("%s", ended(v.Result))
		default:
			p.report(s, v.Result, before)
		}
	}
	return false, nil
}
