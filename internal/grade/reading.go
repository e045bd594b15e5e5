package grade

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	gobuild "go/build"
	"go/build/constraint"
	"go/parser"
	"go/token"
	"io"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"gatehouse/internal/course"
	"gatehouse/internal/workspace"
)

// maxSource is how long a file of the learner's may be, in bytes.
const maxSource = 1 << 20

// noBusiness are the packages, with those below them, that no answer to an
// exercise has any business with, and what they do. The rest of the standard
// library is free, and so are modules.
var noBusiness = []struct{ path, does string }{
	{"os/exec", "it starts programs"},
	{"net/http/cgi", "it starts programs"},
	{"plugin", "it loads code that nobody has read"},
	{"C", "it calls C, which no probe can look into"},
	{"runtime/cgo", "it calls C, which no probe can look into"},
	{"unsafe", "it reads and writes memory past Go's types"},
	{"syscall", "it asks the system past Go's own library"},
	{"golang.org/x/sys", "it asks the system past Go's own library"},
	{"testing", "it reaches into the tests that judge it"},
}

// reading is a look at the learner's own files before they are run.
type reading struct {
	dir    string // the root of the module
	folder string // of the exercise, with slashes
	seen   map[string]bool
	found  []finding
}

// finding is something that no answer has any business with.
type finding struct {
	file string // with slashes, relative to the exercise's folder
	line int
	text string
}

// read looks into the learner's files of the exercise, and into the packages of
// the workspace that they import, for what should not be run. The error names
// it and its line. What the compiler will complain of is left to it.
func read(dir string, e *course.Exercise) error {
	r := &reading{dir: dir, folder: path.Join("exercises", e.ID), seen: map[string]bool{}}
	r.seen[r.folder+"/given"], r.seen["sandbox"] = true, true // the originals are used
	if err := r.answers(e.Answer()); err != nil {
		return err
	}
	if err := r.pkg(r.folder); err != nil {
		return err
	}
	if len(r.found) == 0 {
		return nil
	}
	first, more := r.found[0], ""
	if n := len(r.found) - 1; n > 0 {
		more = fmt.Sprintf(" (and %d more such)", n)
	}
	return fmt.Errorf("%s:%d %s%s", first.file, first.line, first.text, more)
}

// answers looks whether the answer is part of the package on this machine.
func (r *reading) answers(name string) error {
	in, err := builds(false).MatchFile(r.local(r.folder), name)
	if err != nil || in {
		return nil
	}
	text, err := readRegular(filepath.Join(r.local(r.folder), name), maxSource)
	if err != nil {
		return nil
	}
	for i, line := range strings.Split(string(text), "\n") {
		if constraint.IsGoBuild(line) || constraint.IsPlusBuild(line) {
			return fmt.Errorf("%s:%d keeps the file out of the build: %s", name, i+1, strings.TrimSpace(line))
		}
	}
	return nil
}

func (r *reading) local(folder string) string {
	return filepath.Join(r.dir, filepath.FromSlash(folder))
}

// builds tells which files are built on this machine, with or without those
// that need cgo. It opens nothing but files.
func builds(cgo bool) *gobuild.Context {
	return &gobuild.Context{
		GOOS: runtime.GOOS, GOARCH: runtime.GOARCH, Compiler: "gc", CgoEnabled: cgo, ReleaseTags: gobuild.Default.ReleaseTags,
		OpenFile: func(path string) (io.ReadCloser, error) {
			text, err := readRegular(path, maxSource)
			return io.NopCloser(bytes.NewReader(text)), err
		},
	}
}

// pkg reads the files of one package. Those that need cgo are read although
// none of them is built.
func (r *reading) pkg(folder string) error {
	if r.seen[folder] {
		return nil
	}
	r.seen[folder] = true
	entries, err := os.ReadDir(r.local(folder))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read %s: %w", folder, err)
	}
	with := builds(true)
	for _, entry := range entries {
		name := entry.Name()
		if entry.IsDir() {
			continue
		}
		if in, err := with.MatchFile(r.local(folder), name); err == nil && !in || strings.HasSuffix(name, "_test.go") {
			continue
		}
		switch {
		case path.Ext(name) == ".go":
			if err := r.file(folder, name); err != nil {
				return err
			}
		case workspace.Built(name):
			r.note(folder, name, 1, "is no Go, and no probe can look into it")
		}
	}
	return nil
}

func (r *reading) note(folder, name string, line int, text string) {
	file := strings.TrimPrefix(strings.TrimPrefix(folder, r.folder)+"/"+name, "/")
	r.found = append(r.found, finding{file, line, text})
}

// file reads one file of Go.
func (r *reading) file(folder, name string) error {
	text, err := readRegular(filepath.Join(r.local(folder), name), maxSource)
	if err != nil {
		return fmt.Errorf("read %s/%s: %w", folder, name, err)
	}
	set := token.NewFileSet()
	tree, err := parser.ParseFile(set, name, text, parser.ParseComments|parser.SkipObjectResolution)
	if tree == nil || err != nil {
		return nil
	}
	line := func(n ast.Node) int { return set.PositionFor(n.Pos(), false).Line }
	for _, spec := range tree.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue
		}
		for _, p := range noBusiness {
			if imported == p.path || strings.HasPrefix(imported, p.path+"/") {
				r.note(folder, name, line(spec), fmt.Sprintf("imports %s: %s, and no answer needs that", imported, p.does))
			}
		}
		if within, ours := strings.CutPrefix(imported, workspace.Module()+"/"); ours {
			if err := r.pkg(within); err != nil {
				return err
			}
		}
	}
	for _, group := range tree.Comments {
		for _, comment := range group.List {
			if strings.HasPrefix(comment.Text, "//go:linkname ") {
				r.note(folder, name, line(comment), "has go:linkname: it reaches into other packages, and no answer needs that")
			}
		}
	}
	if ident := startsProcess(tree); ident != nil {
		r.note(folder, name, line(ident), "calls os.StartProcess: it starts programs, and no answer needs that")
	}
	return nil
}

// startsProcess returns where os.StartProcess is named, or nil.
func startsProcess(tree *ast.File) ast.Node {
	if !slices.ContainsFunc(tree.Imports, func(s *ast.ImportSpec) bool { return s.Path.Value == `"os"` }) {
		return nil
	}
	for n := range ast.Preorder(tree) {
		if ident, ok := n.(*ast.Ident); ok && ident.Name == "StartProcess" {
			return ident
		}
	}
	return nil
}
