package text

import (
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// tableGap is what stands between two cells, and tableEdge before the first.
const (
	tableEdge = " "
	tableGap  = " │ "
)

// table lays a table out in at most width cells: where it is wider, the widest
// columns give way and what stands in them is wrapped. (Glamour cuts heads and
// breaks words at hyphens.)
func (r region) table(width int) []string {
	rows := r.cells()
	columns := fitted(rows, width-len(tableEdge))
	var lines []string
	for _, row := range rows {
		if row == nil {
			lines = append(lines, rule(columns))
			continue
		}
		lines = append(lines, wrapped(row, columns)...)
	}
	return lines
}

// cells are the rows of a table, nil for the rule under its head.
func (r region) cells() [][]string {
	var rows [][]string
	for _, line := range r.lines {
		switch {
		case strings.Contains(line, tableRow):
			rows = append(rows, nil)
		case strings.Contains(line, tableColumn) || strings.TrimSpace(ansi.Strip(line)) != "":
			var row []string
			for cell := range strings.SplitSeq(line, tableColumn) {
				row = append(row, strings.TrimSpace(cell))
			}
			rows = append(rows, row)
		}
	}
	return rows
}

// fitted are the widths of the columns: those of their longest cells, or as
// much less as fits into width. A column keeps its longest word while it can.
func fitted(rows [][]string, width int) []int {
	var columns, words []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(columns) {
				columns, words = append(columns, 1), append(words, 1)
			}
			columns[i] = max(columns[i], ansi.StringWidth(cell))
			for word := range strings.FieldsSeq(ansi.Strip(cell)) {
				words[i] = max(words[i], ansi.StringWidth(word))
			}
		}
	}
	over := -width + ansi.StringWidth(tableGap)*(len(columns)-1)
	for _, column := range columns {
		over += column
	}
	least := words
	for ; over > 0; over-- {
		widest := -1
		for i, column := range columns {
			if column > least[i] && (widest < 0 || column > columns[widest]) {
				widest = i
			}
		}
		switch {
		case widest >= 0:
			columns[widest]--
		case slices.Max(columns) > 1:
			least = slices.Repeat([]int{1}, len(columns))
			over++
		default:
			return columns // no table fits; what is too wide is cut
		}
	}
	return columns
}

// wrapped is a row in as many lines as its tallest cell has.
func wrapped(row []string, columns []int) []string {
	var cells [][]string
	height := 0
	for i, cell := range row {
		cells = append(cells, strings.Split(Wrap(cell, columns[i]), "\n"))
		height = max(height, len(cells[i]))
	}
	lines := make([]string, height)
	for y := range lines {
		for i, cell := range cells {
			part := ""
			if y < len(cell) {
				part = cell[y]
			}
			if i > 0 {
				lines[y] += tableGap
			}
			lines[y] += part + strings.Repeat(" ", max(0, columns[i]-ansi.StringWidth(part)))
		}
		lines[y] = tableEdge + lines[y]
	}
	return lines
}

func rule(columns []int) string {
	parts := make([]string, len(columns))
	for i, column := range columns {
		parts[i] = strings.Repeat("─", column)
	}
	return "─" + strings.Join(parts, "─┼─")
}
