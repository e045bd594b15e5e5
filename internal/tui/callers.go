package tui

import (
	"cmp"
	"fmt"

	"gatehouse/internal/course"
	"gatehouse/internal/grade"
	"gatehouse/sandbox"
)

// callers are the words for the two sides of an exercise's probes: who calls
// the learner's handler, or which servers the learner's cases are tried on.
type callers struct {
	honest, hostile side
	task            string // what the learner does, before the path of the file
	solution        string // the headline over the reference
	counts          string // how many probes there are on each side
	compare         string // what d does once it holds
}

// side is one side of the probes.
type side struct {
	name       string
	held, lost string // how a probe went; empty: in its own words
	wish       string // what the probe is for
}

var guardCallers = callers{
	honest: side{"honest caller", "served", "kept out",
		"An honest caller. It must get what it came for: a handler that refuses everyone guards nothing."},
	hostile: side{"hostile caller", "kept out", "let in", "A hostile caller. It must be kept out."},
	task:    "Mend ", solution: "One way to guard it",
	counts:  "%s: %d honest must get in, %d hostile must stay out.",
	compare: "your handler beside ours",
}

var huntCallers = callers{
	honest: side{"right server", "", "fails a case",
		"The right server. It must pass every case: a test that fails where nothing is wrong is soon switched off."},
	hostile: side{"broken server", "", "not caught", "A broken server. One case at least must fail on it."},
	task:    "Write the cases in ", solution: "One table that catches them all",
	counts:  "%s: %d right server must pass every case, %d broken ones must be caught.",
	compare: "your cases beside ours",
}

func callersOf(e *course.Exercise) callers {
	if e.Kind == course.Hunt {
		return huntCallers
	}
	return guardCallers
}

func (c callers) of(honest bool) side {
	if honest {
		return c.honest
	}
	return c.hostile
}

// words say which side a probe takes and how it went.
func (c callers) words(p sandbox.Verdict) string {
	s := c.of(p.Honest)
	switch p.Outcome {
	case "":
		return s.name + " · not run"
	case sandbox.CouldNotRun:
		return s.name + " · could not run"
	case sandbox.Holds:
		return s.name + ", " + cmp.Or(s.held, p.Got) + " · holds"
	}
	if c.lost(p) {
		return s.name + ", " + s.lost
	}
	return s.name + " · broken"
}

// rows are the words, with the sign of the side before them.
func (c callers) rows(l look, p sandbox.Verdict, width int) []string {
	if p.Honest {
		return hang(l.signs.honest+" ", l.honest, c.words(p), width)
	}
	return hang(l.signs.hostile+" ", l.hostile, c.words(p), width)
}

// lost reports whether a broken probe went the way that its side is about: a
// guard can fail in others, too, and then only the exchange tells.
func (c callers) lost(p sandbox.Verdict) bool {
	e := grade.TellingExchange(p)
	switch {
	case c == huntCallers:
		return !p.Honest || e.Wrong
	case p.Honest:
		return e.Wrong && status(e) == '4'
	}
	return e.Wrong && status(e) == '2'
}

// count says how many probes an exercise has on each side.
func (c callers) count(m *course.Matrix) string {
	if m == nil {
		return ""
	}
	honest := 0
	for _, p := range m.Probes {
		honest += count(p.Honest)
	}
	return fmt.Sprintf(c.counts, many(len(m.Probes), "probe"), honest, len(m.Probes)-honest)
}
