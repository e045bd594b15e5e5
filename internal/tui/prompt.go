package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"gatehouse/internal/course"
	"gatehouse/internal/text"
)

// prompt asks which of a few things to do. Each line says what will happen;
// the one that does least is selected.
type prompt struct {
	d       desk
	place   string
	head    string
	status  string
	options []option
	first   int // the option that is selected at first
	list    list
}

type option struct {
	text string
	act  func(from screen) turn
}

func newPrompt(d desk, m prompt) screen {
	m.d = d
	var lines []string
	for _, o := range m.options {
		lines = append(lines, o.text)
	}
	m.list = newList(choices(lines...)).move(m.first, m.d.rows(1))
	return m
}

func (m prompt) init() tea.Cmd { return nil }

func (m prompt) resize(d desk) screen {
	m.d = d
	return m
}

func (m prompt) update(msg tea.Msg) turn {
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

func (m prompt) enter() turn { return m.options[m.list.at].act(m) }

func (m prompt) keys() keymap {
	k := m.d.keys
	move := func(by int) func() turn {
		return func() turn {
			m.list = m.list.move(by, m.d.rows(1))
			return stays(m)
		}
	}
	return keymap{verbs: []verb{
		does(k.enter, "choose", "do what the selected line says", m.enter),
		does(k.up, "move", "up", move(-1)).as("↑↓"), does(k.down, "", "down", move(1)),
		m.d.backVerb(m),
	}}
}

func (m prompt) view() page {
	rows, at := m.list.view(m.d.look, min(m.d.width, widestText+2), m.d.rows(1))
	return page{place: m.place, head: headline(m.d.size, m.d.look, m.head), body: rows, cursor: &spot{1, at}, status: m.status}
}

func goBack(from screen) turn { return turn{screen: from, move: back} }

// newSolutionPrompt asks before the solution is shown.
func newSolutionPrompt(d desk, e *course.Exercise) screen {
	state := d.state(e)
	left := len(e.Hints) - state.Hints
	head, no := "See the solution now? No hint is left.", option{"No: go on without it", goBack}
	if left > 0 {
		head = "See the solution now? " + isAre(left, "hint") + " left."
		no = option{fmt.Sprintf("No: show hint %d", state.Hints+1), func(from screen) turn {
			return turn{screen: from, move: back, cmd: d.do.hint(e.ID)}
		}}
	}
	return newPrompt(d, prompt{
		place: text.Safe(e.Title) + " · solution", head: head, status: "Your file stays as it is; it can still be done.",
		options: []option{no, {"Yes: show it, and why it is so; that is recorded", func(from screen) turn {
			return turn{screen: from, move: replace, open: newSolution(d, e)}
		}}},
	})
}

// newResetPrompt asks before the starter is put back.
func newResetPrompt(d desk, e *course.Exercise) screen {
	return newPrompt(d, prompt{
		place: text.Safe(e.Title) + " · reset", head: "Put the starter back?",
		status: "exercises/" + e.ID + "/" + e.Answer(),
		options: []option{
			{"No: keep my " + e.Answer(), goBack},
			{"Yes: mine is kept as " + e.Answer() + ".mine-N  (u undoes)", func(from screen) turn {
				return turn{screen: from, move: back, cmd: d.do.reset(e.ID)}
			}},
			{"No, but our files: " + e.Test() + ", given/ and sandbox/; mine are kept", func(from screen) turn {
				return turn{screen: from, move: back, cmd: d.do.putOriginals(e.ID)}
			}},
		},
	})
}
