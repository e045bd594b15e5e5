package text

import (
	"regexp"
	"strings"

	"gatehouse/internal/course"
)

// spokenCode is a block of code for a screen reader: it is said where code
// begins and ends, and an arrow is a word.
func spokenCode(b course.Block, width int) []string {
	const indent = "    "
	lines := []string{"code:"}
	if b.Mark != course.Unmarked {
		lines = []string{"code, " + b.Said() + ":"}
	}
	for line := range strings.SplitSeq(Wrap(Safe(spokenArrows(strings.TrimRight(b.Text, "\n"))), width-len(indent)), "\n") {
		lines = append(lines, strings.TrimRight(indent+line, " "))
	}
	return append(lines, "end of code")
}

var arrow = regexp.MustCompile(`(?m)^(\s*[^\s"]*\s*)(→|←) ?`)

// spokenArrows puts words for the arrows of an exchange as lessons write it:
// first in a line, or after its number.
func spokenArrows(s string) string {
	return arrow.ReplaceAllStringFunc(s, func(found string) string {
		return strings.NewReplacer("→", "sent:", "←", "got:").Replace(found)
	})
}

// spokenTable is a table for a screen reader: each row names its columns.
func spokenTable(rows [][]string, width int) []string {
	var head, lines []string
	for _, row := range rows {
		switch {
		case row == nil: // the rule under the head
		case head == nil:
			head = row
		default:
			var words []string
			for i, cell := range row {
				words = append(words, head[min(i, len(head)-1)]+": "+cell)
			}
			lines = append(lines, strings.Split(Wrap(strings.Join(words, "; "), width), "\n")...)
		}
	}
	return lines
}
