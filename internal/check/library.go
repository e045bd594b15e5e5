package check

import (
	"context"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"

	"gatehouse/internal/grade"
)

// library finds the packages that Go blocks import: those of the standard
// library as the go command built them, those of the course and the sandbox
// in their source.
type library struct {
	files        *token.FileSet
	tool         grade.Go
	content, own fs.FS
	names        map[string]string // a package's name to the import path it most likely means
	known        map[string]bool   // import paths of the standard library
	needed       map[string]bool   // those that blocks import
	exports      map[string]string // import path to the file that the compiler wrote
	standard     types.Importer
	ours         map[string]*types.Package
	reading      map[string]bool // what is being read cannot be imported: it would import itself
}

const module = "gatehouse/"

// readLibrary asks the go command for the names of the standard library.
func readLibrary(ctx context.Context, tool grade.Go, content, own fs.FS) (*library, error) {
	l := &library{
		files: token.NewFileSet(), tool: tool, content: content, own: own, names: map[string]string{},
		known: map[string]bool{}, needed: map[string]bool{}, exports: map[string]string{}, ours: map[string]*types.Package{}, reading: map[string]bool{},
	}
	l.standard = importer.ForCompiler(l.files, "gc", func(importPath string) (io.ReadCloser, error) {
		return os.Open(l.exports[importPath])
	})
	lines, err := tool.List(ctx, os.TempDir(), "-f", "{{.Name}} {{.ImportPath}}", "std")
	if err != nil {
		return nil, fmt.Errorf("ask for the standard library: %w", err)
	}
	for _, line := range lines {
		name, importPath, _ := strings.Cut(line, " ")
		if strings.Contains(importPath, "internal") || strings.HasPrefix(importPath, "vendor/") {
			continue
		}
		l.known[importPath] = true
		if before, ok := l.names[name]; !ok || len(importPath) < len(before) {
			l.names[name] = importPath
		}
	}
	l.names["rand"] = "crypto/rand" // where keys are drawn, the other is a mistake
	return l, nil
}

// need notes what a file imports, and what that imports in turn.
func (l *library) need(file *ast.File) {
	if file == nil {
		return
	}
	for _, spec := range file.Imports {
		importPath := strings.Trim(spec.Path.Value, `"`)
		if l.known[importPath] {
			l.needed[importPath] = true
		}
		for _, ours := range l.sources(importPath) {
			l.need(ours)
		}
	}
}

// fetch has the needed packages of the standard library built.
func (l *library) fetch(ctx context.Context) error {
	args := []string{"-export", "-deps", "-f", `{"Path":{{printf "%q" .ImportPath}},"Export":{{printf "%q" .Export}}}`}
	if len(l.needed) == 0 {
		return nil
	}
	lines, err := l.tool.List(ctx, os.TempDir(), append(args, slices.Sorted(maps.Keys(l.needed))...)...)
	if err != nil {
		return fmt.Errorf("build the standard library: %w", err)
	}
	for _, line := range lines {
		var p struct{ Path, Export string }
		if err := json.Unmarshal([]byte(line), &p); err != nil {
			return fmt.Errorf("read what go list says: %w", err)
		}
		l.exports[p.Path] = p.Export
	}
	return nil
}

// Import implements types.Importer.
func (l *library) Import(importPath string) (*types.Package, error) {
	if !strings.HasPrefix(importPath, module) {
		if importPath != "unsafe" && l.exports[importPath] == "" {
			return nil, fmt.Errorf("%s is no package of the standard library", importPath)
		}
		return l.standard.Import(importPath)
	}
	if p := l.ours[importPath]; p != nil {
		return p, nil
	}
	sources := l.sources(importPath)
	if len(sources) == 0 || l.reading[importPath] {
		return nil, fmt.Errorf("the course has no package %s that can be imported", importPath)
	}
	l.reading[importPath] = true
	config := types.Config{Importer: l, IgnoreFuncBodies: true, Error: func(error) {}}
	p, _ := config.Check(importPath, l.files, sources, nil) // compiling the exercise says what is wrong with it
	l.ours[importPath] = p
	return p, nil
}

// sources parses a package of the course, or of the sandbox.
func (l *library) sources(importPath string) []*ast.File {
	dir := strings.TrimPrefix(importPath, module)
	content := l.content
	if dir == "sandbox" {
		content = l.own
	}
	names, _ := fs.Glob(content, path.Join(dir, "*.go"))
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := fs.ReadFile(content, name)
		if err != nil {
			continue
		}
		if file, err := parser.ParseFile(l.files, name, text, parser.SkipObjectResolution); err == nil {
			files = append(files, file)
		}
	}
	return files
}
