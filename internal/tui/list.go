package tui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// list is rows of which one is selected. bubbles/list has no headings between
// its rows and pages where this scrolls, so that rows stay where the eye left
// them.
type list struct {
	rows []listRow
	at   int // the selected row
	top  int // the first row that was shown when the learner last moved
}

type listRow struct {
	text    string // styled
	heading bool   // not to be selected
}

// newList selects the first row that can be.
func newList(rows []listRow) list {
	return list{rows: rows}.settle(1)
}

// with shows other rows, the selection staying where it is.
func (l list) with(rows []listRow) list {
	l.rows = rows
	l.at = max(0, min(l.at, len(rows)-1))
	return l.settle(1)
}

// settle moves the selection off a heading, this way if it can.
func (l list) settle(step int) list {
	for _, way := range []int{step, -step} {
		for at := l.at; at >= 0 && at < len(l.rows); at += way {
			if !l.rows[at].heading {
				l.at = at
				return l
			}
		}
	}
	return l
}

// sight is the part of a list that is shown in some rows.
type sight struct {
	first, last int  // rows shown: first <= row < last
	up, down    bool // a row says how many more there are
}

// sight fits the list into a height: a function of where the learner moved and
// of the size, so that a window made small and large again shows the same.
func (l list) sight(height int) sight {
	if len(l.rows) <= height {
		return sight{0, len(l.rows), false, false}
	}
	from := func(top int) sight {
		s := sight{first: top, up: top > 0, down: true}
		s.last = top + height - 1 - count(s.up)
		if s.last+1 >= len(l.rows) {
			s.last, s.down = len(l.rows), false
			s.first = s.last - height + 1
		}
		return s
	}
	s := from(min(l.top, len(l.rows)-height+1))
	for top := s.first; l.at < s.first && top > 0; {
		top--
		s = from(top)
	}
	for top := s.first; l.at >= s.last && s.down; {
		top++
		s = from(top)
	}
	if s.first == 1 {
		s = from(0)
		if l.at >= s.last {
			s = from(2)
		}
	}
	return s
}

// move selects the row that stands so many further, in a list of this height.
func (l list) move(by, height int) list {
	l.top = l.sight(height).first
	way := 1
	if by < 0 {
		way = -1
	}
	l.at = max(0, min(l.at+by, len(l.rows)-1))
	l = l.settle(way)
	if l.firstChoice() == l.at {
		l.top = 0
	}
	l.top = l.sight(height).first
	return l
}

// jump selects this row.
func (l list) jump(to, height int) list { return l.move(to-l.at, height) }

// neighbour selects the next row, this way round, that passes.
func (l list) neighbour(way, height int, passes func(row int) bool) list {
	for i := 1; i <= len(l.rows); i++ {
		at := ((l.at+way*i)%len(l.rows) + len(l.rows)) % len(l.rows)
		if passes(at) {
			return l.jump(at, height)
		}
	}
	return l
}

func (l list) firstChoice() int {
	for i, r := range l.rows {
		if !r.heading {
			return i
		}
	}
	return -1
}

// click selects the row at y; again is true when it was selected already.
func (l list) click(y, height int) (_ list, again bool) {
	s := l.sight(height)
	row := s.first + y - count(s.up)
	if row < s.first || row >= s.last || l.rows[row].heading {
		return l, false
	}
	if row == l.at {
		return l, true
	}
	return l.jump(row, height), false
}

// view draws the list, and says in which of its rows the selection stands.
func (l list) view(look look, width, height int) (rows []string, selected int) {
	s := l.sight(height)
	if s.up {
		rows = append(rows, "   "+look.muted.Render("↑ "+number(s.first)+" more"))
	}
	for i := s.first; i < s.last; i++ {
		row := l.rows[i].text
		if i == l.at && !l.rows[i].heading {
			selected = len(rows)
			rows = append(rows, " "+look.selected.Render(pad(look.signs.cursor+" "+ansi.Strip(row), width-2)))
			continue
		}
		rows = append(rows, "   "+cut(row, width-4))
	}
	if s.down {
		rows = append(rows, "   "+look.muted.Render("↓ "+number(len(l.rows)-s.last)+" more"))
	}
	return rows, selected
}

// choices makes rows of plain sentences.
func choices(sentences ...string) []listRow {
	rows := make([]listRow, len(sentences))
	for i, s := range sentences {
		rows[i].text = s
	}
	return rows
}

// spread puts a word at the right end of a row.
func spread(left, right string, width int) string {
	if right == "" {
		return left
	}
	gap := width - ansi.StringWidth(left) - ansi.StringWidth(right)
	if gap < 2 {
		return cut(left, width-ansi.StringWidth(right)-2) + "  " + right
	}
	return left + strings.Repeat(" ", gap) + right
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}
