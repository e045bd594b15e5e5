package cli

import (
	"strings"

	"gatehouse/internal/find"
)

// finding is what some words found, each thing with its number, told by tens.
type finding struct {
	words string
	found find.Found
	told  int
}

const atATime = 10

// look finds words and goes there; without a word it asks for some.
func (d *dialogue) look(words string) {
	if words = strings.TrimSpace(words); words == "" {
		words, _ = d.prompt(d.ctx, "words to find:")
	}
	found := find.New(d.study.Course(), usages(d.root())).Find(words, "", d.study.Progress().Answered)
	if found.Count == 0 {
		d.printFound(words, found)
		return
	}
	d.enter(&finding{words: words, found: found})
}

func (f *finding) arrive(d *dialogue) {
	d.say("found: %d", f.found.Count)
	if f.told == 0 {
		f.tell(d)
	}
}

// tell tells the next ten.
func (f *finding) tell(d *dialogue) {
	for f.told < len(f.found.Things) {
		t := f.found.Things[f.told]
		f.told++
		d.say("%d: %s, %s", f.told, string(t.Kind), strings.ReplaceAll(t.Path(), " › ", ": "))
		if f.told%atATime == 0 {
			return
		}
	}
}

func (f *finding) menu(d *dialogue) menu {
	m := menu{
		place: "find " + f.words,
		enter: choice{does: "back", act: d.back},
		choices: []choice{{"a again", "tell them again", func() {
			f.told = 0
			f.tell(d)
		}}},
		numbers: numbers{len(f.found.Things), "go to what has that number", func(i int) { f.open(d, f.found.Things[i]) }},
	}
	if f.told < len(f.found.Things) {
		m.enter = choice{does: "more of them", act: func() { f.tell(d) }}
	}
	return m
}

func (f *finding) open(d *dialogue, t find.Thing) {
	switch t.Kind {
	case find.Lesson:
		d.enter(&reading{lesson: t.ID, section: t.Section})
	case find.Exercise, find.Probe:
		d.enter(&atExercise{id: t.ID})
	case find.Question:
		d.run(d.ctx, []string{"practice", t.ID})
	case find.Command:
		d.run(d.ctx, []string{"help", t.ID})
	}
}
