package cli

import (
	"path/filepath"
)

// settle makes a workspace where the learner agrees: between commands nothing
// else keeps what was done. It reports whether to go on.
func (d *dialogue) settle() (on bool, err error) {
	at, err := d.place()
	if err != nil || at.exists {
		return err == nil, err
	}
	if at.dir == "" {
		return false, errNoHome
	}
	d.say("There is no workspace yet: a folder for your exercises and for the record of what you did.")
	chosen := false
	m := menu{place: "workspace", numbers: numbers{of: 3, what: "as above", act: func(i int) {
		chosen = []func(place) bool{d.makeWorkspace, d.makeElsewhere, lookAround}[i](at)
	}}}
	m.enter = choice{does: "1", act: func() { m.numbers.act(0) }}
	d.say("1: make it in %s, an ordinary Go module", at.dir)
	d.say("2: make it in another folder")
	d.say("3: look around first; lessons and questions, nothing is kept")
	for !chosen {
		typed, ok := d.prompt(d.ctx, m.prompt())
		if !ok || typed == "q" {
			return false, nil
		}
		if !m.take(typed) {
			d.say("%q is nothing that can be done here. Possible: enter, 1, 2, 3, or q to stop.", typed)
		}
	}
	return true, nil
}

func (d *dialogue) makeWorkspace(at place) bool {
	return d.run(d.ctx, []string{"init", at.dir}) == done
}

// makeElsewhere asks for the folder. The dialogue goes on there.
func (d *dialogue) makeElsewhere(at place) bool {
	dir, ok := d.prompt(d.ctx, "folder (it is made if it is not there):")
	if !ok || dir == "" {
		return false
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		d.tell("The folder cannot be found: %s", err)
		return false
	}
	if !d.makeWorkspace(place{dir: dir}) {
		return false
	}
	d.workspace = dir
	d.say("later: start gatehouse in that folder, or with --workspace %s", dir)
	return true
}

func lookAround(place) bool { return true }
