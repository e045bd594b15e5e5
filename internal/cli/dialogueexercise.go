package cli

import (
	"fmt"
	"strconv"

	"gatehouse/internal/course"
	"gatehouse/internal/grade"
	"gatehouse/internal/progress"
	"gatehouse/sandbox"
)

// atExercise is one exercise. Of what a run found it tells one broken probe at
// a time.
type atExercise struct {
	id     string
	tasked bool         // the task was told
	result grade.Result // of the last run; without probes before there was one
	told   int          // how many of its broken probes were told
}

func (x *atExercise) arrive(d *dialogue) {
	e, state := x.of(d)
	d.say("exercise: %s, %s", e.Title, runStanding(state))
	if path, err := d.study.AnswerPath(x.id); err == nil {
		d.say("file: %s", show(path))
	}
}

// of is the exercise and how far it is.
func (x *atExercise) of(d *dialogue) (*course.Exercise, progress.ExerciseState) {
	e := d.study.Course().Exercise(x.id)
	return e, stateOf(d.study, e)
}

func runStanding(state progress.ExerciseState) string {
	switch {
	case state.Runs == 0:
		return "not run yet, " + many(state.Of, "probe")
	case state.Done && state.Holds == state.Of:
		return fmt.Sprintf("done, all %s hold", many(state.Of, "probe"))
	}
	return fmt.Sprintf("%d of %s hold", state.Holds, many(state.Of, "probe"))
}

func (x *atExercise) menu(d *dialogue) menu {
	e, state := x.of(d)
	m := menu{
		place: e.Title,
		enter: x.next(d, e, state),
		choices: []choice{
			{"run", "run the probes", func() { x.run(d) }},
			{"probes", "every probe with its verdict, each with its number", func() { x.listProbes(d, e) }},
			{"t task", "what is asked for", d.does("task", x.id)},
			{"h hint", fmt.Sprintf("hint %d of %d; it costs nothing", min(state.Hints+1, len(e.Hints)), len(e.Hints)), d.does("hint", x.id)},
			{"e edit", e.Answer() + " in your editor", func() { x.edit(d) }},
			{"d diff", "what you changed", d.does("diff", x.id, "--starter")},
			{"s solution", "the solution, and why it is so", d.does("solution", x.id)},
			{"r reset", "put the starter back; asks", d.does("reset", x.id)},
			{"u undo", "undo the reset", d.does("reset", x.id, "--undo")},
			{"l lesson", "the lesson of this", d.goes(&reading{lesson: e.Lesson})},
			{"p practice", "questions of the lesson", d.does("practice", e.Lesson)},
			{"x exam", "the exam of the lesson", d.does("exam", e.Lesson)},
		},
		numbers: numbers{len(x.result.Probes), "the probe with that number, with every exchange", func(i int) { d.printProbe(d.study, e, x.result, i) }},
	}
	if state.Done || state.SolutionShown {
		m.choices = append(m.choices, choice{"ours", "what differs between your file and ours", d.does("diff", x.id)})
	}
	if state.Done && e.Then != "" {
		m.choices = append(m.choices, choice{"question", "one question: the same idea elsewhere", d.does("practice", e.Transfer())})
	}
	return m
}

// next is what enter does: the task first, then the probes, what they broke
// one by one, and the probes again; once all hold, what comes after.
func (x *atExercise) next(d *dialogue, e *course.Exercise, state progress.ExerciseState) choice {
	broken := x.broken()
	run := choice{does: "run the probes", act: func() { x.run(d) }}
	switch {
	case state.Runs == 0 && !x.tasked:
		return choice{does: "the task", act: func() {
			x.tasked = true
			d.run(d.ctx, []string{"task", x.id})
		}}
	case x.told < len(broken):
		return choice{does: fmt.Sprintf("broken probe %d of %d", x.told+1, len(broken)), act: func() {
			d.reportBroken(d.study, x.result, broken[x.told])
			x.told++
		}}
	case len(broken) > 0:
		run.does = "run the probes again, once " + e.Answer() + " is mended"
	case x.result.Outcome == grade.Holds:
		after := d.study.Progress()
		if step, open := progress.StepOf(d.study.Course().Lesson(e.Lesson), after.Lessons[e.Lesson]); open {
			after.Next = step
		}
		return choice{does: after.Next.Reason, act: d.step(after.Next)}
	}
	return run
}

func (x *atExercise) broken() []sandbox.Verdict {
	var broken []sandbox.Verdict
	for _, v := range x.result.Probes {
		if v.Outcome == sandbox.Broken {
			broken = append(broken, v)
		}
	}
	return broken
}

// run grades, and tells the verdict in a line.
func (x *atExercise) run(d *dialogue) {
	before := d.study.Progress()
	r, err := d.graded(d.ctx, d.study.Grade, x.id, grade.Options{})
	if err == nil && r.Outcome == grade.CouldNotRun {
		err = ended(r)
	}
	if err != nil {
		d.tell("%s", err)
		return
	}
	x.result, x.told = r, 0
	if r.Outcome == grade.DoesNotCompile {
		d.reportCompile(d.study, r, before)
		return
	}
	d.say("%s (%.1f s)", summary(r), r.Seconds)
	d.reportRest(r)
}

// edit opens the file where the broken probe told last was answered, or where
// it does not compile.
func (x *atExercise) edit(d *dialogue) {
	e, _ := x.of(d)
	words := []string{"edit", x.id}
	if line := x.line(e.Answer()); line > 0 {
		words = append(words, "--line", strconv.Itoa(line))
	}
	d.run(d.ctx, words)
}

func (x *atExercise) line(file string) int {
	if x.told > 0 {
		if at := x.broken()[x.told-1].At; at != nil && at.File == file {
			return at.Line
		}
	}
	for _, c := range x.result.Compile {
		if c.File == file {
			return c.Line
		}
	}
	return 0
}

func (x *atExercise) listProbes(d *dialogue, e *course.Exercise) {
	if len(x.result.Probes) > 0 {
		for i, line := range probeLines(e, x.result) {
			d.say("%d: %s", i+1, line)
		}
		return
	}
	if e.Matrix == nil {
		d.say("The probes are known once they ran.")
		return
	}
	for i, v := range e.Matrix.Probes {
		d.say("%d: not run  %s%s", i+1, side(e, sandbox.Verdict{Honest: v.Honest}), v.Name)
	}
}
