package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"gatehouse/internal/course"
	"gatehouse/internal/study"
	"gatehouse/internal/text"
	"gatehouse/sandbox"
)

// originScreen is where a probe comes from: the sources of its rule, and the
// lines that make it.
type originScreen struct {
	reading
	exercise *course.Exercise
	probe    string
	run      int
	found    study.Origin
}

func newOrigin(d desk, e *course.Exercise, p sandbox.Verdict) screen {
	m := originScreen{exercise: e, probe: p.Name, run: d.do.run()}
	m.reading = reading{
		d: d, place: text.Safe(e.Title) + " · probe", aside: e.Test(),
		head: func(s size, l look) []string { return clip(headline(s, l, p.Name), 2) },
		lay:  func(width int, l look) []string { return sourceRows(l, p.Rule, width) },
	}
	return m.resize(d)
}

func (m originScreen) init() tea.Cmd { return m.d.do.origin(m.run, m.exercise.ID, m.probe) }

func (m originScreen) resize(d desk) screen {
	m.reading = m.reading.laid(d)
	return m
}

func (m originScreen) update(msg tea.Msg) turn {
	switch msg := msg.(type) {
	case wheeled:
		return m.moved(m.scroll.by(msg.rows))
	case originMsg:
		if msg.run != m.run {
			break
		}
		if msg.err != nil {
			return says(m, sentence(msg.err))
		}
		m.found = msg.origin
		above := m.lay
		m.lay = func(width int, l look) []string {
			head := []string{l.accent.Render(m.at())}
			if m.found.Family {
				head = append(head, wrap("The sandbox makes this probe, of many requests, from the one that is guarded here:", width)...)
			}
			code := splitRows(text.Code(unindented(m.found.Source), "go", width, l.markdown))
			return slices.Concat(above(width, l), head, []string{""}, code)
		}
		return stays(m.resize(m.d))
	}
	return stays(m)
}

// at is the place as terminals and editors make links of it.
func (m originScreen) at() string { return fmt.Sprintf("%s:%d", m.found.File, m.found.Line) }

func (m originScreen) moved(s scroll) turn {
	m.scroll = s
	return stays(m)
}

func (m originScreen) keys() keymap {
	k := m.d.keys
	verbs := []verb{
		does(k.space, "page on", "", func() turn { return m.moved(m.scroll.page(1)) }),
		does(k.copy, "copy place", "copy the place of the probe's test", func() turn {
			return stays(m, m.d.do.copyText("Sent to the clipboard: "+m.at()+".", m.at()))
		}),
	}
	verbs = append(verbs, m.d.workVerbs(m, m.exercise, anywhere)...)
	return keymap{verbs: append(append(verbs, m.scroll.verbs(k, m.moved)...), m.d.backVerb(m))}
}

// sourceRows are what a rule names, each with its page.
func sourceRows(l look, rule string, width int) []string {
	var rows []string
	for _, source := range text.Sources(rule) {
		rows = append(rows, hang("rule  ", l.muted, source.Name, width)...)
		if source.URL != "" {
			rows = append(rows, hang("      ", l.muted, source.URL, width)...)
		}
	}
	if rows != nil {
		rows = append(rows, "")
	}
	return rows
}

// unindented takes the tabs away that all lines begin with.
func unindented(source string) string {
	lines := strings.Split(source, "\n")
	least := len(source)
	for _, line := range lines {
		if line != "" {
			least = min(least, len(line)-len(strings.TrimLeft(line, "\t")))
		}
	}
	for i, line := range lines {
		lines[i] = line[min(least, len(line)):]
	}
	return strings.Join(lines, "\n")
}
