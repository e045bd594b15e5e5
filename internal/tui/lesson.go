package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"gatehouse/internal/course"
	"gatehouse/internal/progress"
	"gatehouse/internal/text"
)

// contentsWidth is that of the list of sections, in a window wide enough for
// it beside the text.
const contentsWidth = 32

// lessonScreen is a lesson's text.
type lessonScreen struct {
	d      desk
	lesson *course.Lesson
	text   lessonText
	lay    laidOut
	scroll scroll
	hit    hit
	done   bool // its last row was on screen
}

func newLesson(d desk, id string) screen { return newLessonAt(d, id, hit{}) }

// newLessonAt opens a lesson where something was found.
func newLessonAt(d desk, id string, h hit) screen {
	lesson := d.course.Lesson(id)
	m := lessonScreen{d: d, lesson: lesson, text: splitLesson(lesson), hit: h}.laid(d)
	m.scroll = h.show(m.scroll, m.lay, d.rows(1))
	return m
}

func (m lessonScreen) init() tea.Cmd { return m.reached().cmd }

func (m lessonScreen) resize(d desk) screen { return m.laid(d) }

func (m lessonScreen) laid(d desk) lessonScreen {
	before := m.d
	m.d = d
	if now := d.course.Lesson(m.lesson.ID); now != m.lesson {
		m.lesson, m.text = now, splitLesson(now)
		m.lay = m.layOut()
		m.scroll = m.scroll.renew(m.lay.lines, d.rows(1))
		return m
	}
	if m.lay.lines == nil || before.width != d.width || before.terminal != d.terminal {
		m.lay = m.layOut()
	}
	m.scroll = m.scroll.show(m.lay.lines, d.rows(1))
	return m
}

// layOut lays out the text for this window, the words that were looked for
// being marked.
func (m lessonScreen) layOut() laidOut {
	out := m.text.lay(m.d.line(), m.beside(), m.d.look)
	out.lines, out.hits = m.hit.mark(out.lines, m.d.look.found)
	return out
}

// beside is the room that two blocks of code have side by side; 0 where they
// stand one above the other.
func (m lessonScreen) beside() int {
	switch {
	case m.d.width < sideBySide:
		return 0
	case m.contents():
		return m.d.width - contentsWidth - 3
	default:
		return m.d.width - 2
	}
}

func (m lessonScreen) update(msg tea.Msg) turn {
	switch msg := msg.(type) {
	case wheeled:
		m.scroll = m.scroll.by(msg.rows)
		return m.reached()
	case clicked:
		if m.contents() && msg.x < contentsWidth && msg.y < len(m.lay.sections) {
			m.scroll = m.scroll.to(m.lay.sections[msg.y])
			return m.reached()
		}
	case readMsg:
		if msg.lesson == m.lesson.ID && msg.err != nil {
			return says(m, sentence(msg.err))
		}
	}
	return stays(m)
}

// reached marks the lesson read once its last row is on screen.
func (m lessonScreen) reached() turn {
	if !m.scroll.end() || m.done || m.d.height == 0 {
		return stays(m)
	}
	m.done = true
	if m.d.progress.Lessons[m.lesson.ID].Read {
		return stays(m)
	}
	return stays(m, m.d.do.markRead(m.lesson.ID))
}

func (m lessonScreen) read() bool { return m.done || m.d.progress.Lessons[m.lesson.ID].Read }

func (m lessonScreen) contents() bool { return m.d.width >= contentsWidth+widestText+4 }

func (m lessonScreen) moved(s scroll) turn {
	m.scroll = s
	return m.reached()
}

func (m lessonScreen) pageOn() turn { return m.moved(m.scroll.page(1)) }

// after is what enter goes on to once the lesson is read: the next part of it.
func (m lessonScreen) after() progress.Step {
	state := m.d.progress.Lessons[m.lesson.ID]
	state.Read = true
	if step, open := progress.StepOf(m.lesson, state); open {
		return step
	}
	return m.d.progress.Next
}

func (m lessonScreen) goOn() turn {
	if to := m.d.open(m.after()); to != nil {
		return opens(m, to)
	}
	return says(m, "Nothing is left to do, and nothing is due.")
}

// neighbour opens the lesson before or after.
func (m lessonScreen) neighbour(way int) func() turn {
	return func() turn {
		lessons := m.d.course.Lessons()
		for i, l := range lessons {
			if l.ID != m.lesson.ID {
				continue
			}
			if to := i + way; to >= 0 && to < len(lessons) {
				return turn{screen: m, move: replace, open: newLesson(m.d, lessons[to].ID)}
			}
		}
		return says(m, "There is no lesson further that way.")
	}
}

// copyCode copies the first block of code in sight.
func (m lessonScreen) copyCode() turn {
	from := at(m.lay.chunks, m.scroll.top())
	for i := from; i < len(m.text.chunks) && m.lay.chunks[i] < m.scroll.top()+m.d.rows(1); i++ {
		if blocks := m.text.chunks[i].Blocks; len(blocks) > 0 {
			code := blocks[len(blocks)-1] // of two the one that is right
			return stays(m, m.d.do.copyText("Sent to the clipboard: "+many(len(splitRows(code.Text)), "line")+" of code.", code.Text))
		}
	}
	return says(m, "No code is in sight.")
}

func (m lessonScreen) keys() keymap {
	k := m.d.keys
	on := does(k.space, "page on", "", m.pageOn)
	verbs := []verb{on, does(k.enter, "", "page on", m.pageOn)}
	if m.read() {
		step := m.after()
		label := stepName(step)
		if step.Kind == progress.Done {
			label = "done"
		}
		verbs = []verb{does(k.enter, label, "on to the "+label, m.goOn), on}
	}
	verbs = append(verbs,
		does(k.left, "lesson", "the lesson before", m.neighbour(-1)).as("←→"),
		does(k.right, "", "the next lesson", m.neighbour(1)),
		does(k.copy, "copy code", "copy the code in sight", m.copyCode),
		m.findVerb(), m.d.nextVerb(m))
	verbs = append(verbs, m.scroll.verbs(k, m.moved)...)
	verbs = append(verbs, m.d.lessonVerbs(m, m.lesson)...)
	return keymap{verbs: append(verbs, m.d.mineVerb(m), m.d.backVerb(m))}
}

// findVerb shows the contents, or what else was found.
func (m lessonScreen) findVerb() verb {
	if m.hit.finder == 0 {
		return does(m.d.keys.find, "contents", "the contents; find something", func() turn {
			return opens(m, newFind(m.d, m.lesson.ID, at(m.lay.sections, m.scroll.top())))
		})
	}
	return does(m.d.keys.find, "next found", "what was found next", func() turn {
		next := nextHitMsg{m.hit.finder}
		return turn{screen: m, move: back, cmd: func() tea.Msg { return next }}
	})
}

func (m lessonScreen) view() page {
	look, top := m.d.look, m.scroll.top()
	section := at(m.lay.sections, top)
	p := page{
		place:  text.Safe(m.lesson.Title) + " · lesson",
		aside:  fmt.Sprintf("%d %%", m.scroll.percent()),
		head:   paint(look.bold, []string{cut(text.Safe(m.text.sections[section].Title), m.d.line())}),
		body:   indent(m.scroll.rows()),
		status: fmt.Sprintf("Section %d of %d.", section+1, len(m.text.sections)),
	}
	if m.read() {
		p.status += " Read."
	}
	if len(m.hit.words) > 0 {
		p.status += " Underlined: " + strings.Join(m.hit.words, " ") + "."
	}
	if m.contents() {
		p.body = beside(look, m.contentsRows(section), contentsWidth, m.scroll.rows(), m.d.rows(1))
	}
	return p
}

func (m lessonScreen) contentsRows(section int) []string {
	var rows []string
	for i, s := range m.text.sections {
		sign, style := " ", m.d.look.muted
		if i == section {
			sign, style = m.d.look.signs.here, m.d.look.text
		}
		rows = append(rows, " "+sign+" "+style.Render(cut(deeper(s.Level)+text.Safe(s.Title), contentsWidth-5)))
	}
	return more(m.d.look, rows, m.d.rows(1))
}

// deeper indents the title of a section that is a part of another.
func deeper(level int) string { return strings.Repeat("  ", max(0, level-2)) }
