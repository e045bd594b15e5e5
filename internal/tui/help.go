package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"
)

// helpScreen lists every key of the screen below it; enter there does it. With
// arrows and enter it reaches every verb on any keyboard.
type helpScreen struct {
	d     desk
	place string
	verbs []verb
	list  list
}

func newHelp(d desk, place string, verbs []verb) screen {
	m := helpScreen{d: d, place: place, verbs: verbs}
	m.list = newList(m.rows())
	return m
}

func (m helpScreen) rows() []listRow {
	rows := make([]listRow, len(m.verbs))
	for i, v := range m.verbs {
		rows[i].text = m.d.look.accent.Render(pad(v.shownInHelp(), 8)) + v.long
	}
	return rows
}

// shownInHelp is the key alone, where the key line shows a pair as one.
func (v verb) shownInHelp() string {
	if v.pressed != nil {
		return v.shown
	}
	return v.Help().Key
}

func (m helpScreen) init() tea.Cmd { return nil }

func (m helpScreen) resize(d desk) screen {
	m.d = d
	m.list = m.list.with(m.rows())
	return m
}

func (m helpScreen) update(msg tea.Msg) turn {
	switch msg := msg.(type) {
	case clicked:
		var again bool
		if m.list, again = m.list.click(msg.y, m.d.rows(1)); again {
			return m.enter()
		}
	case wheeled:
		m.list = m.list.move(msg.rows, m.d.rows(1))
	}
	return stays(m)
}

// doMsg carries out a verb of the screen that help was opened on.
type doMsg struct{ key string }

func (m helpScreen) enter() turn {
	key := m.verbs[m.list.at].Keys()[0]
	return turn{screen: m, move: back, cmd: func() tea.Msg { return doMsg{key} }}
}

func (m helpScreen) keys() keymap {
	k := m.d.keys
	move := func(by int) func() turn {
		return func() turn {
			m.list = m.list.move(by, m.d.rows(1))
			return stays(m)
		}
	}
	page := m.d.rows(1) - 2
	return keymap{verbs: []verb{
		does(k.enter, "do it", "do what the selected line says", m.enter),
		does(k.up, "move", "up", move(-1)).as("↑↓"), does(k.down, "", "down", move(1)),
		does(k.pageUp, "", "a page up", move(-page)), does(k.pageDown, "", "a page down", move(page)),
		does(k.top, "", "the first", move(-len(m.verbs))), does(k.bottom, "", "the last", move(len(m.verbs))),
		m.d.backVerb(m),
	}}
}

func (m helpScreen) view() page {
	rows, at := m.list.view(m.d.look, min(m.d.width, widestText+2), m.d.rows(1))
	return page{
		place: m.place, aside: "help", body: rows, cursor: &spot{1, at},
		head: headline(m.d.size, m.d.look, fmt.Sprintf("Keys of this screen, %d", len(m.verbs))),
	}
}
