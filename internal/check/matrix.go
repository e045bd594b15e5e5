package check

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"gatehouse/internal/course"
	"gatehouse/internal/grade"
)

// matrix is what the probes say of each answer; nil when one of them was not
// judged by every probe.
func (e *exercise) matrix() *course.Matrix {
	m := &course.Matrix{}
	for _, v := range e.facts.of(e.answers[0]).Probes {
		m.Probes = append(m.Probes, course.MatrixProbe{Name: v.Name, Honest: v.Honest})
	}
	for _, a := range e.answers[1:] {
		row := grade.Row(e.facts.of(a).Probes)
		if row == "" || len(row) != len(m.Probes) {
			return nil
		}
		m.Rows = append(m.Rows, course.MatrixRow{Kind: a.kind, Name: a.name, Verdicts: row})
	}
	return m
}

// judgeMatrix holds matrix.txt to what the probes say, or rewrites it.
func (e *exercise) judgeMatrix(d *desk) {
	m := e.matrix()
	if m == nil {
		return // that is told of the answer
	}
	at := place{file: e.home + "/matrix.txt", column: 1}
	recorded, err := fs.ReadFile(e.content, at.file)
	switch {
	case err == nil && string(recorded) == m.String():
	case d.Update && d.Root != "":
		err := os.WriteFile(filepath.Join(d.Root, filepath.FromSlash(at.file)), []byte(m.String()), 0o644)
		if err != nil {
			e.add("could-not-run", at, "the matrix cannot be written: %s", err)
		}
	case errors.Is(err, fs.ErrNotExist):
		e.add("no-matrix", at, "the exercise has no matrix.txt")
	default:
		was, is := strings.Split(string(recorded), "\n"), strings.Split(m.String(), "\n")
		for at.line = 1; at.line <= len(was) && at.line <= len(is) && was[at.line-1] == is[at.line-1]; {
			at.line++
		}
		e.add("matrix-stale", at, "the matrix is not what the probes say now: %s", nth(is, at.line))
	}
}

// nth is a line of a text by its number, or says that the text ends before.
func nth(lines []string, number int) string {
	if number > len(lines) || lines[number-1] == "" {
		return "there the list ends"
	}
	return lines[number-1]
}

// Matrix checks the exercise with this id and returns what its probes say of
// the starter, the mistakes and the variants, as a table of at most 120 columns.
func Matrix(ctx context.Context, o Options, id string) (string, error) {
	o.Update = false
	e, closing, err := o.check(ctx, id)
	if err != nil {
		return "", err
	}
	defer closing()
	m := e.matrix()
	if m == nil {
		return "", fmt.Errorf("%s cannot be judged as a whole; gatehouse check says why", e.ID)
	}
	return table(m), nil
}
