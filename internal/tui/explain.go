package tui

import (
	"slices"
	"strings"

	"gatehouse/internal/course"
	"gatehouse/internal/quiz"
	"gatehouse/internal/text"
)

// rightOnes are the options that are right, as they were shown.
func rightOnes(a quiz.Asked) []int {
	var right []int
	for i, o := range a.Options {
		if o.Correct {
			right = append(right, i)
		}
	}
	return right
}

// judged is the headline of an answer.
func judged(s size, l look, m quiz.Marked) []string {
	if m.Right {
		words := "right: " + letters(m.Chosen)
		if len(m.Chosen) == 1 {
			words += "  " + m.Asked.Options[m.Chosen[0]].Text
		}
		return clip(verdictLine(s, l.good, l.signs.good, words), 2)
	}
	right := rightOnes(m.Asked)
	words := "wrong: you chose " + letters(m.Chosen) + "; "
	if len(m.Chosen) == 0 {
		words = "not answered; "
	}
	verb := " is right"
	if len(right) > 1 {
		verb = " are right"
	}
	return verdictLine(s, l.bad, l.signs.bad, words+letters(right)+verb)
}

// asked is the question again.
func asked(q *course.Question, width int, l look) []string {
	rows := wrap(reflow(q.Text), width)
	if q.Code != nil {
		shown := text.Code(q.Code.Text, q.Code.Language, width, l.markdown)
		rows = append(append(rows, ""), splitRows(strings.Trim(shown, "\n"))...)
	}
	return rows
}

// explain says why each option is right or wrong, then how one comes to the
// answer.
func explain(m quiz.Marked, width int, l look) []string {
	q := m.Asked.Question
	var rows []string
	for i, o := range m.Asked.Options {
		rows = append(rows, reason(m, i, o, width, l)...)
	}
	rows = append(rows, "")
	for i, step := range q.Steps {
		word := "           "
		if i == 0 {
			word = "steps      "
		}
		rows = append(rows, hang(word+number(i+1)+"  ", l.muted, step, width)...)
	}
	part := func(word, s string) {
		if strings.TrimSpace(s) != "" {
			rows = append(rows, hang(pad(word, 11), l.muted, s, width)...)
		}
	}
	part("answer", q.Answer)
	part("check", q.Check)
	for i, mistake := range q.Mistakes {
		part([]string{"mistakes", ""}[min(i, 1)], mistake)
	}
	part("rule", q.Rule)
	return rows
}

// reason is one option with why it is right or wrong. A sign stands before
// those that are right, and before those wrongly chosen.
func reason(m quiz.Marked, i int, o course.Option, width int, l look) []string {
	sign, style := "  ", l.text
	switch {
	case o.Correct:
		sign, style = l.signs.good+" ", l.good
	case slices.Contains(m.Chosen, i):
		sign, style = l.signs.bad+" ", l.bad
	}
	rows := hang(sign+letter(i)+"  ", style, o.Text, width)
	for _, row := range wrap(o.Why, width-5) {
		rows = append(rows, "     "+l.muted.Render(row))
	}
	return rows
}
