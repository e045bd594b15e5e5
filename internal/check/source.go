package check

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// source is a Go file that could be read and parsed.
type source struct {
	file string
	set  *token.FileSet
	tree *ast.File
}

// parse reads a Go file. Nil says that it is not there or no Go; that is noted.
func (f *finder) parse(file string) *source {
	text, err := fs.ReadFile(f.content, file)
	if err != nil {
		f.add("file-missing", place{file: file}, "the file is not there")
		return nil
	}
	s := &source{file: file, set: token.NewFileSet()}
	s.tree, err = parser.ParseFile(s.set, file, text, parser.ParseComments|parser.SkipObjectResolution)
	if err == nil {
		return s
	}
	at, message := place{file: file}, err.Error()
	if list := (scanner.ErrorList{}); errors.As(err, &list) && len(list) > 0 {
		at, message = place{file, list[0].Pos.Line, list[0].Pos.Column}, list[0].Msg
	}
	f.add("answer-does-not-compile", at, "the file is no Go: %s", message)
	return nil
}

func (s *source) at(pos token.Pos) place {
	p := s.set.Position(pos)
	return place{s.file, p.Line, p.Column}
}

// top is the place of the file's package clause.
func (s *source) top() place { return s.at(s.tree.Package) }

// tests are the names of the functions that go test would call.
func (s *source) tests() []string {
	var names []string
	for _, decl := range s.tree.Decls {
		if f, ok := decl.(*ast.FuncDecl); ok && f.Recv == nil && strings.HasPrefix(f.Name.Name, "Test") {
			names = append(names, f.Name.Name)
		}
	}
	return names
}

// begins reports whether the file does something as soon as a program begins.
func (s *source) begins() bool {
	return slices.ContainsFunc(s.tree.Decls, func(decl ast.Decl) bool {
		f, ok := decl.(*ast.FuncDecl)
		return ok && f.Recv == nil && f.Name.Name == "init"
	})
}

// probe is the place where the probe of this name stands, or where it is made.
func (s *source) probe(name string) place {
	made := s.top()
	for node := range ast.Preorder(s.tree) {
		switch n := node.(type) {
		case *ast.BasicLit:
			if text, err := strconv.Unquote(n.Value); n.Kind == token.STRING && err == nil && text == name {
				return s.at(n.Pos())
			}
		case *ast.SelectorExpr:
			if n.Sel.Name == "Families" {
				made = s.at(n.Sel.Pos())
			}
		}
	}
	return made
}

// want is the word of a mistake's author that a probe must catch it.
type want struct {
	probe string
	at    place
}

var wanted = regexp.MustCompile(`^//\s*want ("(?:[^"\\]|\\.)*")`)

// wants are the file's lines with // want "the name of a probe".
func (s *source) wants() []want {
	if s == nil {
		return nil
	}
	var all []want
	for _, group := range s.tree.Comments {
		for _, comment := range group.List {
			m := wanted.FindStringSubmatch(comment.Text)
			if m == nil {
				continue
			}
			if name, err := strconv.Unquote(m[1]); err == nil {
				all = append(all, want{name, s.at(comment.Pos())})
			}
		}
	}
	return all
}

// exported are the names that the file exports, methods with their type before
// them, and where each is declared.
func (s *source) exported() map[string]place {
	names := map[string]place{}
	note := func(name *ast.Ident, before string) {
		if name.IsExported() {
			names[before+name.Name] = s.at(name.Pos())
		}
	}
	for _, decl := range s.tree.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if of := receiver(d); ast.IsExported(of) || d.Recv == nil {
				note(d.Name, "func "+strings.TrimPrefix(of+".", "."))
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					note(spec.Name, "type ")
				case *ast.ValueSpec:
					for _, name := range spec.Names {
						note(name, d.Tok.String()+" ")
					}
				}
			}
		}
	}
	return names
}

// receiver is the name of the type that a method is of, or empty.
func receiver(f *ast.FuncDecl) string {
	if f.Recv == nil {
		return ""
	}
	for node := range ast.Preorder(f.Recv.List[0].Type) {
		if name, ok := node.(*ast.Ident); ok {
			return name.Name
		}
	}
	return ""
}
