package check

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"gatehouse/internal/course"
	"gatehouse/internal/grade"
)

// exercises plays the probes of every exercise against all its answers, and
// says what that shows and what is wrong.
func exercises(ctx context.Context, o Options, content fs.FS, c *course.Course) ([]Exercise, []Problem) {
	d := newDesk(ctx, o)
	var all []*exercise
	for _, e := range c.Exercises() {
		all = append(all, open(content, e))
	}
	d.expect(all)
	var run sync.WaitGroup
	for _, e := range all {
		run.Go(func() { e.check(ctx, d) })
	}
	run.Wait()

	var found []Exercise
	var problems []Problem
	for _, e := range all {
		found = append(found, e.summary())
		problems = append(problems, e.problems...)
	}
	if len(all) > 0 && !d.race && ctx.Err() == nil {
		f := newFinder(content)
		f.add("no-race-detector", place{file: "lessons/course.yaml"}, "no reference was run under the race detector: this machine cannot build it")
		problems = append(problems, f.problems...)
	}
	return found, problems
}

// RunExercise checks one exercise, as Run does it, and nothing else. The error
// says why that could not be done.
func RunExercise(ctx context.Context, o Options, id string) (Report, error) {
	e, closing, err := o.check(ctx, id)
	if err != nil {
		return Report{}, err
	}
	defer closing()
	return report(e.problems, []Exercise{e.summary()}), nil
}

// check loads the course and checks the exercise with this id.
func (o Options) check(ctx context.Context, id string) (*exercise, func() error, error) {
	content, closing, err := o.course()
	if err != nil {
		return nil, nil, err
	}
	c, err := course.Load(content)
	if err != nil {
		return nil, nil, fmt.Errorf("read the course: %w", err)
	}
	found := c.Exercise(id)
	if found == nil {
		return nil, nil, fmt.Errorf("the course has no exercise %q that can be read", id)
	}
	e, d := open(content, found), newDesk(ctx, o)
	d.expect([]*exercise{e})
	e.check(ctx, d)
	return e, closing, ctx.Err()
}

// exercise is one exercise under check.
type exercise struct {
	*finder
	*course.Exercise
	home    string   // its folder
	probes  *source  // nil when it cannot be read
	answers []answer // the reference, then in the order of the matrix all others
	facts   facts
}

// answer is one file that the probes meet.
type answer struct {
	kind, name string // as in course.MatrixRow; "reference" is no kind of that
	folder     string // its package, from the root of the course
	source     *source
	playable   bool
}

// String names the answer in a sentence.
func (a answer) String() string { return strings.TrimSuffix("the "+a.kind+" "+a.name, " ") }

// open reads the exercise and the Go files that belong to it.
func open(content fs.FS, e *course.Exercise) *exercise {
	x := &exercise{finder: newFinder(content), Exercise: e, home: "exercises/" + e.ID}
	x.probes = x.parse(x.home + "/" + e.Test())
	x.answers = []answer{{kind: "reference", folder: x.home}, {kind: "starter", folder: x.home + "/starter"}}
	for _, kind := range []string{"mistake", "variant"} {
		for _, name := range x.folders(x.home + "/" + kind + "s") {
			x.answers = append(x.answers, answer{kind: kind, name: name, folder: x.home + "/" + kind + "s/" + name})
		}
	}
	for i, a := range x.answers {
		x.answers[i].source = x.parse(path.Join(a.folder, e.Answer()))
	}
	return x
}

// check finds all that is wrong with the exercise.
func (e *exercise) check(ctx context.Context, d *desk) {
	e.checkHints()
	e.checkSources()
	e.facts = e.find(ctx, d)
	if ctx.Err() == nil {
		e.judge(d)
	}
}

// leastHints is how many hints an exercise gives at least.
const leastHints = 3

func (e *exercise) checkHints() {
	if len(e.Hints) >= leastHints {
		return
	}
	at := place{file: e.home + "/exercise.md"}
	if t := e.read(at.file); t != nil {
		at.line = 1 + slices.IndexFunc(t.lines, func(line string) bool { return strings.HasPrefix(line, "hints:") })
	}
	e.add("few-hints", at, "the exercise gives %d hints", len(e.Hints))
}

// summary is what the report tells of the exercise.
func (e *exercise) summary() Exercise {
	s := Exercise{ID: e.ID, Reference: string(grade.CouldNotRun), StarterBroken: []string{}, Variants: []Variant{}, Mistakes: []Mistake{}}
	for _, a := range e.answers {
		tested := e.facts.of(a)
		switch a.kind {
		case "reference":
			s.Reference = string(e.facts.reference(tested))
		case "starter":
			s.StarterBroken = broken(tested)
		case "variant":
			s.Variants = append(s.Variants, Variant{Name: a.name, Result: string(tested.Outcome())})
		case "mistake":
			must := []string{}
			for _, w := range a.source.wants() {
				must = append(must, w.probe)
			}
			s.Mistakes = append(s.Mistakes, Mistake{Name: a.name, Must: must, CaughtBy: broken(tested)})
		}
	}
	return s
}
