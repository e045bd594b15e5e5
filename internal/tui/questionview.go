package tui

import (
	"fmt"

	"gatehouse/internal/quiz"
	"gatehouse/internal/text"
)

func (m questionScreen) head() []string {
	switch {
	case m.i < len(m.marked):
		return judged(m.d.size, m.d.look, m.marked[m.i])
	case m.open():
		return m.asking.head
	case m.failed != nil:
		return headline(m.d.size, m.d.look, sentence(m.failed))
	case !m.loaded:
		return headline(m.d.size, m.d.look, "Drawing questions.")
	case m.lesson == nil:
		return headline(m.d.size, m.d.look, "Nothing is due."+m.later())
	default:
		return headline(m.d.size, m.d.look, "This lesson has no questions.")
	}
}

// later says what comes again when: on the first day, and within a week.
func (m questionScreen) later() string {
	if len(m.d.progress.DueLater) == 0 {
		return ""
	}
	soon, week := m.d.progress.DueLater[0], 0
	for _, later := range m.d.progress.DueLater {
		if later.Day.Before(m.d.do.now().AddDate(0, 0, 7)) {
			week += later.Count
		}
	}
	verb, also := "come", ""
	if soon.Count == 1 {
		verb = "comes"
	}
	if week > soon.Count {
		also = fmt.Sprintf(", %d within a week", week)
	}
	return fmt.Sprintf(" %s %s %s%s.", many(soon.Count, "question"), verb, when(soon.Day, m.d.do.now()), also)
}

func (m questionScreen) view() page {
	p := page{place: "review", head: m.head(), body: indent(m.scroll.rowsCut(m.d.look)), status: m.status()}
	if m.lesson != nil {
		p.place = text.Safe(m.lesson.Title) + " · practice"
	}
	if m.i >= len(m.asked) {
		if m.lesson == nil {
			p.aside = "0 due"
		}
		return p
	}
	p.aside = fmt.Sprintf("question %d of %d · %s", m.i+1, len(m.asked), m.asked[m.i].Question.Difficulty)
	if m.lesson == nil {
		p.aside = fmt.Sprintf("%d of %d due", m.i+1, len(m.asked))
	}
	if m.open() && m.choice.at >= 0 {
		p.cursor = &spot{1, m.asking.options[m.choice.at].first - m.scroll.top()}
	}
	return p
}

func (m questionScreen) status() string {
	switch {
	case m.i < len(m.marked):
		right := 0
		for _, a := range m.marked[:m.i+1] {
			right += count(a.Right)
		}
		return fmt.Sprintf("%d of %d right.%s", right, m.i+1, m.again(m.marked[m.i]))
	case !m.open():
		return ""
	case m.lesson == nil:
		return "From " + text.Safe(m.about().Title) + "." + m.history()
	case m.choice.all():
		return fmt.Sprintf("%d marked. One too many or too few makes it wrong.", len(m.choice.chosen()))
	case m.choice.at < 0 && !m.scroll.end():
		return "Nothing chosen yet. pgdn shows the options below."
	case m.choice.at < 0:
		return "Nothing chosen yet." + m.history()
	default:
		return "Chosen: " + letters(m.choice.chosen()) + "."
	}
}

// again says when the question comes again, if it does.
func (m questionScreen) again(a quiz.Marked) string {
	due, scheduled := quiz.Due(m.d.progress.Past[a.Asked.About()], m.d.do.now())
	if !scheduled {
		return ""
	}
	return " Comes again " + when(due, m.d.do.now()) + "."
}

// history says how earlier answers went.
func (m questionScreen) history() string {
	past := m.d.progress.Past[m.choice.asked.About()]
	if len(past) == 0 {
		return ""
	}
	last := past[len(past)-1]
	if last.Right {
		return " Right on " + day(last.Time) + "."
	}
	return " Missed on " + day(last.Time) + "."
}
