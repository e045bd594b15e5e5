package tui

import (
	"fmt"
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"gatehouse/internal/find"
	"gatehouse/internal/text"
)

// findScreen finds whatever has the words that are typed, and opens it where it
// stands. While nothing is typed it lists what there is in the lesson that one
// came from, or in the course.
type findScreen struct {
	d      desk
	number int    // tells it from others
	here   string // the lesson that one came from, or empty
	input  textinput.Model
	found  find.Found
	list   list
}

// longestSearch is how many letters can be typed.
const longestSearch = 200

// newFind opens the contents at a section of the lesson that one came from.
func newFind(d desk, here string, section int) screen {
	m := findScreen{number: d.do.run(), here: here, input: textinput.New(), list: list{at: section}}
	m.input.Prompt, m.input.CharLimit = "/ ", longestSearch
	m.input.Focus()
	return m.resize(d)
}

// findVerb is /. Here is the lesson of the screen, or empty.
func (d desk) findVerb(from screen, here string) verb {
	return does(d.keys.find, "find", "the contents; find something", func() turn { return opens(from, newFind(d, here, 0)) })
}

func (m findScreen) init() tea.Cmd {
	if m.d.index != nil {
		return nil
	}
	return m.d.do.index(m.d.course, m.d.commands)
}

func (m findScreen) resize(d desk) screen {
	m.d = d
	m.input.SetWidth(d.line() - 4)
	state := textinput.StyleState{Text: d.look.bold, Prompt: d.look.accent}
	m.input.SetStyles(textinput.Styles{Focused: state, Blurred: state}) // nothing blinks
	return m.searched()
}

func (m findScreen) words() string { return strings.TrimSpace(m.input.Value()) }

// searched finds what is typed; the selection stays in its row.
func (m findScreen) searched() findScreen {
	if m.d.index == nil {
		return m
	}
	m.found = m.d.index.Find(m.words(), m.here, m.d.progress.Answered)
	if m.words() == "" {
		m.found.Things = m.d.index.Contents(m.here)
		m.found.Count = len(m.found.Things)
	}
	m.list = m.list.with(m.rows())
	return m
}

func (m findScreen) rows() []listRow {
	rows := make([]listRow, len(m.found.Things))
	for i, t := range m.found.Things {
		title := t.Path()
		if m.words() == "" {
			title = deeper(t.Level) + t.Title
		}
		rows[i].text = m.d.look.muted.Render(pad(string(t.Kind), 10)) + text.Safe(title)
	}
	return rows
}

func (m findScreen) update(msg tea.Msg) turn {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		before := m.words()
		var cmd tea.Cmd
		m.input, cmd = m.input.Update(msg)
		if m.words() != before {
			m.list = list{}
			m = m.searched()
		}
		return stays(m, cmd)
	case nextHitMsg:
		if msg.finder == m.number {
			m.list = m.list.move(1, m.height())
		}
	case clicked:
		var again bool
		if m.list, again = m.list.click(msg.y, m.height()); again {
			return m.enter()
		}
	case wheeled:
		m.list = m.list.move(msg.rows, m.height())
	}
	return stays(m)
}

func (m findScreen) height() int { return m.d.rows(1) }

// enter opens what is selected; where there is nothing, it looks for the words
// that are nearest.
func (m findScreen) enter() turn {
	switch {
	case m.list.at < len(m.found.Things):
		return m.open(m.found.Things[m.list.at])
	case m.found.Nearest != "":
		m.input.SetValue(m.found.Nearest)
		m.input.CursorEnd()
		return stays(m.searched())
	default:
		return says(m, "There is nothing to open.")
	}
}

func (m findScreen) open(t find.Thing) turn {
	d := m.d
	switch t.Kind {
	case find.Lesson:
		h := hit{section: t.Section}
		if words := find.Words(m.words()); len(words) > 0 {
			h.words, h.finder = words, m.number
		}
		return opens(m, newLessonAt(d, t.ID, h))
	case find.Exercise:
		return opens(m, d.openExercise(t.ID))
	case find.Probe:
		at := probeMsg{t.ID, t.Title}
		return turn{screen: m, move: push, open: d.openExercise(t.ID), cmd: func() tea.Msg { return at }}
	case find.Question:
		return opens(m, newQuestion(d, t.Lesson, t.ID))
	default:
		return opens(m, newUsage(d, t.ID))
	}
}

func (m findScreen) keys() keymap {
	k := m.d.keys
	move := func(by int) func() turn {
		return func() turn {
			m.list = m.list.move(by, m.height())
			return stays(m)
		}
	}
	enter := does(k.enter, "open", "open what is selected", m.enter)
	switch {
	case m.found.Nearest != "":
		enter.short, enter.long = "find "+m.found.Nearest, "look for "+m.found.Nearest
	case len(m.found.Things) == 0:
		enter = enter.quiet()
	}
	page, last := m.height()-2, len(m.found.Things)
	return keymap{typing: true, verbs: []verb{
		enter,
		does(k.up, "move", "up", move(-1)).as("↑↓"), does(k.down, "", "down", move(1)),
		does(only(k.pageUp, "pgup"), "", "a page up", move(-page)), does(only(k.pageDown, "pgdown"), "", "a page down", move(page)),
		does(only(k.top, "home"), "", "the first", move(-last)), does(only(k.bottom, "end"), "", "the last", move(last)),
		m.d.backVerb(m),
	}}
}

func (m findScreen) view() page {
	p := page{place: "find", head: []string{m.input.View()}, status: m.status()}
	if m.d.index == nil {
		return p
	}
	p.aside = fmt.Sprintf("%d of %d", m.found.Count, m.found.Of)
	if len(m.found.Things) == 0 {
		p.body = indent(m.nothing())
		return p
	}
	rows, at := m.list.view(m.d.look, min(m.d.width, widestText+2), m.height())
	p.body, p.cursor = rows, &spot{1, at}
	return p
}

// nothing says that nothing has these words, and which ones are like them.
func (m findScreen) nothing() []string {
	words := fmt.Sprintf("Nothing has %q.", m.words())
	if m.found.Nearest != "" {
		words += " Nearest: " + m.found.Nearest
	}
	return wrap(words, m.d.line())
}

func (m findScreen) status() string {
	switch {
	case m.d.index == nil:
		return "Reading the course."
	case m.words() == "" && m.here == "":
		return "The lessons of the course."
	case m.words() == "":
		return "The contents of the lesson you came from."
	case m.found.Count > len(m.found.Things):
		return fmt.Sprintf("The first %d of %d; another word leaves fewer.", len(m.found.Things), m.found.Count)
	default:
		return "Questions are found once they were answered."
	}
}
