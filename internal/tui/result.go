package tui

import (
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"gatehouse/internal/course"
	"gatehouse/internal/quiz"
	"gatehouse/internal/text"
)

// resultScreen is an exam that was handed in.
type resultScreen struct {
	d      desk
	lesson string // its id; empty for the exam over all lessons read
	result quiz.Result
	misses []int   // indices of the answers that were wrong
	before float64 // the strength before the exam
	at     time.Time
	list   list
}

func newResult(d desk, lesson string, r quiz.Result, before float64) screen {
	m := resultScreen{d: d, lesson: lesson, result: r, before: before, at: d.do.now()}
	for i, a := range r.Answers {
		if !a.Right {
			m.misses = append(m.misses, i)
		}
	}
	m.list = newList(m.rows())
	return m
}

func (m resultScreen) init() tea.Cmd { return nil }

func (m resultScreen) resize(d desk) screen {
	m.d = d
	m.list = m.list.with(m.rows())
	return m
}

// rows are the misses, as a list.
func (m resultScreen) rows() []listRow {
	var rows []listRow
	for _, i := range m.misses {
		q := m.result.Answers[i].Asked.Question
		question := strings.Join(strings.Fields(text.Safe(q.Text)), " ")
		row := fmt.Sprintf("%s %2d %-7s %s", m.d.look.bad.Render(m.d.look.signs.bad), i+1, q.Difficulty, question)
		rows = append(rows, listRow{text: cut(row, m.d.line()-4)})
	}
	return rows
}

func (m resultScreen) update(msg tea.Msg) turn {
	switch msg := msg.(type) {
	case wheeled:
		m.list = m.list.move(msg.rows, m.height())
	case clicked:
		var again bool
		if m.list, again = m.list.click(msg.y-len(m.above()), m.height()); again {
			return m.explain()
		}
	}
	return stays(m)
}

// above is what stands over the list of misses.
func (m resultScreen) above() []string {
	rows := []string{}
	for _, level := range m.result.Levels {
		signs := ""
		for _, a := range m.result.Answers {
			if a.Asked.Question.Difficulty == level.Difficulty {
				signs += " " + m.sign(a.Right)
			}
		}
		row := fmt.Sprintf(" %-8s %d of %d  %s", level.Difficulty, level.Right, level.Of, signs)
		rows = append(rows, pad(row, 32)+level.Strength)
	}
	if len(m.misses) > 0 {
		rows = append(rows, "", " "+m.d.look.accent.Render("To look at again"))
	}
	return rows
}

func (m resultScreen) sign(right bool) string {
	if right {
		return m.d.look.good.Render(m.d.look.signs.good)
	}
	return m.d.look.bad.Render(m.d.look.signs.bad)
}

func (m resultScreen) height() int { return max(1, m.d.rows(1)-len(m.above())) }

func (m resultScreen) explain() turn {
	if len(m.misses) == 0 {
		return stays(m)
	}
	return opens(m, m.explanation(m.list.at))
}

// explanation says of one miss why it was wrong; its neighbours are one key
// away.
func (m resultScreen) explanation(miss int) screen {
	i := m.misses[miss]
	answer := m.result.Answers[i]
	neighbour := func(from reading, to int) func() turn {
		return func() turn {
			if to < 0 || to >= len(m.misses) {
				return says(from, "No miss further that way.")
			}
			return turn{screen: from, move: replace, open: m.explanation(to)}
		}
	}
	return newReading(m.d, reading{
		place: m.place(), aside: fmt.Sprintf("question %d of %d", i+1, m.result.Of),
		status: fmt.Sprintf("Miss %d of %d.", miss+1, len(m.misses)),
		head:   func(s size, l look) []string { return judged(s, l, answer) },
		lay: func(width int, look look) []string {
			return append(append(asked(answer.Asked.Question, width, look), ""), explain(answer, width, look)...)
		},
		extra: func(from reading) []verb {
			return []verb{
				does(m.d.keys.enter, "result", "back to the result", func() turn { return goBack(from) }),
				does(m.d.keys.left, "miss", "the miss before", neighbour(from, miss-1)).as("←→"),
				does(m.d.keys.right, "", "the next miss", neighbour(from, miss+1)),
				m.d.findVerb(from, answer.Asked.Lesson).quiet(),
			}
		},
	})
}

func (m resultScreen) place() string { return text.Safe(examOf(m.d.course, m.lesson)) + " · exam" }

// about is the lesson to read again: the exam's, or the selected miss's.
func (m resultScreen) about() *course.Lesson {
	if m.lesson == "" && len(m.misses) > 0 {
		return m.d.course.Lesson(m.result.Answers[m.misses[m.list.at]].Asked.Lesson)
	}
	return m.d.course.Lesson(m.lesson)
}

func (m resultScreen) keys() keymap {
	k := m.d.keys
	move := func(by int) func() turn {
		return func() turn {
			m.list = m.list.move(by, m.height())
			return stays(m)
		}
	}
	var verbs []verb
	if len(m.misses) > 0 {
		verbs = append(verbs, does(k.enter, "explain", "why the selected answer is wrong", m.explain))
	}
	verbs = append(verbs, m.d.nextVerb(m),
		does(k.exam, "another exam", "another exam, freshly drawn", func() turn {
			return turn{screen: m, move: replace, open: newExam(m.d, m.lesson)}
		}))
	if lesson := m.about(); lesson != nil {
		verbs = append(verbs, does(k.lesson, "lesson", "read the lesson again", func() turn { return opens(m, newLesson(m.d, lesson.ID)) }))
		verbs = append(verbs, without(quietly(m.d.lessonVerbs(m, lesson)), "x")...)
	}
	return keymap{verbs: append(verbs,
		does(k.up, "", "up", move(-1)), does(k.down, "", "down", move(1)),
		does(k.pageUp, "", "a page up", move(-m.height())), does(k.pageDown, "", "a page down", move(m.height())),
		does(k.top, "", "the first", move(-len(m.misses))), does(k.bottom, "", "the last", move(len(m.misses))),
		m.d.findVerb(m, m.lesson).quiet(), m.d.mineVerb(m), m.d.backVerb(m))}
}

// short says why an exam with enough right answers is not passed.
func (m resultScreen) short() string {
	if m.result.Right < quiz.PassMark(m.result.Of) {
		return fmt.Sprintf(", %d pass", quiz.PassMark(m.result.Of))
	}
	return ", but more than one easy one missed"
}

func (m resultScreen) view() page {
	p := page{place: m.place(), aside: day(m.at), body: m.above(), status: m.status()}
	words := fmt.Sprintf("%d of %d", m.result.Right, m.result.Of)
	if m.result.Passed {
		p.head = verdictLine(m.d.size, m.d.look.good, m.d.look.signs.good, "passed: "+words)
	} else {
		p.head = verdictLine(m.d.size, m.d.look.bad, m.d.look.signs.bad, "not yet: "+words+m.short())
	}
	if len(m.misses) > 0 {
		rows, at := m.list.view(m.d.look, min(m.d.width, widestText+2), m.height())
		p.cursor = &spot{1, len(p.body) + at}
		p.body = append(p.body, rows...)
	}
	return p
}

func (m resultScreen) status() string {
	s := ""
	switch len(m.misses) {
	case 0:
	case 1:
		s = "It comes again tomorrow. "
	case 2:
		s = "Both come again tomorrow. "
	default:
		s = fmt.Sprintf("All %d come again tomorrow. ", len(m.misses))
	}
	if m.d.course.Lesson(m.lesson) != nil {
		s += fmt.Sprintf("Strength %s → %s. ", figure(m.before), figure(m.d.progress.Lessons[m.lesson].Strength))
	}
	if !m.result.Passed {
		s += "l reads the lesson again."
	}
	return s
}
