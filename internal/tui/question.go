package tui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"gatehouse/internal/course"
	"gatehouse/internal/progress"
	"gatehouse/internal/quiz"
)

// questionScreen asks the questions of a practice or a review, one by one, and
// says why after each.
type questionScreen struct {
	d       desk
	lesson  *course.Lesson // nil in a review
	only    string         // in place of a practice: the one question to ask, as Study.Practice takes it
	run     int
	loaded  bool
	failed  error
	asked   []quiz.Asked
	marked  []quiz.Marked // the answers so far
	i       int           // the question in sight: an answered one, or the next
	choice  choice
	asking  asking // the choice, laid out
	hint    bool   // was shown for this question
	sending bool   // an answer is being recorded
	scroll  scroll
}

func newPractice(d desk, lesson string) screen {
	return questionScreen{d: d, lesson: d.course.Lesson(lesson), run: d.do.run()}
}

// newQuestion asks one question: lesson/question, as Study.Practice takes it.
func newQuestion(d desk, lesson, question string) screen {
	return questionScreen{d: d, lesson: d.course.Lesson(lesson), only: question, run: d.do.run()}
}

func newReview(d desk) screen { return questionScreen{d: d, run: d.do.run()} }

func (m questionScreen) init() tea.Cmd {
	if m.lesson == nil {
		return m.d.do.review(m.run)
	}
	return m.d.do.practice(m.run, cmp.Or(m.only, m.lesson.ID))
}

func (m questionScreen) resize(d desk) screen {
	before := m.d.course
	m.d = d
	if d.course != before {
		m = m.renewed()
	}
	return m.laid()
}

// renewed asks what was asked as the course holds it now.
func (m questionScreen) renewed() questionScreen {
	if m.lesson != nil {
		m.lesson = m.d.course.Lesson(m.lesson.ID)
	}
	m.asked, m.marked = slices.Clone(m.asked), slices.Clone(m.marked)
	for i, a := range m.asked {
		m.asked[i] = m.d.again(a)
	}
	for i, a := range m.marked {
		m.marked[i] = quiz.Mark(m.d.answered(a.Asked), a.Chosen)
	}
	if m.open() {
		m.choice = m.choice.again(m.asked[m.i])
	}
	return m
}

// laid lays out what is in sight: a question, or the judgement of its answer.
func (m questionScreen) laid() questionScreen {
	lines := []string{}
	switch {
	case m.i < len(m.marked):
		a, width, look := m.marked[m.i], m.d.line(), m.d.look
		lines = append(explain(a, width, look), "", look.accent.Render("The question was"))
		lines = append(lines, asked(a.Asked.Question, width, look)...)
	case m.i < len(m.asked):
		m.asking = m.choice.lay(m.d, m.shownHint())
		lines = m.asking.body
	}
	m.scroll = m.scroll.show(lines, m.d.rows(len(m.head())))
	return m
}

func (m questionScreen) shownHint() string {
	if !m.hint {
		return ""
	}
	return m.choice.asked.Question.Hint
}

func (m questionScreen) update(msg tea.Msg) turn {
	switch msg := msg.(type) {
	case askedMsg:
		if msg.run == m.run {
			m.asked, m.failed, m.loaded = msg.asked, msg.err, true
			return stays(m.show(0))
		}
	case answeredMsg:
		if msg.run == m.run {
			return m.judged(msg)
		}
	case clicked:
		if m.open() {
			return m.clicked(msg)
		}
	case wheeled:
		m.scroll = m.scroll.by(msg.rows)
	}
	return stays(m)
}

// show puts a question in sight, or the judgement of its answer.
func (m questionScreen) show(i int) questionScreen {
	m.i, m.scroll = i, scroll{}
	if m.open() {
		m.choice, m.hint = newChoice(m.asked[i], nil), false
	}
	return m.laid()
}

// open reports whether a question waits for its answer.
func (m questionScreen) open() bool { return m.i >= len(m.marked) && m.i < len(m.asked) }

// judged shows the judgement, also where it could not be recorded.
func (m questionScreen) judged(msg answeredMsg) turn {
	m.sending = false
	m.marked = append(slices.Clip(m.marked), msg.marked)
	m.scroll = scroll{}
	return turn{screen: m.laid(), deaf: afterAnswer, note: sentence(msg.err)}
}

func (m questionScreen) clicked(at clicked) turn {
	i := m.asking.optionAt(m.scroll.top() + at.y)
	switch {
	case i < 0:
		return stays(m)
	case m.choice.all():
		return m.chose(strings.ToLower(letter(i)))
	case i == m.choice.at:
		return m.answer()
	}
	return m.chose(strings.ToLower(letter(i)))
}

func (m questionScreen) chose(letter string) turn {
	m.choice = m.choice.letter(letter)
	return stays(m.followed())
}

// followed keeps the chosen option in sight.
func (m questionScreen) followed() questionScreen {
	m = m.laid()
	if at := m.choice.at; at >= 0 {
		rows := m.asking.options[at]
		m.scroll = m.scroll.reveal(rows.first, rows.last-1)
	}
	return m
}

func (m questionScreen) answer() turn {
	chosen := m.choice.chosen()
	switch {
	case m.sending:
		return stays(m)
	case len(chosen) == 0:
		return says(m, "Choose an option first.")
	}
	m.sending = true
	where := "practice"
	if m.lesson == nil {
		where = "review"
	}
	return stays(m, m.d.do.answer(m.run, m.choice.asked, chosen, m.hint, where))
}

// neighbour looks back at a question that was answered.
func (m questionScreen) neighbour(way int) func() turn {
	return func() turn {
		if i := m.i + way; i >= 0 && i <= len(m.marked) && i < len(m.asked) {
			return stays(m.show(i))
		}
		return says(m, "No answered question further that way.")
	}
}

func (m questionScreen) openHint() turn {
	if m.choice.asked.Question.Hint == "" {
		return says(m, "This question has no hint.")
	}
	m.hint = true
	m = m.laid()
	m.scroll = m.scroll.to(len(m.scroll.lines))
	return stays(m)
}

// after is what follows the last question: the next part of the lesson.
func (m questionScreen) after() progress.Step {
	if m.lesson != nil {
		if step, open := progress.StepOf(m.lesson, m.d.progress.Lessons[m.lesson.ID]); open {
			return step
		}
	}
	return m.d.progress.Next
}

func (m questionScreen) keys() keymap {
	k := m.d.keys
	var verbs []verb
	switch {
	case m.open():
		verbs = m.askingVerbs()
	case m.i < len(m.marked) && m.i+1 < len(m.asked):
		verbs = append(verbs, does(k.enter, fmt.Sprintf("question %d", m.i+2), "", func() turn { return stays(m.show(m.i + 1)) }))
	case m.loaded:
		verbs = append(verbs, m.onVerb())
	}
	if m.i < len(m.marked) && len(m.marked) > 0 {
		moved := func(s scroll) turn { m.scroll = s; return stays(m) }
		verbs = append(verbs, does(k.space, "", "page on", func() turn { return moved(m.scroll.page(1)) }))
		verbs = append(verbs, m.scroll.verbs(k, moved)...)
	}
	if len(m.asked) > 1 {
		verbs = append(verbs,
			does(k.left, "", "the question before", m.neighbour(-1)),
			does(k.right, "", "the next answered question", m.neighbour(1)))
	}
	here := ""
	if lesson := m.about(); lesson != nil {
		here = lesson.ID
		verbs = append(verbs, does(k.lesson, "lesson", "the lesson of this question", func() turn { return opens(m, newLesson(m.d, lesson.ID)) }))
	}
	mine := m.d.mineVerb(m)
	if m.i < len(m.asked) {
		mine = mine.quiet()
	}
	return keymap{verbs: append(verbs, m.d.findVerb(m, here).quiet(), m.d.nextVerb(m).quiet(), mine, m.d.backVerb(m))}
}

func (m questionScreen) askingVerbs() []verb {
	k := m.d.keys
	label := "answer"
	if chosen := m.choice.chosen(); len(chosen) > 0 {
		label = "answer " + letters(chosen)
	}
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
	answer := does(k.enter, label, "answer with what is chosen", m.answer)
	mark := does(k.space, "mark", "mark the option, or take the mark away", func() turn {
		m.choice = m.choice.mark()
		return stays(m.laid())
	})
	verbs := []verb{choose, answer.quiet()} // what does nothing yet does not lead the key line
	if len(m.choice.chosen()) > 0 {
		verbs = []verb{answer, choose}
	}
	if m.choice.all() {
		verbs = append(verbs, mark)
	}
	return append(verbs,
		does(k.hint, "hint", "a hint; it costs little", m.openHint),
		does(k.up, "", "one option up", move(-1)), does(k.down, "", "one option down", move(1)),
		does(k.pageUp, "", "a page up", scrolled(-1)), does(k.pageDown, "", "a page down", scrolled(1)),
		does(k.top, "", "the first option", move(-9)), does(k.bottom, "", "the last option", move(9)))
}

// onVerb is enter after the last question.
func (m questionScreen) onVerb() verb {
	step := m.after()
	label := stepName(step)
	if m.lesson == nil {
		label = "next: " + label
	}
	if step.Kind == progress.Done || step.Kind == progress.Review && m.lesson == nil {
		return does(m.d.keys.enter, "done", "", m.d.backVerb(m).act)
	}
	return does(m.d.keys.enter, label, "on to: "+step.Reason, func() turn {
		return turn{screen: m, move: goOn, open: m.d.open(step)}
	})
}

// about is the lesson of the question in sight.
func (m questionScreen) about() *course.Lesson {
	if m.lesson == nil && m.i < len(m.asked) {
		return m.d.course.Lesson(m.asked[m.i].Lesson)
	}
	return m.lesson
}
