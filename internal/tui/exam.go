package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"gatehouse/internal/quiz"
	"gatehouse/internal/study"
	"gatehouse/internal/text"
)

// examScreen asks the questions of an exam. An answer can be changed until the
// exam is handed in; who leaves finds it where it was.
type examScreen struct {
	d        desk
	lesson   string // its id; empty for the exam over all lessons read
	run      int
	exam     *study.Exam
	failed   error
	picks    [][]int // what is chosen, by question
	i        int
	choice   choice
	asking   asking // the choice, laid out
	over     bool   // the overview is in sight, not a question
	list     list
	sending  bool
	strength float64 // before the exam
	scroll   scroll
}

func newExam(d desk, lesson string) screen {
	return examScreen{d: d, lesson: lesson, run: d.do.run(), strength: d.progress.Lessons[lesson].Strength}
}

func (m examScreen) init() tea.Cmd { return m.d.do.exam(m.run, m.lesson) }

func (m examScreen) resize(d desk) screen {
	before := m.d.course
	m.d = d
	if d.course != before && m.exam != nil {
		m = m.renewed()
	}
	return m.laid()
}

// renewed asks what was asked as the course holds it now.
func (m examScreen) renewed() examScreen {
	exam := *m.exam
	exam.Asked = slices.Clone(exam.Asked)
	for i, a := range exam.Asked {
		exam.Asked[i] = m.d.answered(a)
	}
	m.exam = &exam
	if m.asks() {
		m.choice = m.choice.again(exam.Asked[m.i])
	}
	return m
}

func (m examScreen) laid() examScreen {
	if m.asks() {
		m.asking = m.choice.lay(m.d, "")
		m.scroll = m.scroll.show(m.asking.body, m.d.rows(len(m.asking.head)))
	}
	m.list = m.list.with(m.overviewRows())
	return m
}

// asks reports whether a question is in sight.
func (m examScreen) asks() bool { return m.exam != nil && !m.over && len(m.exam.Asked) > 0 }

func (m examScreen) update(msg tea.Msg) turn {
	switch msg := msg.(type) {
	case examMsg:
		if msg.run == m.run {
			return stays(m.begun(msg))
		}
	case choseMsg:
		if msg.run == m.run && msg.err != nil {
			return says(m, sentence(msg.err))
		}
	case handedInMsg:
		if msg.run == m.run {
			return m.handed(msg)
		}
	case clicked:
		return m.clicked(msg)
	case wheeled:
		if m.over {
			m.list = m.list.move(msg.rows, m.d.rows(1))
		} else {
			m.scroll = m.scroll.by(msg.rows)
		}
	}
	return stays(m)
}

// begun shows the first question without an answer.
func (m examScreen) begun(msg examMsg) examScreen {
	if msg.err != nil || msg.exam == nil {
		m.failed = msg.err
		return m
	}
	m.exam = msg.exam
	m.picks = make([][]int, len(msg.exam.Asked))
	copy(m.picks, msg.exam.Chosen)
	m.list = newList(m.overviewRows())
	for i, pick := range m.picks {
		if len(pick) == 0 {
			return m.show(i)
		}
	}
	return m.overview()
}

func (m examScreen) show(i int) examScreen {
	m.i, m.over, m.scroll = i, false, scroll{}
	m.choice = newChoice(m.exam.Asked[i], m.picks[i])
	return m.laid()
}

// overview shows all answers; the selection stands on the first that is
// missing, else on handing in.
func (m examScreen) overview() examScreen {
	m.over = true
	m = m.laid()
	m.list = m.list.jump(len(m.picks), m.d.rows(1))
	for i, pick := range m.picks {
		if len(pick) == 0 {
			m.list = m.list.jump(i, m.d.rows(1))
			break
		}
	}
	return m
}

func (m examScreen) handed(msg handedInMsg) turn {
	m.sending = false
	if msg.err != nil {
		return says(m, sentence(msg.err))
	}
	return turn{screen: m, move: replace, open: newResult(m.d, m.lesson, msg.result, m.strength), deaf: afterAnswer}
}

func (m examScreen) clicked(at clicked) turn {
	switch {
	case m.over:
		var again bool
		if m.list, again = m.list.click(at.y, m.d.rows(1)); again {
			return m.enterOverview()
		}
	case m.asks():
		i := m.asking.optionAt(m.scroll.top() + at.y)
		if i >= 0 && i == m.choice.at && !m.choice.all() {
			return m.keep()
		}
		if i >= 0 {
			return m.chose(strings.ToLower(letter(i)))
		}
	}
	return stays(m)
}

func (m examScreen) chose(letter string) turn {
	m.choice = m.choice.letter(letter)
	return stays(m.followed())
}

func (m examScreen) followed() examScreen {
	m = m.laid()
	if at := m.choice.at; at >= 0 {
		rows := m.asking.options[at]
		m.scroll = m.scroll.reveal(rows.first, rows.last-1)
	}
	return m
}

// keep keeps the answer and goes on to the next question.
func (m examScreen) keep() turn {
	chosen := m.choice.chosen()
	if len(chosen) == 0 {
		return says(m, "Choose an option first. → goes on without.")
	}
	m, cmd := m.kept()
	if m.i+1 < len(m.picks) {
		return stays(m.show(m.i+1), cmd)
	}
	return stays(m.overview(), cmd)
}

// kept takes what is chosen here for the answer.
func (m examScreen) kept() (examScreen, tea.Cmd) {
	chosen := m.choice.chosen()
	if len(chosen) == 0 || slices.Equal(chosen, m.picks[m.i]) {
		return m, nil
	}
	m.picks = slices.Clone(m.picks)
	m.picks[m.i] = chosen
	return m, m.d.do.choose(m.run, m.exam, m.i, chosen)
}

func (m examScreen) neighbour(way int) func() turn {
	return func() turn {
		m, cmd := m.kept()
		switch i := m.i + way; {
		case i < 0:
			return turn{screen: m, cmd: cmd, note: "This is the first question."}
		case i >= len(m.picks):
			return stays(m.overview(), cmd)
		default:
			return stays(m.show(i), cmd)
		}
	}
}

func (m examScreen) handIn() turn {
	if m.sending {
		return stays(m)
	}
	m.sending = true
	return stays(m, m.d.do.handIn(m.run, m.exam))
}

func (m examScreen) enterOverview() turn {
	if m.list.at == len(m.picks) {
		return m.handIn()
	}
	return stays(m.show(m.list.at))
}

func (m examScreen) overviewRows() []listRow {
	var rows []listRow
	for i, pick := range m.picks {
		answer := "-"
		if len(pick) > 0 {
			answer = letters(pick)
		}
		question := strings.Join(strings.Fields(text.Safe(m.exam.Asked[i].Question.Text)), " ")
		rows = append(rows, listRow{text: cut(fmt.Sprintf("%2d  %-7s %s", i+1, answer, question), m.d.line()-4)})
	}
	return append(rows, listRow{text: "Hand in: " + m.answered()})
}

func (m examScreen) answered() string {
	n := 0
	for _, pick := range m.picks {
		n += count(len(pick) > 0)
	}
	return fmt.Sprintf("%d of %d answered", n, len(m.picks))
}

func (m examScreen) keys() keymap {
	switch {
	case m.asks():
		return m.askingKeys()
	case m.over:
		return m.overviewKeys()
	default:
		return keymap{verbs: []verb{m.d.backVerb(m)}}
	}
}

func (m examScreen) askingKeys() keymap {
	k := m.d.keys
	move := func(by int) func() turn {
		return func() turn {
			m.choice = m.choice.move(by)
			return stays(m.followed())
		}
	}
	scrolled := func(pages int) func() turn {
		return func() turn { m.scroll = m.scroll.page(pages); return stays(m) }
	}
	choose := does(k.choose, "choose", "choose that option", nil).as("a–" + m.choice.lastLetter())
	choose.pressed = m.chose
	keep := does(k.enter, "keep "+letters(m.choice.chosen()), "keep this answer", m.keep)
	verbs := []verb{choose, keep.quiet()}
	if len(m.choice.chosen()) > 0 {
		verbs = []verb{keep, choose}
	}
	if m.choice.all() {
		verbs = append(verbs, does(k.space, "mark", "mark the option, or take the mark away", func() turn {
			m.choice = m.choice.mark()
			return stays(m.laid())
		}))
	}
	return keymap{verbs: append(verbs,
		does(k.left, "question", "the question before", m.neighbour(-1)).as("←→"),
		does(k.right, "", "the next question", m.neighbour(1)),
		does(k.next, "hand in", "look over the answers and hand in", func() turn {
			m, cmd := m.kept()
			return stays(m.overview(), cmd)
		}),
		does(k.up, "", "one option up", move(-1)), does(k.down, "", "one option down", move(1)),
		does(k.pageUp, "", "a page up", scrolled(-1)), does(k.pageDown, "", "a page down", scrolled(1)),
		does(k.top, "", "the first option", move(-9)), does(k.bottom, "", "the last option", move(9)),
		m.leaveVerb())}
}

func (m examScreen) overviewKeys() keymap {
	k := m.d.keys
	move := func(by int) func() turn {
		return func() turn {
			m.list = m.list.move(by, m.d.rows(1))
			return stays(m)
		}
	}
	label := "question " + number(m.list.at+1)
	if m.list.at == len(m.picks) {
		label = "hand in"
	}
	return keymap{verbs: []verb{
		does(k.enter, label, "", m.enterOverview),
		does(k.up, "move", "up", move(-1)).as("↑↓"), does(k.down, "", "down", move(1)),
		does(k.left, "", "the last question", func() turn { return stays(m.show(len(m.picks) - 1)) }),
		does(k.top, "", "the first", move(-len(m.picks))), does(k.bottom, "", "the last", move(len(m.picks))),
		m.leaveVerb(),
	}}
}

// leaveVerb is esc: the answers stay.
func (m examScreen) leaveVerb() verb {
	v := m.d.backVerb(m)
	v.long = "leave; the answers stay, and the exam goes on where it was"
	return v
}

func (m examScreen) head() []string {
	switch {
	case m.failed != nil:
		return headline(m.d.size, m.d.look, sentence(m.failed))
	case m.exam == nil:
		return headline(m.d.size, m.d.look, "Drawing questions.")
	case m.over:
		return headline(m.d.size, m.d.look, "Hand in? "+m.answered()+".")
	case !m.asks():
		return headline(m.d.size, m.d.look, "There are no questions for an exam.")
	}
	return m.asking.head
}

func (m examScreen) view() page {
	p := page{place: text.Safe(examOf(m.d.course, m.lesson)) + " · exam", head: m.head()}
	switch {
	case m.over:
		rows, at := m.list.view(m.d.look, min(m.d.width, widestText+2), m.d.rows(1))
		p.body, p.cursor = rows, &spot{1, at}
		p.aside = number(len(m.picks)) + " questions"
		p.status = fmt.Sprintf("To pass: %d of %d right, at most one easy one missed.", quiz.PassMark(len(m.picks)), len(m.picks))
	case m.asks():
		p.aside = fmt.Sprintf("question %d of %d", m.i+1, len(m.picks))
		p.body = indent(m.scroll.rowsCut(m.d.look))
		p.status = "Answered: " + m.answeredNumbers() + " · No hints. Answers can be changed until you hand in."
		if m.choice.at >= 0 {
			p.cursor = &spot{1, m.asking.options[m.choice.at].first - m.scroll.top()}
		}
	}
	return p
}

func (m examScreen) answeredNumbers() string {
	var numbers []string
	for i, pick := range m.picks {
		if len(pick) > 0 {
			numbers = append(numbers, number(i+1))
		}
	}
	if len(numbers) == 0 {
		return "none"
	}
	return strings.Join(numbers, " ")
}
