package lessons_test

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A Go block of a lesson or a question is a whole file, declarations, or
// statements of a handler. Each stands alone and compiles; what it needs of
// the standard library is imported for it.
func TestEveryGoBlockCompiles(t *testing.T) {
	var blocks []block
	for _, lesson := range load(t).Lessons() {
		given := "gatehouse/exercises/" + lesson.ID + "/given"
		for _, code := range goBlocks(lesson.Body) {
			code.place, code.given = "lessons/"+lesson.ID+"/lesson.md", given
			blocks = append(blocks, code)
		}
		for _, q := range lesson.Bank {
			if q.Code != nil && q.Code.Language == "go" && (q.Code.Compiles == nil || *q.Code.Compiles) {
				blocks = append(blocks, block{place: "quiz/" + lesson.ID + ".yaml, " + q.ID, line: 1, text: q.Code.Text, given: given})
			}
		}
	}
	require.Greater(t, len(blocks), 30, "the course has Go blocks")
	compile(t, blocks)
}

type block struct {
	place string // the file, and the question in it
	line  int    // of the block's first line, in that file or question
	text  string
	given string // import path of what the lesson's exercise hands in
}

// goBlocks finds the fences marked go.
func goBlocks(markdown string) []block {
	var blocks []block
	var open *block
	for i, line := range strings.Split(markdown, "\n") {
		switch {
		case open == nil && line == "```go":
			open = &block{line: i + 2}
		case open != nil && line == "```":
			blocks = append(blocks, *open)
			open = nil
		case open != nil:
			open.text += line + "\n"
		}
	}
	return blocks
}

// whole reports whether the block is a file by itself.
func (b block) whole() bool { return strings.HasPrefix(b.text, "package ") }

// file wraps the block so that it can be compiled.
func (b block) file(names map[string]string) string {
	mark := fmt.Sprintf("\n//line %s:%d\n", b.place, b.line)
	if b.whole() {
		return mark[1:] + b.text
	}
	body := mark + b.text
	first, _, _ := strings.Cut(b.text, " ")
	if !slices.Contains([]string{"func", "type", "var", "const"}, first) {
		body = "func _(w http.ResponseWriter, r *http.Request, d given.Deps) {" + mark + b.text + "}\n"
	}
	head := "package p\n"
	for _, name := range packagesOf("package p\n" + body) {
		if name == "given" {
			head += fmt.Sprintf("import %q\n", b.given)
		} else if path, ok := names[name]; ok {
			head += fmt.Sprintf("import %s %q\n", name, path)
		}
	}
	return head + body
}

// packagesOf returns the names before a dot that nothing in the file declares.
func packagesOf(source string) []string {
	file, err := parser.ParseFile(token.NewFileSet(), "", source, 0)
	if err != nil {
		return nil // the compiler will say what is wrong
	}
	var names []string
	ast.Inspect(file, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := s.X.(*ast.Ident); ok && slices.Contains(file.Unresolved, x) && !slices.Contains(names, x.Name) {
				names = append(names, x.Name)
			}
		}
		return true
	})
	return names
}

func compile(t *testing.T, blocks []block) {
	t.Helper()
	names := standardNames(t)
	files := token.NewFileSet()
	var parsed []*ast.File
	need := map[string]bool{}
	for _, b := range blocks {
		file, err := parser.ParseFile(files, b.place, b.file(names), parser.SkipObjectResolution)
		if err != nil {
			t.Error(err)
			continue
		}
		for _, spec := range file.Imports {
			need[strings.Trim(spec.Path.Value, `"`)] = true
		}
		parsed = append(parsed, file)
	}
	imports := importsOf(t, files, need)
	for _, file := range parsed {
		config := types.Config{Importer: imports, Error: func(err error) {
			if !strings.Contains(err.Error(), "declared and not used") || file.Name.Name != "p" {
				t.Error(err)
			}
		}}
		_, _ = config.Check("p", files, []*ast.File{file}, nil)
	}
}

// standardNames maps package names of the standard library to import paths,
// the shortest where several share a name, and crypto/rand for rand.
func standardNames(t *testing.T) map[string]string {
	t.Helper()
	names := map[string]string{}
	for _, line := range golist(t, "-f", "{{.Name}} {{.ImportPath}}", "std") {
		name, path, _ := strings.Cut(line, " ")
		if strings.Contains(path, "internal") || strings.HasPrefix(path, "vendor/") {
			continue
		}
		if known, ok := names[name]; !ok || len(path) < len(known) {
			names[name] = path
		}
	}
	names["rand"] = "crypto/rand"
	return names
}

func importsOf(t *testing.T, files *token.FileSet, paths map[string]bool) types.Importer {
	t.Helper()
	args := []string{"-export", "-deps", "-f", `{"Path":"{{.ImportPath}}","Export":"{{.Export}}"}`}
	for path := range paths {
		args = append(args, path)
	}
	exports := map[string]string{}
	for _, line := range golist(t, args...) {
		var p struct{ Path, Export string }
		require.NoError(t, json.Unmarshal([]byte(line), &p))
		exports[p.Path] = p.Export
	}
	return importer.ForCompiler(files, "gc", func(path string) (io.ReadCloser, error) { return os.Open(exports[path]) })
}

func golist(t *testing.T, args ...string) []string {
	t.Helper()
	list := exec.Command("go", append([]string{"list"}, args...)...)
	list.Stderr = os.Stderr
	out, err := list.Output()
	require.NoError(t, err)
	return strings.Split(strings.TrimSpace(string(out)), "\n")
}
