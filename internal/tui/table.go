package tui

import (
	"fmt"
	"strings"
	"unicode"

	"gatehouse/internal/text"
	"gatehouse/sandbox"
)

// leastName is how much of a row's name must be readable beside its cells.
const leastName = 16

// tableRows lay a probe's table out: the names of its columns where they fit,
// else their numbers, which are told below. Nil where it does not fit at all.
func tableRows(l look, t *sandbox.Table, width int) []string {
	least := 3
	if hasStatus(t) {
		least = 5
	}
	heads, numbered := t.Columns, false
	if leastName+sum(widths(heads, least)) > width {
		heads, numbered = numbers(len(t.Columns)), true
	}
	cells := widths(heads, least)
	room := width - sum(cells)
	if room < leastName {
		return nil
	}
	name := 0
	for _, row := range t.Rows {
		name = max(name, plainWidth(text.Safe(row))+1)
	}
	name = min(name, room)
	head := strings.Repeat(" ", name)
	for i, word := range heads {
		head += l.muted.Render(pad(text.Safe(word), cells[i]))
	}
	rows := []string{head}
	for r, label := range t.Rows {
		row := pad(text.Safe(label), name-1) + " "
		for i, c := range t.Cells[r] {
			row += l.cell(c, cells[i])
		}
		rows = append(rows, row)
	}
	if !numbered {
		return rows
	}
	rows = append(rows, "")
	for i, column := range t.Columns {
		rows = append(rows, hang(fmt.Sprintf("%2d  ", i+1), l.muted, column, width)...)
	}
	return rows
}

// widths are those of the columns under these heads, with a gap.
func widths(heads []string, least int) []int {
	all := make([]int, len(heads))
	for i, head := range heads {
		all[i] = max(least, plainWidth(text.Safe(head))+2)
	}
	return all
}

func sum(widths []int) int {
	total := 0
	for _, w := range widths {
		total += w
	}
	return total
}

func numbers(n int) []string {
	all := make([]string, n)
	for i := range all {
		all[i] = number(i + 1)
	}
	return all
}

func hasStatus(t *sandbox.Table) bool {
	for _, row := range t.Cells {
		for _, c := range row {
			if _, ok := statusOf(c); ok {
				return true
			}
		}
	}
	return false
}

// isHunt reports whether the rows are cases that pass or fail on servers.
func isHunt(t *sandbox.Table) bool {
	for _, row := range t.Cells {
		for _, c := range row {
			if c.Got != "" {
				return c.Got == "fails" || c.Got == "passes"
			}
		}
	}
	return false
}

// cell is the status that came back, or the sign of what happened.
func (l look) cell(c sandbox.Cell, width int) string {
	shown, isStatus := statusOf(c)
	switch {
	case c.Got == "":
		return pad(l.muted.Render("-"), width)
	case c.Wrong:
		return pad(l.bad.Render(l.signs.bad+shown), width)
	case isStatus:
		return pad(l.good.Render(shown), width)
	case c.Got == "fails":
		return pad(l.good.Render(l.signs.bad), width)
	}
	return pad(l.muted.Render(l.signs.none), width)
}

// statusOf is the status that an answer begins with.
func statusOf(c sandbox.Cell) (string, bool) {
	word, _, _ := strings.Cut(c.Got, " ")
	if len(word) != 3 || strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsDigit(r) }) {
		return "", false
	}
	return word, true
}

// faultRows name each wrong cell of a table.
func faultRows(l look, t *sandbox.Table, width int) []string {
	var rows []string
	for _, fault := range t.Faults() {
		rows = append(rows, hang(l.signs.bad+" ", l.bad, fault, width)...)
	}
	return rows
}

// tableNote says what a table shows.
func tableNote(t *sandbox.Table) string {
	wrong := t.Wrong()
	switch {
	case isHunt(t):
		return "Which case fails on which server, and so catches it:"
	case wrong == 0:
		return "What came back, as it was wanted:"
	default:
		return fmt.Sprintf("What came back; %s not what was wanted:", were(wrong))
	}
}

func were(n int) string {
	if n == 1 {
		return "1 cell is"
	}
	return fmt.Sprintf("%d cells are", n)
}
