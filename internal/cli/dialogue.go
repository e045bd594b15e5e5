package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gatehouse/internal/progress"
	"gatehouse/internal/study"
)

// dialogue is the program in lines, for who hears it: each place says how
// things stand when one comes there, the prompt says what enter does, and what
// else can be typed is told when asked for. It does everything by the commands.
type dialogue struct {
	*program
	ctx    context.Context
	study  *study.Study // as it is now: commands of their own change it
	scenes []scene      // the last one is where the learner is
	moved  bool         // and has just come there
}

// scene is a place of the dialogue.
type scene interface {
	arrive(d *dialogue) // says where one is and how things stand
	menu(d *dialogue) menu
}

// converse holds the dialogue until the learner stops or input ends.
func (p *program) converse(ctx context.Context) error {
	p.talking = true
	d := &dialogue{program: p, ctx: ctx}
	if on, err := d.settle(); err != nil || !on {
		return err
	}
	d.enter(atMap{})
	p.say("? says what can be typed, q stops.")
	for len(d.scenes) > 0 && ctx.Err() == nil {
		if err := d.turn(); err != nil {
			return err
		}
	}
	if d.study.Workspace() != nil {
		p.say("recorded; go on with: gatehouse --plain")
	}
	return nil
}

// turn is one question and what its answer does.
func (d *dialogue) turn() error {
	at, err := d.place()
	if err != nil {
		return err
	}
	if d.study, err = d.program.study(at); err != nil {
		return err
	}
	here := d.scenes[len(d.scenes)-1]
	if d.moved {
		d.moved = false
		here.arrive(d)
	}
	m := here.menu(d)
	m.choices = append(m.choices, d.everywhere(m)...)
	typed, ok := d.prompt(d.ctx, m.prompt())
	if !ok {
		d.scenes = nil
		return nil
	}
	d.answer(m, strings.TrimPrefix(typed, "gatehouse "))
	return nil
}

// answer does what was typed.
func (d *dialogue) answer(m menu, typed string) {
	for _, sign := range []string{"/", "find "} {
		if words, ok := strings.CutPrefix(typed, sign); ok {
			d.look(words)
			return
		}
	}
	if !m.take(typed) {
		d.command(m, strings.Fields(typed))
	}
}

// everywhere is what can be done at every place.
func (d *dialogue) everywhere(m menu) []choice {
	all := []choice{
		{"m progress", "my progress", d.does("progress")},
		{"/ find", "find what has the words that follow", func() { d.look("") }},
		{"?", "say what can be typed here", func() { d.help(m) }},
		{"help", "the same, and all commands", func() { d.help(m); d.commands() }},
		{"q quit", "stop; everything is kept", func() { d.scenes = nil }},
	}
	if len(d.scenes) > 1 {
		return append([]choice{{"b back", "one step back", d.back}}, all...)
	}
	return all
}

func (d *dialogue) help(m menu) {
	m.choices = append(m.choices, d.everywhere(m)...)
	for _, line := range m.lines() {
		d.say("%s", line)
	}
}

// commands lists the commands, which can be typed at every place.
func (d *dialogue) commands() {
	d.say("\ncommands, at any place:")
	for _, c := range d.root().Commands() {
		if c.IsAvailableCommand() {
			d.say("%s: %s", c.Use, c.Short)
		}
	}
}

// command runs the command that was typed, or says what can be typed.
func (d *dialogue) command(m menu, words []string) {
	isIt := func(c *cobra.Command) bool { return c.Name() == words[0] }
	if slices.ContainsFunc(d.root().Commands(), isIt) {
		d.run(d.ctx, words)
		return
	}
	d.say("%s", prose(0, fmt.Sprintf("%q is nothing that can be done here. Possible: %s; or a command, which help lists.", strings.Join(words, " "), m.words())))
}

// does runs a command.
func (d *dialogue) does(words ...string) func() {
	return func() { d.run(d.ctx, words) }
}

func (d *dialogue) enter(to scene) { d.scenes, d.moved = append(d.scenes, to), true }

func (d *dialogue) goes(to scene) func() { return func() { d.enter(to) } }

func (d *dialogue) back() { d.scenes, d.moved = d.scenes[:len(d.scenes)-1], true }

// step does what is next.
func (d *dialogue) step(next progress.Step) func() {
	switch next.Kind {
	case progress.ReadLesson:
		return d.goes(&reading{lesson: next.ID})
	case progress.SolveExercise:
		return d.goes(&atExercise{id: next.ID})
	case progress.PracticeIt, progress.TakeExam, progress.Review:
		return d.does(command(next)...)
	}
	return func() { d.say("Nothing is left to do, and nothing is due.") }
}
