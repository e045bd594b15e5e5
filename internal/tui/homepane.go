package tui

import (
	"fmt"
	"math"
	"strings"

	"gatehouse/internal/course"
	"gatehouse/internal/progress"
	"gatehouse/internal/text"
)

// pane says how far the selected lesson is.
func (m homeScreen) pane(width int) []string {
	lesson := m.selected()
	look, state := m.d.look, m.d.progress.Lessons[lesson.ID]
	rows := paint(look.bold, wrap(lesson.Title, width))
	rows = append(rows, wrap(lesson.Summary, width)...)
	rows = append(rows, "")
	rows = append(rows, m.parts(lesson, state, width)...)
	rows = append(rows, hang("strength  ", look.muted, look.bar(state.Strength)+" "+figure(state.Strength), width)...)
	rows = append(rows, "")
	if !state.LastSeen.IsZero() {
		rows = append(rows, hang("last here ", look.muted, day(state.LastSeen), width)...)
	}
	rows = append(rows, m.fewOf("mixed up  ", m.mixedUp(lesson), width)...)
	for _, e := range lesson.Exercises {
		rows = append(rows, m.fewOf("broken    ", state.Exercises[e.ID].Broken, width)...)
	}
	return rows
}

// mixedUp are the beliefs that showed in this lesson and were not corrected.
func (m homeScreen) mixedUp(lesson *course.Lesson) []string {
	var beliefs []string
	for _, mixed := range m.d.progress.MixedUp {
		if mixed.Lesson == lesson.ID && !mixed.RightSince {
			beliefs = append(beliefs, mixed.Belief)
		}
	}
	return beliefs
}

// fewOf lists the first of many sentences, and how many more there are.
func (m homeScreen) fewOf(word string, sentences []string, width int) []string {
	const most = 3
	var rows []string
	for i, s := range sentences {
		if i == most {
			return append(rows, strings.Repeat(" ", plainWidth(word))+m.d.look.muted.Render(fmt.Sprintf("and %d more", len(sentences)-most)))
		}
		rows = append(rows, hang(word, m.d.look.muted, s, width)...)
	}
	return rows
}

// parts are a lesson's four, each with its state.
func (m homeScreen) parts(lesson *course.Lesson, state progress.LessonState, width int) []string {
	look := m.d.look
	part := func(name, sign, words string) []string {
		return hang(pad(name, 10), look.muted, sign+" "+words, width)
	}
	rows := part("lesson", look.signs.fresh, fmt.Sprintf("not read, %d minutes", lesson.Minutes))
	if state.Read {
		rows = part("lesson", look.signs.good, "read")
	}
	if len(lesson.Bank) > 0 {
		switch p := state.Practice; {
		case p.Asked == 0:
			rows = append(rows, part("practice", look.signs.fresh, "not begun")...)
		case p.Right == p.Asked:
			rows = append(rows, part("practice", look.signs.good, fmt.Sprintf("%d of %d right", p.Right, p.Asked))...)
		default:
			rows = append(rows, part("practice", look.signs.begun, fmt.Sprintf("%d of %d right", p.Right, p.Asked))...)
		}
	}
	for i, e := range lesson.Exercises {
		name := "exercise"
		if i > 0 {
			name = ""
		}
		sign, words := exerciseState(look, state.Exercises[e.ID])
		if len(lesson.Exercises) > 1 {
			words = text.Safe(e.Title) + ": " + words
		}
		rows = append(rows, part(name, sign, words)...)
	}
	if len(lesson.Bank) > 0 {
		sign, words := examState(look, state.Exam)
		rows = append(rows, part("exam", sign, words)...)
	}
	return rows
}

func exerciseState(look look, s progress.ExerciseState) (sign, words string) {
	switch {
	case s.Done && s.DoneIn > 0:
		return look.signs.good, "done in " + many(s.DoneIn, "run")
	case len(s.History) > 0:
		return look.signs.begun, fmt.Sprintf("%d of %d probes hold", s.Holds, s.Of)
	case s.Runs > 0:
		return look.signs.begun, s.Outcome
	default:
		return look.signs.fresh, "not run"
	}
}

func examState(look look, e progress.Exam) (sign, words string) {
	switch {
	case e.Passed:
		return look.signs.good, fmt.Sprintf("passed, %d of %d", e.Best, e.Of)
	case e.Taken > 0:
		return look.signs.begun, fmt.Sprintf("not yet, %d of %d", e.Best, e.Of)
	default:
		return look.signs.fresh, "not taken"
	}
}

// bar draws a share of ten cells.
func (l look) bar(share float64) string {
	n := max(0, min(10, int(math.Round(10*share))))
	return strings.Repeat(l.signs.full, n) + strings.Repeat(l.signs.empty, 10-n)
}

// figure writes a strength: 0.58.
func figure(strength float64) string { return fmt.Sprintf("%.2f", strength) }
