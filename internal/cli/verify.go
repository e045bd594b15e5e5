package cli

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"gatehouse/internal/grade"
	"gatehouse/internal/study"
)

func (p *program) verify() *cobra.Command {
	var asJSON bool
	var o grade.Options
	c := &cobra.Command{
		Use:   "verify",
		Short: "Grade every exercise of the workspace; one that holds no more is open again",
		Args:  none,
		RunE: func(c *cobra.Command, _ []string) error {
			s, err := p.open()
			if err != nil {
				return err
			}
			return p.gradeAll(c.Context(), s, o, asJSON)
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON value")
	limitFlags(c, &o.Limits)
	return c
}

// gradeAll grades each exercise, and ends as the worst of them did.
func (p *program) gradeAll(ctx context.Context, s *study.Study, o grade.Options, asJSON bool) error {
	all := struct {
		Exercises []grade.Result `json:"exercises"`
		Holds     int            `json:"holds"`
		Of        int            `json:"of"`
	}{Exercises: []grade.Result{}, Of: len(s.Course().Exercises())}
	var worst error
	for _, e := range s.Course().Exercises() {
		r, err := p.graded(ctx, s.Verify, e.ID, o)
		if err != nil {
			return err
		}
		if r.Outcome == grade.Holds {
			all.Holds++
		}
		all.Exercises = append(all.Exercises, r)
		if err := ended(r); worst == nil || err != nil && !errors.Is(err, errNotHeld) {
			worst = err
		}
		if !asJSON {
			p.say("%s  %s: %s", word(string(r.Outcome), len(grade.DoesNotCompile)), e.ID, summary(r))
		}
	}
	if asJSON {
		return errors.Join(p.printJSON(all), worst)
	}
	p.say("\nexercises that hold: %d of %d", all.Holds, all.Of)
	return worst
}
