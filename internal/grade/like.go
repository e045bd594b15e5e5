package grade

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"strings"

	"gatehouse/internal/course"
	"gatehouse/sandbox"
)

// like returns the known mistake that gets the same verdicts, or nil.
func like(e *course.Exercise, verdicts []sandbox.Verdict) *Like {
	if e.Matrix == nil || !sameProbes(e.Matrix.Probes, verdicts) {
		return nil
	}
	row := Row(verdicts)
	if !strings.Contains(row, "x") {
		return nil
	}
	for _, known := range e.Matrix.Rows {
		if known.Kind == "mistake" && known.Verdicts == row {
			return described(e, known.Name)
		}
	}
	return nil
}

func sameProbes(known []course.MatrixProbe, verdicts []sandbox.Verdict) bool {
	if len(known) != len(verdicts) {
		return false
	}
	for i, p := range known {
		if p.Name != verdicts[i].Name {
			return false
		}
	}
	return true
}

// described reads what a mistake's author says of it: the comment of its
// package, whose first sentence begins with "Package" and its name.
func described(e *course.Exercise, mistake string) *Like {
	source, err := fs.ReadFile(e.Files, path.Join("mistakes", mistake, e.Answer()))
	if err != nil {
		return nil
	}
	file, err := parser.ParseFile(token.NewFileSet(), "", source, parser.PackageClauseOnly|parser.ParseComments)
	if err != nil {
		return nil
	}
	first, rest, _ := strings.Cut(file.Doc.Text(), "\n\n")
	first = strings.TrimPrefix(oneLine(first), "Package "+file.Name.Name+" ")
	return &Like{Mistake: mistake, Summary: strings.TrimSuffix(first, "."), Explanation: oneLine(rest)}
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
