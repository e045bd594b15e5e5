package check

import (
	"context"
	"errors"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"go/types"
	"io/fs"
	"path"
	"slices"
	"strings"

	"gatehouse/internal/grade"
)

// block is a Go block of a lesson or a question. It is a whole file,
// declarations, or statements of a handler; each stands alone and compiles.
// What a fragment needs of the standard library is imported for it.
type block struct {
	at     place // of its first line
	indent int   // columns that its lines are indented by
	text   string
	given  string // import path of what the lesson's exercise hands in
	wrong  bool   // it says that it does not compile
}

// blocks compiles the Go blocks of a course. The error says why that could
// not be done. Own holds the sandbox.
func blocks(ctx context.Context, content, own fs.FS, tool grade.Go) ([]Problem, error) {
	f := newFinder(content)
	all := f.blocks()
	f.problems = nil // what reading the course finds is told elsewhere
	library, err := readLibrary(ctx, tool, content, own)
	if err != nil {
		return nil, err
	}
	parsed := make([]fragment, len(all))
	for i, b := range all {
		parsed[i] = b.parse(library)
		library.need(parsed[i].file)
	}
	if err := library.fetch(ctx); err != nil {
		return nil, err
	}
	for i, b := range all {
		f.compile(b, parsed[i], library)
	}
	return f.problems, nil
}

// blocks finds the Go blocks of all lessons and questions.
func (f *finder) blocks() []block {
	var all []block
	c := f.checkCourse()
	for _, l := range c.lessons {
		given := c.given[l.id]
		for _, s := range l.text.fences("go") {
			all = append(all, block{at: place{l.text.file, s.number + 1, 1}, text: s.text(), given: given})
		}
		for i, q := range l.bank.Questions {
			if q != nil && q.Code != nil && q.Code.Language == "go" && q.Code.Text != "" {
				at, indent := l.quiz.firstLine("questions", i, "code", "text")
				wrong := q.Code.Compiles != nil && !*q.Code.Compiles
				all = append(all, block{at: at, indent: indent, text: q.Code.Text, given: given, wrong: wrong})
			}
		}
	}
	return all
}

// fragment is a block as a file of Go.
type fragment struct {
	file  *ast.File // nil where it cannot be parsed
	err   error     // why
	above int       // lines of the file above the block
	whole bool
}

// wrappings make a file of a fragment: a handler where it is statements.
var wrappings = []struct{ before, after string }{
	{"", ""},
	{"func _(w http.ResponseWriter, r *http.Request, d given.Deps) {\n", "}\n"},
}

// parse makes a file of a block. Where it is neither a file, nor
// declarations, nor statements, the error is of what its first word says.
func (b block) parse(l *library) fragment {
	if strings.HasPrefix(b.text, "package ") {
		file, err := parser.ParseFile(l.files, b.at.file, b.text, parser.SkipObjectResolution)
		return fragment{file: file, err: err, whole: true}
	}
	var asked fragment
	for i, w := range wrappings {
		head := "package p\n" + l.imports("package p\n"+w.before+b.text+w.after, b.given)
		file, err := parser.ParseFile(l.files, b.at.file, head+w.before+b.text+w.after, parser.SkipObjectResolution)
		parsed := fragment{file: file, err: err, above: strings.Count(head+w.before, "\n")}
		if err == nil {
			return parsed
		}
		if parsed.file = nil; i == 0 || !b.declares() {
			asked = parsed
		}
	}
	return asked
}

// declares reports whether the block begins like a declaration.
func (b block) declares() bool {
	first, _, _ := strings.Cut(b.text, " ")
	return slices.Contains([]string{"func", "type", "import"}, first)
}

// compile type-checks a block and tells of what is wrong with it.
func (f *finder) compile(b block, parsed fragment, l *library) {
	before := len(f.problems)
	var syntax scanner.ErrorList
	if errors.As(parsed.err, &syntax) {
		f.blame(b, parsed, "code-does-not-compile", syntax[0].Pos, syntax[0].Msg)
	} else if parsed.err == nil {
		config := types.Config{Importer: l, Error: func(err error) {
			var wrong types.Error
			if errors.As(err, &wrong) && (parsed.whole || !excused(wrong)) {
				f.blame(b, parsed, codeOf(wrong, parsed.whole), l.files.Position(wrong.Pos), wrong.Msg)
			}
		}}
		_, _ = config.Check("p", l.files, []*ast.File{parsed.file}, nil) // each error was told
	}
	switch {
	case !b.wrong:
	case len(f.problems) > before:
		f.problems = f.problems[:before]
	default:
		f.add("compiles-after-all", b.at, "the code compiles, but says compiles: false")
	}
}

// excused reports what a fragment may do that a program may not: leave out
// the use of a name, or the end of the function it is cut from.
func excused(err types.Error) bool {
	return err.Soft && strings.HasPrefix(err.Msg, "declared and not used") ||
		strings.HasPrefix(err.Msg, "too many return values") || strings.HasPrefix(err.Msg, "not enough return values")
}

// codeOf is the kind of an error: a fragment may take a name from the text
// around it, and only a reader can say whether that is so.
func codeOf(err types.Error, whole bool) string {
	if name, undefined := strings.CutPrefix(err.Msg, "undefined: "); undefined && !whole && !strings.Contains(name, ".") {
		return "undefined-name"
	}
	return "code-does-not-compile"
}

// blame tells of an error at a position of the file that was made of a block.
func (f *finder) blame(b block, parsed fragment, code string, at token.Position, message string) {
	lines := strings.Count(strings.TrimSuffix(b.text, "\n"), "\n") + 1
	line := min(max(at.Line-parsed.above, 1), lines)
	column := at.Column
	if line != at.Line-parsed.above { // it stands in what is around the block
		column = 1
	}
	f.add(code, place{b.at.file, b.at.line + line - 1, b.indent + column}, "%s", message)
}

// imports are the lines that import what the source takes from packages that
// it does not import itself.
func (l *library) imports(source, given string) string {
	file, err := parser.ParseFile(token.NewFileSet(), "", source, 0)
	if err != nil {
		return "" // the compiler says what is wrong
	}
	var head strings.Builder
	add := func(name, importPath string) {
		if importPath != "" {
			head.WriteString("import " + name + " \"" + importPath + "\"\n")
		}
	}
	imported := map[string]bool{}
	for _, spec := range file.Imports {
		imported[path.Base(strings.Trim(spec.Path.Value, `"`))] = true
	}
	ast.Inspect(file, func(n ast.Node) bool {
		s, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		x, ok := s.X.(*ast.Ident)
		if ok && slices.Contains(file.Unresolved, x) && !imported[x.Name] {
			imported[x.Name] = true
			if x.Name == "given" {
				add(x.Name, given)
			} else {
				add(x.Name, l.names[x.Name])
			}
		}
		return true
	})
	return head.String()
}
