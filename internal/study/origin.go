package study

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"strconv"
	"strings"
)

// Origin is where a probe is written.
type Origin struct {
	File   string // relative to the workspace
	Line   int    // of the first of Source
	Source string // the lines of the probe
	Family bool   // the sandbox makes it; Source is what it is made from
}

// Origin finds a probe in the test of its exercise, by its name: as the literal
// that holds it, or where it is one of the sandbox's own as the guarded request
// from which the sandbox makes those.
func (s *Study) Origin(id, probe string) (Origin, error) {
	e, err := s.Exercise(id)
	if err != nil {
		return Origin{}, err
	}
	text, err := fs.ReadFile(e.Files, e.Test())
	if err != nil {
		return Origin{}, fmt.Errorf("read the probes of %s: %w", e.ID, err)
	}
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, e.Test(), text, parser.SkipObjectResolution)
	if err != nil {
		return Origin{}, fmt.Errorf("read the probes of %s: %w", e.ID, err)
	}
	node, family := named(file, probe), false
	if node == nil {
		node, family = families(file), true
	}
	if node == nil {
		return Origin{}, fmt.Errorf("%s does not name the probe %q", e.Test(), probe)
	}
	from, to := set.Position(node.Pos()).Line, set.Position(node.End()).Line
	return Origin{
		File: path.Join("exercises", e.ID, e.Test()), Line: from, Family: family,
		Source: strings.Join(strings.Split(string(text), "\n")[from-1:to], "\n"),
	}, nil
}

// named is the literal whose Name is this.
func named(file *ast.File, name string) ast.Node {
	for n := range ast.Preorder(file) {
		literal, ok := n.(*ast.CompositeLit)
		if !ok {
			continue
		}
		for _, element := range literal.Elts {
			pair, ok := element.(*ast.KeyValueExpr)
			if !ok {
				continue
			}
			key, isName := pair.Key.(*ast.Ident)
			value, isText := pair.Value.(*ast.BasicLit)
			if !isName || !isText || key.Name != "Name" {
				continue
			}
			if text, err := strconv.Unquote(value.Value); err == nil && text == name {
				return literal
			}
		}
	}
	return nil
}

// families is the call that has the sandbox make its own probes.
func families(file *ast.File) ast.Node {
	for n := range ast.Preorder(file) {
		if call, ok := n.(*ast.CallExpr); ok {
			if of, ok := call.Fun.(*ast.SelectorExpr); ok && (of.Sel.Name == "Families" || of.Sel.Name == "Hunt") {
				return call
			}
		}
	}
	return nil
}
