package tui

import (
	"strings"
)

// hunk is one place where two files differ.
type hunk struct {
	line  string   // where it begins in the learner's file
	lines []string // each with its sign: -, + or a blank
}

// hunks reads a unified diff.
func hunks(unified string) []hunk {
	var all []hunk
	for _, line := range splitRows(unified) {
		switch {
		case strings.HasPrefix(line, "@@"):
			all = append(all, hunk{line: hunkLine(line)})
		case len(all) > 0 && line != "" && line[0] != '\\':
			last := &all[len(all)-1]
			last.lines = append(last.lines, line)
		}
	}
	return all
}

// hunkLine is 21 of "@@ -20,4 +21,9 @@".
func hunkLine(header string) string {
	_, after, _ := strings.Cut(header, "+")
	return strings.FieldsFunc(after+" ", func(r rune) bool { return r < '0' || r > '9' })[0]
}

// count is how many lines go out and come in.
func (h hunk) count() (out, in int) {
	for _, line := range h.lines {
		out += count(line[0] == '-')
		in += count(line[0] == '+')
	}
	return out, in
}

// below writes the lines under each other.
func (h hunk) below(l look, width int) []string {
	var rows []string
	for _, line := range h.lines {
		rows = append(rows, diffLine(l, line, width)...)
	}
	return rows
}

// sides writes what goes out at the left and what comes in at the right.
func (h hunk) sides(l look, width int) []string {
	var rows, left, right []string
	flush := func() {
		for i := range max(len(left), len(right)) {
			rows = append(rows, pad(nth(left, i), width)+l.muted.Render("│")+" "+nth(right, i))
		}
		left, right = nil, nil
	}
	for _, line := range h.lines {
		shown := diffLine(l, line, width-1)
		switch line[0] {
		case '-':
			left = append(left, shown...)
		case '+':
			right = append(right, shown...)
		default:
			flush()
			left, right = shown, shown
			flush()
		}
	}
	flush()
	return rows
}

func nth(rows []string, i int) string {
	if i < len(rows) {
		return rows[i]
	}
	return ""
}

// diffLine writes one line, its sign before it; a long one goes on below.
func diffLine(l look, line string, width int) []string {
	style := l.muted
	switch line[0] {
	case '-':
		style = l.bad
	case '+':
		style = l.good
	}
	rows := wrap(line[1:], width-2)
	if len(rows) == 0 {
		rows = []string{""}
	}
	for i, row := range rows {
		sign := "  "
		if i == 0 {
			sign = line[:1] + " "
		}
		rows[i] = style.Render(sign + row)
	}
	return rows
}
