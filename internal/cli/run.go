package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"gatehouse/internal/grade"
	"gatehouse/internal/progress"
	"gatehouse/internal/study"
)

func (p *program) grade() *cobra.Command {
	var asJSON bool
	var probe string
	var o grade.Options
	c := &cobra.Command{
		Use:               "run [ID]",
		Short:             "Grade an exercise; without ID the next one",
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
			switch {
			case probe != "" && asJSON:
				return errors.New("--json holds every probe in full; leave --probe out")
			case probe != "":
				return p.gradeProbe(c.Context(), s, id, probe, o)
			}
			return p.gradeOne(c.Context(), s, id, o, asJSON)
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON value")
	c.Flags().StringVar(&probe, "probe", "", "show one probe with every exchange: its number, or words of its name")
	c.Flags().Uint64Var(&o.Seed, "seed", 0, "make the secrets of an earlier run again")
	limitFlags(c, &o.Limits)
	return c
}

// exerciseOr is the exercise that was named, or the next one.
func exerciseOr(s *study.Study, args []string) (string, error) {
	if len(args) > 0 {
		return args[0], nil
	}
	now := s.Progress()
	if now.Next.Kind == progress.SolveExercise {
		return now.Next.ID, nil
	}
	for _, e := range s.Course().Exercises() {
		if !now.Lessons[e.Lesson].Exercises[e.ID].Done {
			return e.ID, nil
		}
	}
	return "", errors.New("no exercise is left to do; name one, or: gatehouse verify")
}

// gradeOne grades an exercise and prints the verdict.
func (p *program) gradeOne(ctx context.Context, s *study.Study, id string, o grade.Options, asJSON bool) error {
	before := s.Progress()
	r, err := p.graded(ctx, s.Grade, id, o)
	switch {
	case err != nil:
		return err
	case asJSON:
		err = p.printJSON(r)
	default:
		p.report(s, r, before)
	}
	return errors.Join(err, ended(r))
}

// gradeProbe grades an exercise and prints one of its probes.
func (p *program) gradeProbe(ctx context.Context, s *study.Study, id, means string, o grade.Options) error {
	before := s.Progress()
	r, err := p.graded(ctx, s.Grade, id, o)
	switch {
	case err != nil:
		return err
	case r.Outcome == grade.DoesNotCompile:
		p.reportCompile(s, r, before)
	case r.Outcome != grade.CouldNotRun:
		i, err := whichProbe(r, means)
		if err != nil {
			return err
		}
		p.printProbe(s, s.Course().Exercise(r.Exercise), r, i)
	}
	return ended(r)
}

// grading is a way to grade an exercise: alone, or as one of all.
type grading func(context.Context, string, grade.Options) (grade.Result, error)

// graded grades an exercise, and tells meanwhile how long it takes.
func (p *program) graded(ctx context.Context, by grading, id string, o grade.Options) (grade.Result, error) {
	stop := p.waiting("checking " + id)
	r, err := by(ctx, id, o)
	stop()
	p.unrecorded(r)
	return r, err
}

// unrecorded tells that a run is not in the record.
func (p *program) unrecorded(r grade.Result) {
	if r.Unrecorded != "" {
		p.tell("The verdict stands, but it was not recorded: %s", r.Unrecorded)
	}
}

// ended is the result of a run as the end of a command.
func ended(r grade.Result) error {
	switch r.Outcome {
	case grade.Holds:
		return nil
	case grade.CouldNotRun:
		return fmt.Errorf("%s: could not run: %s", r.Exercise, r.Reason)
	}
	return errNotHeld
}
