package cli

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// menu is what can be done at one place of the dialogue.
type menu struct {
	place   string // where the learner is, for the prompt
	enter   choice
	choices []choice
	numbers numbers
}

// choice is something that can be done.
type choice struct {
	typed string // a letter, which is the key on the screens, and a word: each does it
	does  string
	act   func()
}

// numbers are things of one kind, each chosen by its number.
type numbers struct {
	of   int
	what string // "a lesson"
	act  func(i int)
}

// prompt is the question: where one is, and what enter does.
func (m menu) prompt() string { return fmt.Sprintf("%s (enter: %s):", m.place, m.enter.does) }

// take does what was typed, and reports whether it was a choice of the menu.
func (m menu) take(typed string) bool {
	if typed == "" {
		m.enter.act()
		return true
	}
	if n, err := strconv.Atoi(typed); err == nil && n >= 1 && n <= m.numbers.of {
		m.numbers.act(n - 1)
		return true
	}
	for _, c := range m.choices {
		if slices.Contains(strings.Fields(c.typed), strings.ToLower(typed)) {
			c.act()
			return true
		}
	}
	return false
}

// lines say what can be typed, a line each.
func (m menu) lines() []string {
	lines := []string{"enter: " + m.enter.does}
	if m.numbers.of > 0 {
		lines = append(lines, m.numbers.span()+": "+m.numbers.what)
	}
	for _, c := range m.choices {
		lines = append(lines, strings.ReplaceAll(c.typed, " ", " or ")+": "+c.does)
	}
	return lines
}

func (n numbers) span() string {
	if n.of == 1 {
		return "1"
	}
	return fmt.Sprintf("1 to %d", n.of)
}

// words are what can be typed, in one line.
func (m menu) words() string {
	words := []string{"enter"}
	if m.numbers.of > 0 {
		words = append(words, m.numbers.span())
	}
	for _, c := range m.choices {
		names := strings.Fields(c.typed)
		words = append(words, names[len(names)-1])
	}
	return strings.Join(words, ", ")
}
