package cli

import (
	"context"
	"strings"

	"gatehouse/internal/progress"
)

// dialogue is the program in lines: it says what is next, does that on enter,
// and takes any command.
func (p *program) dialogue(ctx context.Context) error {
	if at, err := p.place(); err != nil || !at.exists {
		if err != nil {
			return err
		}
		if err := p.offerWorkspace(ctx, at); err != nil {
			return err
		}
	}
	p.run(ctx, []string{"list"})
	for {
		at, err := p.place()
		if err != nil {
			return err
		}
		s, err := p.study(at)
		if err != nil {
			return err
		}
		now := s.Progress()
		p.say("\nnext: %s", following(s.Course(), now))
		typed, ok := p.prompt(ctx, "enter does that, a command does another, help lists them, q stops:")
		if !ok || typed == "q" {
			return nil
		}
		if words := strings.Fields(strings.TrimPrefix(typed, "gatehouse ")); len(words) > 0 {
			p.run(ctx, words)
		} else {
			p.step(ctx, now.Next)
		}
	}
}

// offerWorkspace makes a workspace where the learner agrees: between commands
// nothing else keeps what was done.
func (p *program) offerWorkspace(ctx context.Context, at place) error {
	if at.dir == "" {
		return errNoHome
	}
	p.say("There is no workspace yet: a folder for your exercises and for the record of what you did.")
	if at.pack != "" { // init asks
		p.run(ctx, []string{"init", at.dir})
		return nil
	}
	if typed, ok := p.prompt(ctx, "enter makes it in "+at.dir+", anything else goes on without:"); ok && typed == "" {
		p.run(ctx, []string{"init", at.dir})
	}
	return nil
}

// step does what is next.
func (p *program) step(ctx context.Context, next progress.Step) {
	words := command(next)
	if words == nil {
		p.say("Nothing is left to do.")
		return
	}
	p.run(ctx, words)
	if next.Kind != progress.ReadLesson {
		return
	}
	if typed, ok := p.prompt(ctx, "enter records that you read it, anything else leaves it unread:"); ok && typed == "" {
		p.run(ctx, append(words, "--read"))
	}
}
