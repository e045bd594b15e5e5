package text

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Glamour breaks code as if it were prose, stretches tables, and lets the
// second line of a list item begin under its sign. So the look given to it
// puts these marks into what it renders: by them regions are found and laid
// out here. They are characters that Unicode keeps for such use inside a
// program.
const (
	codeBegins  = "\ufdd1"
	codeEnds    = "\ufdd2"
	textBegins  = "\ufdd3" // after the sign of a list item, or the bar of a quotation
	tableColumn = "\ufdd4" // between the cells of a table
	tableRow    = "\ufdd5" // under its head
	tableCross  = "\ufdd6"
)

var unmark = strings.NewReplacer(codeBegins, "", codeEnds, "", textBegins, "", tableColumn, "", tableRow, "", tableCross, "")

type kind int

const (
	prose kind = iota
	code
	table
)

// region is some lines of one kind.
type region struct {
	kind  kind
	lines []string
}

type regions []region

// part finds the regions of what glamour rendered.
func part(rendered string) regions {
	all := regions{{}}
	for line := range strings.SplitSeq(rendered, "\n") {
		now := all[len(all)-1].kind
		is := now
		switch {
		case strings.Contains(line, codeBegins):
			is = code
		case strings.Contains(line, codeEnds):
			is = prose
			line = ""
		case now != code && strings.ContainsAny(line, tableColumn+tableRow):
			is = table
		case now == table:
			is = prose
		}
		if is != now {
			all = append(all, region{kind: is})
		}
		last := &all[len(all)-1]
		last.lines = append(last.lines, line)
	}
	return all
}

// reflow breaks prose into lines of at most width cells. What follows the
// sign of a list item stays clear of it; the bar of a quotation is repeated.
func (r region) reflow(width int) []string {
	var lines []string
	for _, line := range joinItems(r.lines) {
		sign, words, marked := strings.Cut(line, textBegins)
		if !marked {
			sign, words = "", line
		}
		indent := strings.Repeat(" ", ansi.StringWidth(sign))
		if strings.HasSuffix(sign, bar) {
			indent = sign
		}
		wrapped := Wrap(unmark.Replace(words), max(1, width-ansi.StringWidth(sign)))
		lines = append(lines, sign+strings.ReplaceAll(wrapped, "\n", "\n"+indent))
	}
	return strings.Split(strings.Join(lines, "\n"), "\n")
}

// joinItems makes each list item one line: glamour keeps the line breaks of
// its source.
func joinItems(lines []string) []string {
	var joined []string
	inItem := false
	for _, line := range lines {
		switch {
		case strings.Contains(line, textBegins):
			inItem = true
		case strings.TrimSpace(line) == "":
			inItem = false
		case inItem:
			joined[len(joined)-1] = strings.TrimRight(joined[len(joined)-1], " ") + " " + strings.TrimLeft(line, " ")
			continue
		}
		joined = append(joined, line)
	}
	return joined
}
