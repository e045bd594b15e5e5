package tui

import (
	"errors"
	"fmt"
	"io/fs"

	tea "charm.land/bubbletea/v2"

	"gatehouse/internal/course"
	"gatehouse/internal/text"
)

// diffScreen compares the learner's file with the starter, or with ours.
type diffScreen struct {
	d        desk
	exercise *course.Exercise
	against  string // "starter" or "reference"
	run      int
	loaded   bool
	failed   error
	unified  string
	scroll   scroll
}

func newDiff(d desk, e *course.Exercise, against string) screen {
	return diffScreen{d: d, exercise: e, against: against, run: d.do.run()}
}

func (m diffScreen) init() tea.Cmd { return m.d.do.diff(m.run, m.exercise.ID, m.against) }

func (m diffScreen) resize(d desk) screen {
	m.d = d
	lines, _ := m.rows()
	m.scroll = m.scroll.show(lines, d.rows(1))
	return m
}

func (m diffScreen) update(msg tea.Msg) turn {
	switch msg := msg.(type) {
	case textMsg:
		if msg.run == m.run {
			m.unified, m.failed, m.loaded = msg.text, msg.err, true
			return stays(m.resize(m.d))
		}
	case wheeled:
		m.scroll = m.scroll.by(msg.rows)
	}
	return stays(m)
}

// rows are the differing places, and the rows where they begin.
func (m diffScreen) rows() (rows []string, places []int) {
	for _, h := range hunks(m.unified) {
		if len(rows) > 0 {
			rows = append(rows, "")
		}
		places = append(places, len(rows))
		rows = append(rows, m.d.look.accent.Render("  "+m.exercise.Answer()+":"+h.line))
		if m.sides() {
			rows = append(rows, h.sides(m.d.look, (m.d.width-5)/2)...)
		} else {
			rows = append(rows, h.below(m.d.look, m.d.line())...)
		}
	}
	return rows, places
}

// sides reports whether there is room for the two files side by side.
func (m diffScreen) sides() bool { return m.d.width >= 120 }

func (m diffScreen) head() string {
	switch {
	case errors.Is(m.failed, fs.ErrNotExist):
		return m.exercise.Answer() + " is not there. r puts the starter back."
	case m.failed != nil:
		return sentence(m.failed)
	case !m.loaded:
		return "Comparing."
	}
	_, places := m.rows()
	if len(places) == 0 {
		return "Nothing differs."
	}
	in, out := 0, 0
	for _, h := range hunks(m.unified) {
		minus, plus := h.count()
		out, in = out+minus, in+plus
	}
	verb := "differ"
	if len(places) == 1 {
		verb = "differs"
	}
	return fmt.Sprintf("%s %s, %s out, %d in", many(len(places), "place"), verb, many(out, "line"), in)
}

// place goes to the next differing place this way.
func (m diffScreen) place(way int) func() turn {
	return func() turn {
		_, places := m.rows()
		here := m.scroll.top()
		if here > 0 {
			here++ // the first row in sight says how much stands above
		}
		to := here
		for _, p := range places {
			if way > 0 && p > here {
				to = p
				break
			}
			if way < 0 && p < here {
				to = p
			}
		}
		return m.moved(m.scroll.to(max(0, to-1)))
	}
}

func (m diffScreen) moved(s scroll) turn {
	m.scroll = s
	return stays(m)
}

func (m diffScreen) keys() keymap {
	k := m.d.keys
	verbs := []verb{
		does(k.enter, "probes", "back to the probes", func() turn { return turn{screen: m, move: back} }),
		does(k.left, "place", "the place before", m.place(-1)).as("←→"),
		does(k.right, "", "the next place", m.place(1)),
	}
	if m.against == "reference" {
		verbs = append(verbs, does(k.diff, "with the starter", "", func() turn {
			return turn{screen: m, move: replace, open: newDiff(m.d, m.exercise, "starter")}
		}))
	}
	verbs = append(verbs,
		does(k.solution, "solution", "", func() turn { return opens(m, m.d.solution(m.exercise)) }),
		does(k.copy, "copy", "copy the differences", func() turn {
			return stays(m, m.d.do.copyText("Sent to the clipboard: the differences.", m.unified))
		}))
	verbs = append(verbs, without(m.d.workVerbs(m, m.exercise, anywhere), "d", "s")...)
	return keymap{verbs: append(append(verbs, m.scroll.verbs(k, m.moved)...), m.d.backVerb(m))}
}

func (m diffScreen) view() page {
	other := "the starter"
	if m.against == "reference" {
		other = "ours"
	}
	p := page{
		place: text.Safe(m.exercise.Title) + " · diff", aside: "yours and " + other,
		head: headline(m.d.size, m.d.look, m.head()),
		body: indent(m.scroll.rowsCut(m.d.look)),
	}
	if m.unified != "" {
		p.status = "- " + other + ", + yours."
	}
	return p
}
