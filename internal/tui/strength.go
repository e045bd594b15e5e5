package tui

import (
	"cmp"
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"gatehouse/internal/course"
	"gatehouse/internal/progress"
	"gatehouse/internal/text"
)

// strengthScreen is the learner's progress, the weakest topic first.
type strengthScreen struct {
	d       desk
	lessons []*course.Lesson
	list    list
}

func newStrength(d desk) screen { return strengthScreen{d: d}.laid() }

// laid sorts and draws the topics. The selection stays on its lesson.
func (m strengthScreen) laid() strengthScreen {
	selected := m.selected()
	m.lessons = slices.Clone(m.d.course.Lessons())
	slices.SortStableFunc(m.lessons, func(a, b *course.Lesson) int {
		return cmp.Compare(m.rank(a), m.rank(b))
	})
	m.list = m.list.with(m.rows())
	for i, lesson := range m.lessons {
		if selected != nil && lesson.ID == selected.ID {
			m.list.at = i
		}
	}
	return m
}

// rank puts what was begun first, the weakest first of it.
func (m strengthScreen) rank(lesson *course.Lesson) float64 {
	state := m.d.progress.Lessons[lesson.ID]
	if !state.Begun {
		return 2
	}
	return state.Strength
}

func (m strengthScreen) selected() *course.Lesson {
	if m.list.at < len(m.lessons) {
		return m.lessons[m.list.at]
	}
	return nil
}

func (m strengthScreen) rows() []listRow {
	l := m.d.look
	width := min(m.d.width, widestText+2) - 4
	var rows []listRow
	for _, lesson := range m.lessons {
		state := m.d.progress.Lessons[lesson.ID]
		practice, exam := l.ticked(false), l.ticked(false)
		if state.Practice.Asked > 0 {
			practice = fmt.Sprintf("%d of %d", state.Practice.Right, state.Practice.Asked)
		}
		if state.Exam.Taken > 0 {
			exam = fmt.Sprintf("%d of %d", state.Exam.Best, state.Exam.Of)
		}
		figures := figure(state.Strength) + " "
		if width >= 74 {
			figures += l.bar(state.Strength) + "  "
		}
		figures += pad(l.ticked(state.Read), 7) + pad(practice, 9) + pad(m.d.work(lesson), 9) + pad(exam, 7)
		rows = append(rows, listRow{text: pad(text.Safe(lesson.Title), width-plainWidth(figures)-1) + " " + figures})
	}
	return rows
}

func (m strengthScreen) init() tea.Cmd { return nil }

func (m strengthScreen) resize(d desk) screen {
	m.d = d
	return m.laid()
}

func (m strengthScreen) update(msg tea.Msg) turn {
	switch msg := msg.(type) {
	case clicked:
		var again bool
		if m.list, again = m.list.click(msg.y-1, m.height()); again {
			return m.enter()
		}
	case wheeled:
		m.list = m.list.move(msg.rows, m.height())
	}
	return stays(m)
}

// mixedUp are the beliefs that answers gave away, most often first.
func (m strengthScreen) mixedUp() []string {
	l := m.d.look
	var rows []string
	for _, mixed := range m.d.progress.MixedUp {
		since := ""
		if mixed.RightSince {
			since = " (right since)"
		}
		rows = append(rows, hang(fmt.Sprintf(" %d×  ", mixed.Count), l.muted, mixed.Belief+since, m.d.line())...)
	}
	if len(rows) == 0 {
		return nil
	}
	rows = more(l, rows, max(2, m.room()/3))
	return append([]string{"", " " + l.accent.Render("What you mixed up, most often first")}, rows...)
}

// room is how many rows stand below the headline.
func (m strengthScreen) room() int { return m.d.rows(len(m.headRows())) }

// height is that of the list of topics, below its title.
func (m strengthScreen) height() int { return max(2, m.room()-1-len(m.mixedUp())) }

func (m strengthScreen) headRows() []string { return headline(m.d.size, m.d.look, m.head()) }

func (m strengthScreen) enter() turn {
	if lesson := m.selected(); lesson != nil {
		return opens(m, newLesson(m.d, lesson.ID))
	}
	return stays(m)
}

func (m strengthScreen) keys() keymap {
	k := m.d.keys
	move := func(by int) func() turn {
		return func() turn {
			m.list = m.list.move(by, m.height())
			return stays(m)
		}
	}
	verbs := []verb{does(k.enter, "lesson", "the selected lesson", m.enter)}
	if lesson := m.selected(); lesson != nil {
		verbs = append(verbs, m.d.lessonVerbs(m, lesson)...)
	}
	return keymap{verbs: append(verbs,
		does(k.lesson, "", "the selected lesson", m.enter),
		does(k.task, "how it is reckoned", "how strength is reckoned", func() turn { return opens(m, m.rule()) }).quiet(),
		does(k.up, "", "up", move(-1)), does(k.down, "", "down", move(1)),
		does(k.pageUp, "", "a page up", move(-m.height())), does(k.pageDown, "", "a page down", move(m.height())),
		does(k.top, "", "the weakest", move(-len(m.lessons))), does(k.bottom, "", "the strongest", move(len(m.lessons))),
		m.d.findVerb(m, "").quiet(), m.d.nextVerb(m), m.d.backVerb(m))}
}

// rule says how strength is reckoned.
func (m strengthScreen) rule() screen {
	return newReading(m.d, reading{
		place: "progress · strength",
		head:  func(s size, l look) []string { return headline(s, l, "How strength is reckoned, from 0 to 1") },
		lay:   func(width int, _ look) []string { return wrap(progress.StrengthRule, width) },
	})
}

func (m strengthScreen) view() page {
	p := page{place: "progress", head: m.headRows(), status: "t tells how strength is reckoned."}
	if !m.d.progress.Since.IsZero() {
		p.aside = "since " + day(m.d.progress.Since)
		if due := len(m.d.progress.Due); due > 0 {
			p.aside += fmt.Sprintf(" · %d due", due)
		}
	}
	rows, at := m.list.view(m.d.look, min(m.d.width, widestText+2), m.height())
	p.cursor = &spot{1, at + 1}
	width := min(m.d.width, widestText+2)
	title := pad(" How strong", width-33) + "lesson practice exercise exam"
	p.body = append([]string{m.d.look.accent.Render(title)}, rows...)
	p.body = append(p.body, m.mixedUp()...)
	return p
}

func (m strengthScreen) head() string {
	p := m.d.progress
	if p.Events == 0 {
		return "Nothing recorded yet. n starts."
	}
	read, right, asked, done := 0, 0, 0, 0
	for _, state := range p.Lessons {
		read += count(state.Read)
		right += state.Practice.Right
		asked += state.Practice.Asked
		for _, e := range state.Exercises {
			done += count(e.Done)
		}
	}
	return fmt.Sprintf("%d of %s · %d of %s · %d of %s right",
		read, many(len(p.Lessons), "lesson"), done, many(len(m.d.course.Exercises()), "exercise"), right, many(asked, "answer"))
}
