package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"strings"
)

// described are the types of internal/course that files are read into, and
// the schemas of those files.
var described = map[string]string{
	"Contents":       "course.json",
	"Pack":           "pack.json",
	"Bank":           "bank.json",
	"Misconceptions": "misconceptions.json",
	"LessonFront":    "lesson.json",
	"ExerciseFront":  "exercise.json",
}

// dialect is the version of JSON Schema that editors know best.
const dialect = "http://json-schema.org/draft-07/schema#"

// schema is a JSON Schema, as far as the types need it.
type schema struct {
	Dialect     string             `json:"$schema,omitempty"`
	Description string             `json:"description,omitempty"`
	Type        string             `json:"type,omitempty"`
	Format      string             `json:"format,omitempty"`
	Enum        []string           `json:"enum,omitempty"`
	Properties  map[string]*schema `json:"properties,omitempty"`
	Required    []string           `json:"required,omitempty"`
	Others      any                `json:"additionalProperties,omitempty"` // false, or a schema for every key
	Items       *schema            `json:"items,omitempty"`
}

// schemas makes the files of all described types, by name. Dir holds the
// source of the package course.
func schemas(dir string) (map[string][]byte, error) {
	p, err := declarations(dir)
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	for name, file := range described {
		s, err := p.named(name)
		if err != nil {
			return nil, err
		}
		s.Dialect = dialect
		text, err := json.MarshalIndent(s, "", "  ")
		if err != nil {
			return nil, fmt.Errorf("write %s: %w", file, err)
		}
		files[file] = append(text, '\n')
	}
	return files, nil
}

// named is the schema of a type of the package, or of Go itself.
func (p *declared) named(name string) (*schema, error) {
	switch name {
	case "string":
		return &schema{Type: "string"}, nil
	case "bool":
		return &schema{Type: "boolean"}, nil
	case "int":
		return &schema{Type: "integer"}, nil
	case "Date":
		return &schema{Type: "string", Format: "date"}, nil
	case "Version": // 1.0 is a number to YAML, and a version to us
		return &schema{}, nil
	}
	written, ok := p.types[name]
	if !ok {
		return nil, fmt.Errorf("package course has no type %s", name)
	}
	s, err := p.of(written)
	if err != nil {
		return nil, fmt.Errorf("type %s: %w", name, err)
	}
	s.Description = strings.TrimPrefix(p.comments[name], name+" is ")
	s.Enum = p.values[name]
	return s, nil
}

// of is the schema of a type as it is written.
func (p *declared) of(e ast.Expr) (*schema, error) {
	switch e := e.(type) {
	case *ast.Ident:
		return p.named(e.Name)
	case *ast.StarExpr:
		return p.of(e.X)
	case *ast.ArrayType:
		items, err := p.of(e.Elt)
		return &schema{Type: "array", Items: items}, err
	case *ast.MapType:
		values, err := p.of(e.Value)
		return &schema{Type: "object", Others: values}, err
	case *ast.StructType:
		return p.object(e)
	}
	return nil, fmt.Errorf("no schema for a %T", e)
}

// object is the schema of a struct. The comment of a field describes it, and
// omitempty says that it can be left out.
func (p *declared) object(t *ast.StructType) (*schema, error) {
	s := &schema{Type: "object", Properties: map[string]*schema{}, Others: false}
	for _, field := range t.Fields.List {
		key, optional, err := keyOf(field)
		if err != nil {
			return nil, err
		}
		value, err := p.of(field.Type)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", key, err)
		}
		if comment := plain(field.Doc) + plain(field.Comment); comment != "" {
			value.Description = comment
		}
		s.Properties[key] = value
		if !optional {
			s.Required = append(s.Required, key)
		}
	}
	return s, nil
}
