package tui

import (
	"slices"

	"charm.land/bubbles/v2/viewport"
	"github.com/charmbracelet/x/ansi"
)

// scroll is a text that is longer than its window. It remembers where the
// reader is by what stands above, so that other widths show the same place.
type scroll struct {
	lines []string
	above []int // letters before each line
	view  viewport.Model
	place place // of the first line in sight, where the reader left it
}

// place is where a line stands, whatever the width: letters before it, and
// lines before it that have as many.
type place struct{ letters, blanks int }

// show lays the text out anew.
func (s scroll) show(lines []string, height int) scroll {
	s.lines = lines
	s.above = make([]int, len(lines))
	letters := 0
	for i, line := range lines {
		s.above[i] = letters
		for _, r := range ansi.Strip(line) {
			letters += count(r != ' ')
		}
	}
	s.view.SetHeight(height)
	s.view.SetContentLines(lines)
	s.view.SetYOffset(s.lineOf(s.place))
	return s
}

// renew shows the text as its author changed it. Where that was above the lines
// in sight, these stay where they are.
func (s scroll) renew(lines []string, height int) scroll {
	top := s.top()
	rest := s.lines[min(top, len(s.lines)):]
	s = s.show(lines, height)
	if above := len(lines) - len(rest); top > 0 && above >= 0 && slices.Equal(lines[above:], rest) {
		return s.to(above)
	}
	return s
}

func (s scroll) lineOf(p place) int {
	line := 0
	for i, above := range s.above {
		if above < p.letters || above == p.letters && s.placeOf(i).blanks <= p.blanks {
			line = i
		}
	}
	return line
}

func (s scroll) placeOf(line int) place {
	p := place{letters: s.above[line]}
	for i := line - 1; i >= 0 && s.above[i] == p.letters; i-- {
		p.blanks++
	}
	return p
}

// top is the first line in sight.
func (s scroll) top() int { return s.view.YOffset() }

// end reports whether the last line is in sight.
func (s scroll) end() bool { return s.view.AtBottom() }

// percent is how much of the text has been in sight down to here.
func (s scroll) percent() int {
	if len(s.lines) == 0 {
		return 100
	}
	return min(100, 100*(s.top()+s.view.Height())/len(s.lines))
}

func (s scroll) by(rows int) scroll { return s.to(s.top() + rows) }

func (s scroll) page(pages int) scroll { return s.by(pages * max(1, s.view.Height()-2)) }

func (s scroll) to(line int) scroll {
	s.view.SetYOffset(line)
	if top := s.top(); top < len(s.above) {
		s.place = s.placeOf(top)
	}
	return s
}

// rows is what is in sight.
func (s scroll) rows() []string {
	top := s.top()
	return s.lines[top:min(len(s.lines), top+s.view.Height())]
}

// rowsCut is what is in sight, its first and last rows saying how much more
// there is.
func (s scroll) rowsCut(l look) []string {
	rows := append([]string(nil), s.rows()...)
	if above := s.top(); above > 0 {
		rows[0] = l.muted.Render("↑ " + number(above+1) + " more")
	}
	if below := len(s.lines) - s.top() - len(rows); below > 0 {
		rows[len(rows)-1] = l.muted.Render("↓ " + number(below+1) + " more")
	}
	return rows
}

// reveal scrolls as little as shows these lines.
func (s scroll) reveal(from, to int) scroll {
	if last := s.top() + s.view.Height() - 2; to > last {
		s = s.by(to - last)
	}
	if first := s.top() + 1; from < first {
		s = s.by(from - first)
	}
	return s
}

// verbs are the keys that every text has.
func (s scroll) verbs(k bindings, moved func(scroll) turn) []verb {
	to := func(next func() scroll) func() turn { return func() turn { return moved(next()) } }
	return []verb{
		does(k.up, "", "one line up", to(func() scroll { return s.by(-1) })),
		does(k.down, "", "one line down", to(func() scroll { return s.by(1) })),
		does(k.pageUp, "", "a page up", to(func() scroll { return s.page(-1) })),
		does(k.pageDown, "", "a page down", to(func() scroll { return s.page(1) })),
		does(k.top, "", "to the top", to(func() scroll { return s.to(0) })),
		does(k.bottom, "", "to the bottom", to(func() scroll { return s.to(len(s.lines)) })),
	}
}
