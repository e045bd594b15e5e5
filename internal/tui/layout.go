package tui

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"gatehouse/internal/text"
)

// The smallest window, and the widest line and pane that are good to read.
const (
	minWidth, minHeight = 60, 16
	widestText          = 84
	widestPane          = 72
)

// size is that of the window, in cells.
type size struct{ width, height int }

// Fits reports whether the screens have room in a window of that size.
func Fits(columns, rows int) bool { return !size{columns, rows}.tooSmall() }

func (s size) tooSmall() bool { return s.width < minWidth || s.height < minHeight }

// line is how wide a line of text may be.
func (s size) line() int { return min(widestText, s.width-2) }

// rows is how many rows the body has below a headline of so many rows.
func (s size) rows(head int) int { return max(1, s.height-5-max(1, head)) }

// split is the widths of a list and of the pane beside it. Without room for
// two the pane is 0.
func (s size) split(list int) (int, int) {
	if s.width < 80 {
		return s.width, 0
	}
	return list, min(widestPane, s.width-list-3)
}

// frame puts a page in its places: where I am, the headline, the body, what
// just happened, the keys.
func frame(s size, l look, p page, keys string) string {
	if p.bare {
		return strings.Join(fill(p.body, s.height), "\n")
	}
	rows := append([]string{firstRow(s, l, p), ""}, indent(p.head)...)
	rows = append(rows, "")
	rows = append(rows, fill(p.body, max(0, s.height-len(rows)-2))...)
	rows = append(rows, " "+l.muted.Render(sentences(p.status, s.width-2)), keys)
	for i, row := range rows {
		rows[i] = cut(row, s.width)
	}
	return l.signs.plain(strings.Join(rows, "\n"))
}

func firstRow(s size, l look, p page) string {
	place := "Gatehouse"
	if p.place != "" {
		place += " · " + p.place
	}
	if room := s.width - lipgloss.Width(p.aside) - 3; lipgloss.Width(place) > room {
		place = cut(p.place, room) // whose program it is can be told from the window's title
	}
	gap := s.width - 2 - lipgloss.Width(place) - lipgloss.Width(p.aside)
	return " " + l.muted.Render(place) + strings.Repeat(" ", max(1, gap)) + l.muted.Render(p.aside)
}

// tooSmall is what every screen shows in a window that is too small.
func tooSmallView(s size) string {
	rows := []string{
		"Gatehouse needs 60 columns and 16 rows.",
		"This window has " + number(s.width) + " and " + number(s.height) + ".",
		"q quits. Or: gatehouse list",
	}
	for i, row := range rows {
		rows[i] = cut(" "+row, s.width)
	}
	return strings.Join(fill(rows, s.height), "\n")
}

// fill makes it exactly so many rows.
func fill(rows []string, height int) []string {
	filled := make([]string, height)
	copy(filled, rows)
	return filled
}

// cut shortens a line to a width, with a sign that it was.
func cut(line string, width int) string {
	if lipgloss.Width(line) <= width {
		return line
	}
	return ansi.Truncate(line, max(0, width), "…")
}

// sentences shortens a status to whole sentences, with a sign that there are
// more.
func sentences(status string, width int) string {
	if lipgloss.Width(status) <= width {
		return status
	}
	if end := strings.LastIndex(ansi.Truncate(status, width-1, ""), ". "); end > 0 {
		return status[:end+2] + "…"
	}
	return cut(status, width)
}

// pad makes a line exactly so wide.
func pad(line string, width int) string {
	room := width - lipgloss.Width(line)
	if room < 0 {
		line = cut(line, width)
		room = width - lipgloss.Width(line) // a wide character may have left a cell
	}
	return line + strings.Repeat(" ", max(0, room))
}

func indent(rows []string) []string {
	indented := make([]string, len(rows))
	for i, row := range rows {
		if row != "" {
			indented[i] = " " + row
		}
	}
	return indented
}

// wrap breaks untrusted text into lines of at most this width.
func wrap(s string, width int) []string {
	s = strings.TrimRight(text.Safe(s), "\n")
	if s == "" {
		return nil
	}
	return strings.Split(text.Wrap(strings.ReplaceAll(s, "\t", "    "), max(1, width)), "\n")
}

// reflow joins the lines of each paragraph, which their author broke for a
// file; lists and indented lines stay as they are.
func reflow(s string) string {
	var b strings.Builder
	before := ""
	for line := range strings.Lines(strings.TrimSpace(s)) {
		line = strings.TrimRight(line, " \r\n")
		joins := before != "" && line != "" && !strings.ContainsAny(line[:1], " \t-*") && !strings.HasPrefix(before, " ")
		switch {
		case b.Len() == 0:
		case joins:
			b.WriteByte(' ')
		default:
			b.WriteByte('\n')
		}
		b.WriteString(line)
		before = line
	}
	return b.String()
}

// hang wraps text behind a word, its further lines under the first:
//
//	why   Clients may write the
//	      scheme in either case.
func hang(word string, style lipgloss.Style, s string, width int) []string {
	gap := lipgloss.Width(word)
	rows := wrap(s, width-gap)
	for i, row := range rows {
		if i == 0 {
			rows[i] = style.Render(word) + row
		} else {
			rows[i] = strings.Repeat(" ", gap) + row
		}
	}
	return rows
}

// headline makes a sentence bold, wrapped, in at most three rows.
func headline(s size, l look, sentence string) []string {
	return paint(l.bold, clip(wrap(sentence, s.line()), 3))
}

// verdictLine is a headline with a sign before it, in the sign's colour.
func verdictLine(s size, style lipgloss.Style, sign, sentence string) []string {
	return paint(style.Bold(true), clip(wrap(sign+" "+sentence, s.line()), 3))
}

// clip cuts rows to a number, with a sign in the last.
func clip(rows []string, most int) []string {
	if len(rows) <= most {
		return rows
	}
	rows = rows[:most:most]
	rows[most-1] += "…"
	return rows
}

func paint(style lipgloss.Style, rows []string) []string {
	for i, row := range rows {
		rows[i] = style.Render(row)
	}
	return rows
}

// beside joins a list of this width and a pane, a bar between them.
func beside(l look, list []string, width int, pane []string, height int) []string {
	rows := make([]string, height)
	list, pane = fill(list, height), fill(pane, height)
	for i := range rows {
		rows[i] = pad(list[i], width) + l.muted.Render("│") + " " + pane[i]
	}
	return rows
}

// more cuts rows to a height and says how many are left out.
func more(l look, rows []string, height int) []string {
	if len(rows) <= height || height < 1 {
		return rows
	}
	left := len(rows) - height + 1
	return append(rows[:height-1:height-1], l.muted.Render("↓ "+number(left)+" more"))
}

// plainWidth is how many cells a text takes.
func plainWidth(s string) int { return lipgloss.Width(s) }
