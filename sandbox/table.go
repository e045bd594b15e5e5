package sandbox

import (
	"fmt"
	"slices"
)

// Table lays the exchanges of one probe out: what came back for each row in
// each column. A policy is read so, not line by line.
type Table struct {
	Rows    []string `json:"rows"`
	Columns []string `json:"columns"`
	Cells   [][]Cell `json:"cells"` // by row, then by column
}

// Cell is one place of a Table.
type Cell struct {
	Want  string `json:"want"`
	Got   string `json:"got"` // empty where nothing was asked
	Wrong bool   `json:"wrong"`
}

// set fills the cell of that row and column, which are added where they are
// new. A wrong cell stays what it is.
func (t *Table) set(row, column string, cell Cell) {
	r, c := slices.Index(t.Rows, row), slices.Index(t.Columns, column)
	if r < 0 {
		r = len(t.Rows)
		t.Rows, t.Cells = append(t.Rows, row), append(t.Cells, nil)
	}
	if c < 0 {
		c = len(t.Columns)
		t.Columns = append(t.Columns, column)
	}
	for i, cells := range t.Cells {
		t.Cells[i] = append(cells, make([]Cell, len(t.Columns)-len(cells))...)
	}
	if !t.Cells[r][c].Wrong {
		t.Cells[r][c] = cell
	}
}

// Cell sends a request as Send does, and enters what came back in the probe's
// table. A wrong answer breaks the probe but does not end it, so that the table
// becomes whole.
func (c *Caller) Cell(row, column string, r Request, want Want) Exchange {
	l := c.connect(r)
	defer l.Close()
	e := c.over(l, column+", "+row, r, want)
	c.enterCell(row, column, Cell{Want: e.wanted, Got: e.got, Wrong: e.Wrong})
	c.goOn(e)
	return e
}

func (c *Caller) enterCell(row, column string, cell Cell) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.table().set(row, column, cell)
}

func (c *Caller) table() *Table {
	if c.verdict.Table == nil {
		c.verdict.Table = &Table{}
	}
	return c.verdict.Table
}

// Faults tells the wrong cells, a line each. Of many the first are told, and how
// many more there are.
func (t *Table) Faults() []string {
	const most = 8
	lines := t.wrong()
	if rest := len(lines) - most; rest > 0 {
		lines = append(lines[:most], fmt.Sprintf("and %d more", rest))
	}
	return lines
}

// Wrong counts the wrong cells.
func (t *Table) Wrong() int { return len(t.wrong()) }

func (t *Table) wrong() []string {
	if t == nil {
		return nil
	}
	var lines []string
	for r, cells := range t.Cells {
		for c, cell := range cells {
			if cell.Wrong {
				lines = append(lines, fmt.Sprintf("%s, %s: got %s, want %s", t.Columns[c], t.Rows[r], cell.Got, cell.Want))
			}
		}
	}
	return lines
}
