package tui

import (
	"strings"

	"gatehouse/internal/quiz"
	"gatehouse/internal/text"
)

// choice is a question on screen and what is chosen of it. Nothing is chosen
// for the learner, so that a stray enter answers nothing.
type choice struct {
	asked  quiz.Asked
	at     int    // the option under the cursor; -1 before the first move
	marked []bool // where several are to be chosen
}

func newChoice(asked quiz.Asked, chosen []int) choice {
	c := choice{asked: asked, at: -1, marked: make([]bool, len(asked.Options))}
	for _, i := range chosen {
		c.marked[i] = true
		c.at = i
	}
	return c
}

// again is the choice at the question as the course holds it now.
func (c choice) again(asked quiz.Asked) choice {
	marked := make([]bool, len(asked.Options))
	copy(marked, c.marked)
	return choice{asked: asked, at: min(c.at, len(asked.Options)-1), marked: marked}
}

func (c choice) all() bool { return c.asked.Question.ChooseAll() }

// chosen are the options that enter would answer with.
func (c choice) chosen() []int {
	if !c.all() {
		if c.at < 0 {
			return nil
		}
		return []int{c.at}
	}
	var chosen []int
	for i, marked := range c.marked {
		if marked {
			chosen = append(chosen, i)
		}
	}
	return chosen
}

func (c choice) move(by int) choice {
	n := len(c.asked.Options)
	switch {
	case c.at >= 0:
		c.at = max(0, min(c.at+by, n-1))
	case by > 0:
		c.at = 0
	default:
		c.at = n - 1
	}
	return c
}

// letter chooses the option of that letter, or marks it.
func (c choice) letter(key string) choice {
	i := int(key[0] - 'a')
	if i >= len(c.asked.Options) {
		return c
	}
	c.at = i
	if c.all() {
		return c.mark()
	}
	return c
}

// mark marks the option under the cursor, or takes the mark away.
func (c choice) mark() choice {
	if c.at < 0 {
		return c
	}
	c.marked = append([]bool(nil), c.marked...)
	c.marked[c.at] = !c.marked[c.at]
	return c
}

// letters writes options as A C.
func letters(chosen []int) string {
	names := make([]string, len(chosen))
	for i, n := range chosen {
		names[i] = letter(n)
	}
	return strings.Join(names, " ")
}

func letter(i int) string { return string(rune('A' + i)) }

// lastLetter is that of the last option, in lower case.
func (c choice) lastLetter() string { return strings.ToLower(letter(len(c.asked.Options) - 1)) }

// sentence is the question as one text.
func (c choice) sentence() string {
	s := reflow(c.asked.Question.Text)
	if c.all() && !strings.Contains(strings.ToLower(s), "choose all") {
		s += " Choose all."
	}
	return s
}

// asking are the rows of a question: its headline, and its body with the rows
// of each option.
type asking struct {
	head    []string
	body    []string
	options []optionRows
}

// optionRows are the rows that an option takes: first <= row < last.
type optionRows struct{ first, last int }

// lay writes the question out, as the headline. Where that leaves too little
// room for the options, the rest of it goes on below.
func (c choice) lay(d desk, hint string) asking {
	rows := wrap(c.sentence(), d.line())
	head := min(len(rows), max(3, d.height-10))
	a := asking{head: paint(d.look.bold, rows[:head:head])}
	if rest := rows[head:]; len(rest) > 0 {
		a.body = append(paint(d.look.bold, rest), "")
	}
	if code := c.asked.Question.Code; code != nil {
		shown := text.Code(code.Text, code.Language, d.line(), d.look.markdown)
		a.body = append(a.body, splitRows(strings.Trim(shown, "\n"))...)
		a.body = append(a.body, "")
	}
	for i := range c.asked.Options {
		first := len(a.body)
		a.body = append(a.body, c.option(i, d)...)
		a.options = append(a.options, optionRows{first, len(a.body)})
	}
	if hint != "" {
		a.body = append(append(a.body, ""), hang("hint   ", d.look.accent, hint, d.line())...)
	}
	return a
}

func (c choice) option(i int, d desk) []string {
	name := letter(i) + "  "
	if c.all() {
		name = letter(i) + " [ ] "
		if c.marked[i] {
			name = letter(i) + " [x] "
		}
	}
	rows := hang(name, d.look.text, c.asked.Options[i].Text, d.line()-3)
	for n, row := range rows {
		switch {
		case i == c.at && n == 0:
			rows[n] = d.look.selected.Render(pad(d.look.signs.cursor+" "+row, d.line()))
		case i == c.at:
			rows[n] = d.look.selected.Render(pad("  "+row, d.line()))
		default:
			rows[n] = "  " + row
		}
	}
	return rows
}

// optionAt is the option that a row of the body belongs to, or -1.
func (a asking) optionAt(row int) int {
	for i, o := range a.options {
		if row >= o.first && row < o.last {
			return i
		}
	}
	return -1
}
