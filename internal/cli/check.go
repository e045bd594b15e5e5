package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"github.com/spf13/cobra"

	"gatehouse/internal/check"
	"gatehouse/internal/grade"
	"gatehouse/internal/text"
)

func (p *program) check() *cobra.Command {
	var asJSON, facts, update bool
	var matrix string
	c := &cobra.Command{
		Use:   "check [DIR]",
		Short: "Find what is wrong with a course, before a learner does",
		Long: "Find what is wrong with a course, before a learner does: the pack in DIR, or the built-in course.\n\n" +
			"What is found begins with file:line:column, so that editors lead there.",
		Args: noMoreThanOne,
		RunE: func(c *cobra.Command, args []string) error {
			if given := count(facts, matrix != "", update); given > 1 {
				return fmt.Errorf("%s does one thing at a time: --facts, --matrix ID or --update", c.CommandPath())
			}
			o, err := p.checkOptions(c.Context(), append(args, p.course)[0], update)
			switch {
			case err != nil:
				return err
			case facts:
				return p.printFacts(o, asJSON)
			case matrix != "":
				return p.printMatrix(c.Context(), o, matrix)
			}
			return p.checkAll(c.Context(), o, asJSON)
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON value")
	c.Flags().BoolVar(&facts, "facts", false, "list the statements that age, with their sources")
	c.Flags().StringVar(&matrix, "matrix", "", "show the probes of this exercise against its mistakes and variants")
	c.Flags().BoolVar(&update, "update", false, "rewrite each matrix.txt")
	return c
}

func count(facts ...bool) int {
	n := 0
	for _, is := range facts {
		if is {
			n++
		}
	}
	return n
}

// checkOptions say how to check the course in a folder; an empty one means
// the built-in course.
func (p *program) checkOptions(ctx context.Context, dir string, update bool) (check.Options, error) {
	if update && dir == "" {
		return check.Options{}, errors.New("the built-in course cannot be written; name the folder of a course: gatehouse check DIR --update")
	}
	tool, err := grade.FindGo(ctx, os.Getenv)
	if err != nil {
		return check.Options{}, err
	}
	o := check.Options{Root: dir, Content: p.content, Go: tool, Update: update}
	if cache, err := os.UserCacheDir(); err == nil { // without one it takes longer, that is all
		o.Cache = filepath.Join(cache, "gatehouse", "check")
	}
	return o, nil
}

// checkAll checks the course and prints what it found.
func (p *program) checkAll(ctx context.Context, o check.Options, asJSON bool) error {
	var now atomic.Value // what is being done
	now.Store("checking the course")
	o.Progress = func(done, of int, what string) { now.Store(fmt.Sprintf("checking %s, %d of %d", what, done, of)) }
	stop := p.progressing(func() string { return text.Safe(now.Load().(string)) })
	r, err := check.Run(ctx, o)
	stop()
	if err != nil {
		return err
	}
	if asJSON {
		err = p.printJSON(r)
	} else {
		p.printProblems(o.Root, r)
	}
	if !r.OK {
		err = errors.Join(err, errNotHeld)
	}
	return err
}

// printProblems prints what is wrong, each with its place first.
func (p *program) printProblems(root string, r check.Report) {
	count := map[check.Severity]int{}
	for _, problem := range r.Problems {
		count[problem.Severity]++
		at := fmt.Sprintf("%s:%d:%d", show(filepath.Join(root, filepath.FromSlash(problem.File))), problem.Line, problem.Column)
		p.say("%s: %s: %s [%s]", at, word(string(problem.Severity), 0), oneLine(problem.Message), problem.Code)
		for line := range strings.Lines(problem.Source) {
			p.say("    %s", strings.TrimRight(line, "\n"))
		}
		p.say("    %s\n", problem.Help)
	}
	p.say("%s, %s", many(count[check.Error], "error"), many(count[check.Warning], "warning"))
}

// A dated fact as JSON is a contract.
type factJSON struct {
	Lesson    string `json:"lesson"`
	File      string `json:"file"`
	Line      int    `json:"line"`
	Statement string `json:"statement"`
	Since     string `json:"since"`
	AsOf      string `json:"as_of"`
	Source    string `json:"source"`
	Checked   string `json:"checked"`
}

// printFacts lists the statements that age.
func (p *program) printFacts(o check.Options, asJSON bool) error {
	all, err := check.Facts(o)
	if err != nil {
		return err
	}
	facts := []factJSON{}
	for _, f := range all {
		facts = append(facts, factJSON{f.Lesson, f.File, f.Line, f.Statement, f.Since, f.AsOf, f.Source, f.Checked.Format(time.DateOnly)})
	}
	if asJSON {
		return p.printJSON(map[string]any{"facts": facts})
	}
	for _, f := range facts {
		p.say("%s:%d: %s", show(filepath.Join(o.Root, filepath.FromSlash(f.File))), f.Line, oneLine(f.Statement))
		p.part("since", len("checked"), f.Since)
		p.part("as of", len("checked"), f.AsOf)
		p.part("source", len("checked"), f.Source)
		p.part("checked", len("checked"), f.Checked)
	}
	p.say("%s", many(len(facts), "statement")+" that age")
	return nil
}

// printMatrix prints the probes of an exercise against its mistakes and
// variants.
func (p *program) printMatrix(ctx context.Context, o check.Options, id string) error {
	stop := p.waiting("playing the probes of " + id)
	table, err := check.Matrix(ctx, o, id)
	stop()
	if err != nil {
		return err
	}
	p.say("%s", strings.TrimSpace(table))
	return nil
}
