package check

import (
	"go/ast"
	"go/token"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"gatehouse/internal/course"
	"gatehouse/internal/workspace"
)

// checkSources looks at the exercise's Go files without running them, and says
// which answers can be played.
func (e *exercise) checkSources() {
	e.checkProbes()
	e.checkGiven()
	reference := e.answers[0].source
	for i, a := range e.answers {
		if a.source == nil {
			continue
		}
		e.answers[i].playable = e.checkImports(a.source) && e.checkPackage(a.source)
		if reference != nil && a.source != reference {
			e.checkExports(reference, a)
		}
	}
}

// checkProbes keeps the probes from names that a learner's right answer could
// use: both stand in one package.
func (e *exercise) checkProbes() {
	if e.probes == nil {
		return
	}
	e.checkImports(e.probes)
	for _, spec := range e.probes.tree.Imports {
		if spec.Name != nil && spec.Name.Name == "." {
			e.add("dot-import", e.probes.at(spec.Pos()), "the probes import every name of %s", spec.Path.Value)
		}
	}
	for _, decl := range e.probes.tree.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil && !strings.HasPrefix(d.Name.Name, "Test") {
				e.add("name-taken", e.probes.at(d.Name.Pos()), "the probes take the name %s from the learner", d.Name.Name)
			}
		case *ast.GenDecl:
			if d.Tok != token.IMPORT {
				e.add("name-taken", e.probes.at(d.Pos()), "the probes declare a %s of the package, whose name they take from the learner", d.Tok)
			}
		}
	}
}

func (e *exercise) checkGiven() {
	for _, file := range e.goFiles(e.home + "/given") {
		if s := e.parse(file); s != nil {
			e.checkImports(s)
		}
	}
}

// checkImports reports whether the file imports only what a learner has.
func (e *exercise) checkImports(s *source) bool {
	good := true
	for _, spec := range s.tree.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		if err == nil && !e.has(s, name) {
			e.add("foreign-import", s.at(spec.Path.Pos()), "the file imports %s, which a learner does not have", name)
			good = false
		}
	}
	return good
}

// has reports whether a file of the exercise may import a package: one of Go's
// own, what is given, and the sandbox in files about probes.
func (e *exercise) has(s *source, name string) bool {
	module := workspace.Module()
	first, _, _ := strings.Cut(name, "/")
	switch {
	case first == module:
		given := path.Join(module, e.home, "given")
		return name == given || strings.HasPrefix(name, given+"/") ||
			name == module+"/sandbox" && (s == e.probes || e.Kind == course.Hunt)
	case name == "C":
		return false
	}
	return !strings.Contains(first, ".")
}

// checkPackage reports whether the probes can stand beside the answer.
func (e *exercise) checkPackage(s *source) bool {
	if e.probes == nil || e.probes.tree.Name.Name == s.tree.Name.Name {
		return true
	}
	e.add("package-differs", s.at(s.tree.Name.Pos()), "the file is of package %s, the probes are of package %s", s.tree.Name.Name, e.probes.tree.Name.Name)
	return false
}

// checkExports holds the answer to the names that the reference exports.
func (e *exercise) checkExports(reference *source, a answer) {
	want, got := reference.exported(), a.source.exported()
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if _, there := got[name]; !there {
			e.add("exports-differ", a.source.top(), "%s lacks %s, which the reference exports", a, name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(got)) {
		if _, there := want[name]; !there {
			e.add("exports-differ", got[name], "%s exports %s, which the reference does not", a, name)
		}
	}
}

// goFiles are the Go files of a folder that are no tests.
func (f *finder) goFiles(dir string) []string {
	files, _ := fs.Glob(f.content, dir+"/*.go") // the only error is a pattern that is none
	return slices.DeleteFunc(files, func(name string) bool { return strings.HasSuffix(name, "_test.go") })
}
