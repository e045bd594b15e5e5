package tui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
)

// firstScreen offers to make a workspace. Nothing is written before the
// learner agrees.
type firstScreen struct {
	d      desk
	list   list
	input  textinput.Model // another folder
	typing bool
	making bool
	failed error
	then   string // the exercise on the way to which it was opened, or empty
}

// The lines of the list.
const (
	startHere = iota
	startElsewhere
	lookAround
)

// newFirst opens the offer. Then is the exercise on the way to which it was
// opened, or empty.
func newFirst(d desk, then string) screen {
	m := firstScreen{d: d, then: then, input: textinput.New()}
	m.input.Prompt = "Folder: "
	m.input.SetValue(d.short(d.dir))
	m.list = newList(m.rows())
	if d.pack != "" {
		m.list.at = lookAround // what runs no programs of others
	}
	return m
}

func (m firstScreen) rows() []listRow {
	start, around := "Start, with my work in "+m.d.short(m.d.dir), "Look around first"
	if m.d.pack != "" {
		return choices("Yes: start, with my work in "+m.d.short(m.d.dir), "Yes: start in another folder", "No: look around; nothing is kept, and nothing runs")
	}
	if m.d.width < 80 {
		return choices(start, "Start in another folder", around)
	}
	start, around = pad(start, 37), pad(around, 37)
	return choices(
		start+m.d.look.muted.Render("an ordinary Go module; you can move it"),
		"Start in another folder",
		around+m.d.look.muted.Render("lessons and questions; nothing is kept"))
}

func (m firstScreen) init() tea.Cmd { return nil }

func (m firstScreen) resize(d desk) screen {
	m.d = d
	m.list = m.list.with(m.rows())
	m.input.SetWidth(max(10, d.line()-20))
	return m
}

func (m firstScreen) update(msg tea.Msg) turn {
	switch msg := msg.(type) {
	case workspaceMsg:
		return m.made(msg)
	case clicked:
		if m.typing {
			break
		}
		var again bool
		if m.list, again = m.list.click(msg.y-len(m.intro())-1, m.height()); again {
			return m.enter()
		}
	case tea.KeyPressMsg, tea.PasteMsg:
		var cmd tea.Cmd
		m.input, cmd = m.input.Update(msg)
		return stays(m, cmd)
	}
	return stays(m)
}

func (m firstScreen) made(msg workspaceMsg) turn {
	m.making = false
	if msg.err != nil {
		m.failed = msg.err
		m.list = m.list.jump(startElsewhere, m.height())
		return stays(m)
	}
	open := turn{screen: m, move: replace, note: "Workspace made in " + m.d.short(msg.dir) + "."}
	if m.then != "" {
		open.open = newExercise(m.d, m.then)
	} else {
		open.open = newHome(m.d)
	}
	return open
}

func (m firstScreen) enter() turn {
	switch {
	case m.making:
		return stays(m)
	case m.typing:
		return m.make(m.d.long(m.input.Value()))
	}
	switch m.list.at {
	case startHere:
		return m.make(m.d.dir)
	case startElsewhere:
		m.typing = true
		return stays(m, m.input.Focus())
	}
	if m.then != "" {
		return turn{screen: m, move: back}
	}
	return turn{screen: m, move: replace, open: newHome(m.d)}
}

func (m firstScreen) make(dir string) turn {
	m.making, m.failed = true, nil
	m.typing = false
	return stays(m, m.d.do.makeWorkspace(dir))
}

func (m firstScreen) keys() keymap {
	k := m.d.keys
	if m.typing {
		return keymap{typing: true, verbs: []verb{
			does(k.enter, "start there", "make the workspace in this folder", m.enter),
			does(k.back, "back", "leave the folder as it was", func() turn {
				m.typing = false
				return stays(m)
			}),
		}}
	}
	move := func(by int) func() turn {
		return func() turn {
			m.list = m.list.move(by, m.height())
			return stays(m)
		}
	}
	label := "start"
	if m.list.at == lookAround {
		label = "look around"
	}
	verbs := []verb{
		does(k.enter, label, "do what the selected line says", m.enter),
		does(k.up, "move", "up", move(-1)).as("↑↓"), does(k.down, "", "down", move(1)),
	}
	if m.then != "" {
		verbs = append(verbs, m.d.backVerb(m))
	}
	return keymap{verbs: verbs}
}

// intro says what this is.
func (m firstScreen) intro() []string {
	if m.d.pack != "" {
		return m.packIntro()
	}
	if m.then != "" {
		return wrap("An exercise is a file of yours in an ordinary Go module. What you did so far goes into it.", m.d.line())
	}
	if m.d.rows(1) < 14 {
		return wrap("Read a lesson, then mend a handler that a sandbox attacks.", m.d.line())
	}
	return wrap("Read a lesson, answer its questions, then mend a Go handler in your own editor. "+
		"At each save a sandbox attacks it and shows what got in that should not have, "+
		"and what was kept out that should have got in. Nothing leaves this machine.", m.d.line())
}

// packIntro says whose programs the exercises of a course pack are.
func (m firstScreen) packIntro() []string {
	pack := m.d.course.Pack
	rows := wrap("This course is a pack. Its exercises are programs that run on this machine, as you, whenever they are graded.", m.d.line())
	if m.typing {
		return rows // the folder is asked for below
	}
	called := strings.Join(slices.DeleteFunc([]string{pack.Title, string(pack.Version), pack.Licence}, func(s string) bool { return s == "" }), ", ")
	for _, line := range [][2]string{{"pack", called}, {"authors", strings.Join(pack.Authors, ", ")}, {"from", m.d.short(m.d.pack)}} {
		if words := strings.Join(strings.Fields(line[1]), " "); words != "" {
			rows = append(rows, clip(hang(pad(line[0], 9), m.d.look.muted, words, m.d.line()), 2)...)
		}
	}
	return rows
}

func (m firstScreen) height() int { return max(3, m.d.rows(1)-len(m.intro())-1) }

func (m firstScreen) view() page {
	head := "Learn API security by guarding real handlers."
	if m.then != "" {
		head = "An exercise needs a workspace."
	}
	if m.d.pack != "" {
		head = "Make a workspace of this course?"
	}
	if m.failed != nil {
		head = strings.ReplaceAll(sentence(m.failed), m.d.home+"/", "~/")
	}
	rows, at := m.list.view(m.d.look, min(m.d.width, widestText+2), m.height())
	p := page{aside: "first start", head: headline(m.d.size, m.d.look, head)}
	p.body = append(append(indent(m.intro()), ""), rows...)
	room := m.d.rows(len(p.head)) - len(p.body)
	p.cursor = &spot{1, len(m.intro()) + 1 + at}
	switch {
	case m.typing:
		p.body = append(p.body, "", "   "+m.input.View())
		p.status = "The folder is made if it is not there. It must be empty."
	case m.making:
		p.status = "Making the workspace."
	default:
		p.body = append(p.body, m.contents(room)...)
		p.status = m.d.tool.say() + editorNote(m.d.editor)
	}
	return p
}

// contents says in so many rows what the workspace will hold, or at least that
// nothing happens unasked.
func (m firstScreen) contents(room int) []string {
	if m.list.at == lookAround || m.d.pack != "" {
		return nil
	}
	const unasked = "Nothing is written before you press enter."
	rows := wrap("In it: go.mod, a folder for each exercise with its task, your file and its probes, the sandbox that attacks, "+
		"and .gatehouse with the record of what you did. "+unasked, m.d.line()-2)
	if len(rows) >= room {
		rows = []string{unasked}
	}
	return append([]string{""}, indent(indent(indent(paint(m.d.look.muted, rows))))...)
}
