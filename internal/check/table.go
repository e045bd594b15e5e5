package check

import (
	"fmt"
	"slices"
	"strings"

	"gatehouse/internal/course"
)

// tableWidth is how many columns a table may take.
const tableWidth = 120

// table shows the matrix: a line for each answer with a column for each probe,
// in groups of five, as many as fit; then what the columns stand for and how
// many wrong answers each probe catches.
func table(m *course.Matrix) string {
	var b strings.Builder
	names := 0
	for _, row := range m.Rows {
		names = min(max(names, len(answerName(row))), tableWidth/2)
	}
	room := (tableWidth - names - 2) / 6 * 5
	for from := 0; from < len(m.Probes); from += room {
		to := min(from+room, len(m.Probes))
		for _, heads := range numbers(from+1, to) {
			fmt.Fprintf(&b, "%-*s  %s\n", names, "", fives(heads))
		}
		for _, row := range m.Rows {
			fmt.Fprintf(&b, "%-*.*s  %s\n", names, names, answerName(row), fives(row.Verdicts[from:to]))
		}
		b.WriteString("\n")
	}
	for i, p := range m.Probes {
		side := "hostile"
		if p.Honest {
			side = "honest"
		}
		const name = tableWidth - len("123 hostile ") - len("  catches 123")
		fmt.Fprintf(&b, "%3d %-7s %-*.*s  catches %3d\n", i+1, side, name, name, p.Name, catches(m, i))
	}
	return b.String()
}

func answerName(row course.MatrixRow) string { return strings.TrimSpace(row.Kind + " " + row.Name) }

// numbers are the heads of the columns first to last, in one line or two: where
// there are tens, they stand above.
func numbers(first, last int) []string {
	tens, units := "", ""
	for n := first; n <= last; n++ {
		units += fmt.Sprint(n % 10)
		if n%10 == 0 {
			tens += fmt.Sprint(n / 10 % 10)
		} else {
			tens += " "
		}
	}
	if strings.TrimSpace(tens) == "" {
		return []string{units}
	}
	return []string{tens, units}
}

// fives puts a blank after every fifth byte.
func fives(text string) string {
	var groups []string
	for group := range slices.Chunk([]byte(text), 5) {
		groups = append(groups, string(group))
	}
	return strings.TrimRight(strings.Join(groups, " "), " ")
}

// catches counts the starter and the mistakes that the probe breaks.
func catches(m *course.Matrix, probe int) int {
	caught := 0
	for _, row := range m.Rows {
		if row.Kind != "variant" && row.Verdicts[probe] == 'x' {
			caught++
		}
	}
	return caught
}
