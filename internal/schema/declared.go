package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
)

// declared is what the source of a package declares, by the names of its
// types.
type declared struct {
	types    map[string]ast.Expr
	comments map[string]string
	values   map[string][]string // the constants of a type
}

// declarations reads the source of the package in a folder.
func declarations(dir string) (*declared, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	p := &declared{types: map[string]ast.Expr{}, comments: map[string]string{}, values: map[string][]string{}}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, fmt.Errorf("read the types: %w", err)
		}
		for _, d := range file.Decls {
			if d, ok := d.(*ast.GenDecl); ok {
				p.declare(d)
			}
		}
	}
	return p, nil
}

func (p *declared) declare(d *ast.GenDecl) {
	for _, spec := range d.Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			p.types[spec.Name.Name] = spec.Type
			p.comments[spec.Name.Name] = plain(d.Doc)
		case *ast.ValueSpec:
			of, ok := spec.Type.(*ast.Ident)
			if !ok || d.Tok != token.CONST || len(spec.Values) != 1 {
				continue
			}
			if text, ok := spec.Values[0].(*ast.BasicLit); ok && text.Kind == token.STRING {
				value, _ := strconv.Unquote(text.Value) // the parser has read it
				p.values[of.Name] = append(p.values[of.Name], value)
			}
		}
	}
}

// keyOf is the key of a field in YAML, and whether it can be left out.
func keyOf(field *ast.Field) (key string, optional bool, err error) {
	if field.Tag == nil {
		return "", false, fmt.Errorf("the field %s names no key", field.Names)
	}
	tag, _ := strconv.Unquote(field.Tag.Value) // the parser has read it
	key, options, _ := strings.Cut(reflect.StructTag(tag).Get("yaml"), ",")
	return key, options == "omitempty", nil
}

// plain is a comment as one line.
func plain(comment *ast.CommentGroup) string {
	return strings.Join(strings.Fields(comment.Text()), " ")
}
