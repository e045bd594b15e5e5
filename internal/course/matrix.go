package course

import (
	"bufio"
	"bytes"
	"fmt"
	"strings"
)

// Matrix is what happened when the probes of an exercise met its starter, its
// mistakes and its variants. It stands in matrix.txt, is made by a tool and
// reviewed like code.
type Matrix struct {
	Probes []MatrixProbe
	Rows   []MatrixRow
}

// MatrixProbe names a probe and says which side it takes.
type MatrixProbe struct {
	Name   string
	Honest bool
}

// MatrixRow is one handler's verdicts, a byte for each probe: '.' holds,
// 'x' broken, '?' could not run.
type MatrixRow struct {
	Kind     string // "starter", "mistake" or "variant"
	Name     string // empty for the starter
	Verdicts string
}

// Row returns the row of that kind and name, or nil.
func (m *Matrix) Row(kind, name string) *MatrixRow {
	for i, row := range m.Rows {
		if row.Kind == kind && row.Name == name {
			return &m.Rows[i]
		}
	}
	return nil
}

const matrixHead = `# What the probes say of the starter, the mistakes and the variants.
# A column for each probe: . holds, x broken, ? could not run.
`

// String writes the matrix as matrix.txt holds it.
func (m *Matrix) String() string {
	var b strings.Builder
	b.WriteString(matrixHead + "\n")
	for i, p := range m.Probes {
		fmt.Fprintf(&b, "%2d %-7s %s\n", i+1, side(p.Honest), p.Name)
	}
	b.WriteString("\n")
	for _, row := range m.Rows {
		fmt.Fprintf(&b, "%-7s %-28s %s\n", row.Kind, row.Name, row.Verdicts)
	}
	return b.String()
}

func side(honest bool) string {
	if honest {
		return "honest"
	}
	return "hostile"
}

// ParseMatrix reads what String wrote.
func ParseMatrix(text []byte) (*Matrix, error) {
	m := &Matrix{}
	lines := bufio.NewScanner(bytes.NewReader(text))
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := m.parseLine(line); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
	}
	return m, lines.Err()
}

func (m *Matrix) parseLine(line string) error {
	words := strings.Fields(line)
	if words[0] == "starter" || words[0] == "mistake" || words[0] == "variant" {
		row := MatrixRow{Kind: words[0], Verdicts: words[len(words)-1]}
		switch {
		case len(words) == 3 && row.Kind != "starter":
			row.Name = words[1]
		case len(words) != 2 || row.Kind != "starter":
			return fmt.Errorf("%q is no row of a handler", line)
		}
		if len(row.Verdicts) != len(m.Probes) {
			return fmt.Errorf("%d verdicts for %d probes", len(row.Verdicts), len(m.Probes))
		}
		if strings.Trim(row.Verdicts, ".x?") != "" {
			return fmt.Errorf("%q are no verdicts", row.Verdicts)
		}
		m.Rows = append(m.Rows, row)
		return nil
	}
	if len(words) < 3 || (words[1] != "honest" && words[1] != "hostile") {
		return fmt.Errorf("%q is neither a probe nor a row", line)
	}
	_, after, _ := strings.Cut(line, words[0])
	_, name, _ := strings.Cut(after, words[1])
	m.Probes = append(m.Probes, MatrixProbe{Name: strings.TrimSpace(name), Honest: words[1] == "honest"})
	return nil
}
