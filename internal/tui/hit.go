package tui

import (
	"slices"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"gatehouse/internal/find"
)

// hit is what a lesson was opened for: words in a section of it.
type hit struct {
	words   []string
	section int
	finder  int // the number of the find screen below; 0 for none
}

// nextHitMsg tells the find screen of that number to select the next thing.
type nextHitMsg struct{ finder int }

// mark underlines the words wherever they stand, and returns which lines have
// how many of them.
func (h hit) mark(lines []string, style lipgloss.Style) (marked []string, has map[int]int) {
	marked, has = slices.Clone(lines), map[int]int{}
	if len(h.words) == 0 {
		return marked, has
	}
	for i, line := range lines {
		plain := ansi.Strip(line)
		var ranges []lipgloss.Range
		for _, at := range find.Marks(plain, h.words) {
			ranges = append(ranges, lipgloss.NewRange(plainWidth(plain[:at[0]]), plainWidth(plain[:at[1]]), style))
		}
		if len(ranges) > 0 {
			marked[i], has[i] = lipgloss.StyleRanges(line, ranges...), len(ranges)
		}
	}
	return marked, has
}

// line is the first line of the section with most of the words, or its first.
func (h hit) line(out laidOut) int {
	section := min(h.section, len(out.sections)-1)
	first, end := out.sections[section], len(out.lines)
	if section+1 < len(out.sections) {
		end = out.sections[section+1]
	}
	best, most := first, 0
	for i := first; i < end; i++ {
		if out.hits[i] > most {
			best, most = i, out.hits[i]
		}
	}
	return best
}

// show brings the hit in sight, from the head of its section where there is
// the room.
func (h hit) show(s scroll, out laidOut, height int) scroll {
	section := out.sections[min(h.section, len(out.sections)-1)]
	line := h.line(out)
	if line < section+height-1 {
		return s.to(section)
	}
	return s.to(line - height/3)
}
