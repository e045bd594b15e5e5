package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
)

// reading is a text that was opened to be read: a task, an explanation, a
// solution.
type reading struct {
	d      desk
	place  string
	aside  string
	status string
	head   func(size, look) []string
	lay    func(width int, look look) []string
	extra  func(reading) []verb // its own, before those of every text
	anew   func(desk) reading   // what the course holds now; nil for what does not come of it
	scroll scroll
}

// newReading opens a text: all of it but the desk is given.
func newReading(d desk, m reading) screen { return m.resize(d) }

func (m reading) init() tea.Cmd { return nil }

func (m reading) resize(d desk) screen { return m.laid(d) }

func (m reading) laid(d desk) reading {
	show := scroll.show
	if m.anew != nil && m.d.course != d.course {
		at := m.scroll
		m, show = m.anew(d), scroll.renew
		m.scroll = at
	}
	m.d = d
	m.scroll = show(m.scroll, m.lay(d.line(), d.look), d.rows(len(m.head(d.size, d.look))))
	return m
}

func (m reading) update(msg tea.Msg) turn {
	if msg, ok := msg.(wheeled); ok {
		m.scroll = m.scroll.by(msg.rows)
	}
	return stays(m)
}

func (m reading) moved(s scroll) turn {
	m.scroll = s
	return stays(m)
}

func (m reading) keys() keymap {
	var verbs []verb
	if m.extra != nil {
		verbs = m.extra(m)
	}
	if !m.scroll.end() {
		verbs = append(verbs, does(m.d.keys.space, "page on", "", func() turn { return m.moved(m.scroll.page(1)) }))
	}
	return keymap{verbs: append(append(verbs, m.scroll.verbs(m.d.keys, m.moved)...), m.d.backVerb(m))}
}

func (m reading) view() page {
	return page{place: m.place, aside: m.aside, head: m.head(m.d.size, m.d.look), body: indent(m.scroll.rowsCut(m.d.look)), status: m.status}
}

// bare is text without a frame, for the terminal to select.
type bare struct {
	d      desk
	text   string
	scroll scroll
}

func newBare(d desk, text string) bare { return bare{d: d, text: text} }

func (m bare) init() tea.Cmd { return nil }

func (m bare) resize(d desk) screen {
	m.d = d
	rows := append(splitRows(m.text), "", "esc goes back.")
	m.scroll = m.scroll.show(wrap(strings.Join(rows, "\n"), d.width), d.height)
	return m
}

func (m bare) update(tea.Msg) turn { return stays(m) }

func (m bare) moved(s scroll) turn {
	m.scroll = s
	return stays(m)
}

func (m bare) keys() keymap {
	return keymap{verbs: append(m.scroll.verbs(m.d.keys, m.moved), m.d.backVerb(m))}
}

func (m bare) view() page {
	return page{bare: true, body: paint(m.d.look.text, m.scroll.rowsCut(m.d.look))}
}

// splitRows are the lines of a text.
func splitRows(s string) []string { return strings.Split(strings.TrimRight(s, "\n"), "\n") }
