package check

import (
	"encoding"
	"errors"
	"io"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"gatehouse/internal/course"
)

// tree is YAML that knows where each of its values stands.
type tree struct {
	file  string
	below int // lines of the file above the YAML
	lines []string
	root  ast.Node
}

// decodeFile reads a file of YAML into a value; false where that cannot be
// done, and a problem says why.
func (f *finder) decodeFile(file string, into any) (tree, bool) {
	t := f.read(file)
	if t == nil {
		return tree{file: file}, false
	}
	return f.decode(tree{file: file}, t.lines, into)
}

// document reads the front matter of a Markdown file into a value, and returns
// the lines below it; false where the front matter cannot be read.
func (f *finder) document(file string, front any) (tree, markdown, bool) {
	t := f.read(file)
	if t == nil {
		return tree{file: file}, markdown{}, false
	}
	end := -1
	if t.lines[0] == "---" {
		end = slices.Index(t.lines[1:], "---")
	}
	if end < 0 {
		f.add("no-front-matter", place{file, 1, 1}, "the front matter is missing")
		return tree{file: file}, scan(file, 0, t.lines), false
	}
	head, ok := f.decode(tree{file: file, below: 1}, t.lines[1:1+end], front)
	return head, scan(file, end+2, t.lines[end+2:]), ok
}

// decode reads lines of YAML. It tells of everything that the type of the
// value does not know, and decodes the rest.
func (f *finder) decode(t tree, lines []string, into any) (tree, bool) {
	t.lines = lines
	source := []byte(strings.Join(lines, "\n"))
	err := course.Bounded(source)
	if err == nil {
		var parsed *ast.File
		parsed, err = parser.ParseBytes(source, 0)
		if err == nil && len(parsed.Docs) > 0 {
			t.root = parsed.Docs[0].Body
			f.unknownKeys(t, t.root, reflect.TypeOf(into))
		}
		if err == nil {
			err = yaml.Unmarshal(source, into)
		}
	}
	if err == nil || errors.Is(err, io.EOF) {
		return t, true
	}
	at, message := t.at(), err.Error()
	var broken yaml.Error
	if errors.As(err, &broken) {
		at, message = t.of(broken.GetToken()), broken.GetMessage()
	}
	f.add("broken-yaml", at, "%s", message)
	return t, false
}

// unknownKeys tells of each key that has no place in a type.
func (f *finder) unknownKeys(t tree, n ast.Node, into reflect.Type) {
	for into.Kind() == reflect.Pointer {
		into = into.Elem()
	}
	if reflect.PointerTo(into).Implements(reflect.TypeFor[encoding.TextUnmarshaler]()) {
		return
	}
	switch n := n.(type) {
	case *ast.SequenceNode:
		if into.Kind() == reflect.Slice {
			for _, item := range n.Values {
				f.unknownKeys(t, item, into.Elem())
			}
		}
	case ast.MapNode:
		if into.Kind() != reflect.Struct {
			return
		}
		known := keysOf(into)
		for pairs := n.MapRange(); pairs.Next(); {
			key := pairs.Key().GetToken()
			if field, ok := known[key.Value]; ok {
				f.unknownKeys(t, pairs.Value(), field)
				continue
			}
			names := slices.Sorted(maps.Keys(known))
			f.add("unknown-key", t.of(key), "there is no key %q here, only %s", key.Value, strings.Join(names, ", "))
		}
	}
}

func keysOf(t reflect.Type) map[string]reflect.Type {
	keys := map[string]reflect.Type{}
	for i := range t.NumField() {
		if name, _, _ := strings.Cut(t.Field(i).Tag.Get("yaml"), ","); name != "" {
			keys[name] = t.Field(i).Type
		}
	}
	return keys
}

// of is the place of a token. Its column is looked up: the parser counts
// blanks behind a text as if they stood before it, and signs in place of bytes.
func (t tree) of(tk *token.Token) place {
	if tk == nil || tk.Position == nil {
		return place{t.file, 1 + t.below, 1}
	}
	line, column := tk.Position.Line, tk.Position.Column
	if line <= len(t.lines) {
		shown, _, _ := strings.Cut(strings.TrimSpace(tk.Origin), "\n")
		from := max(0, min(column-2, len(t.lines[line-1])))
		if at := strings.Index(t.lines[line-1][from:], shown); at >= 0 {
			column = from + at + 1
		} else if at := strings.Index(t.lines[line-1], shown); at >= 0 {
			column = at + 1
		}
	}
	return place{t.file, line + t.below, column}
}

// at is the place of the value to which keys (strings) and indices (ints)
// lead, or of the last one on the way that is there. A value that spans lines,
// or is empty, is found at its key.
func (t tree) at(path ...any) place {
	at, node := t.start(t.root), t.root
	for _, step := range path {
		key, next := enter(node, step)
		if next == nil {
			return at
		}
		if at = t.start(next); key != nil && !onItsLine(next) {
			at = t.of(key.GetToken())
		}
		node = next
	}
	return at
}

// onItsLine reports whether a value stands behind its key.
func onItsLine(n ast.Node) bool {
	switch n.(type) {
	case *ast.LiteralNode, *ast.NullNode:
		return false
	}
	_, scalar := n.(ast.ScalarNode)
	return scalar
}

// start is where a node begins.
func (t tree) start(n ast.Node) place {
	if n == nil {
		return t.of(nil)
	}
	if pairs, ok := n.(ast.MapNode); ok {
		if all := pairs.MapRange(); all.Next() {
			return t.of(all.Key().GetToken())
		}
	}
	return t.of(n.GetToken())
}

// node is what a path leads to, or nil.
func (t tree) node(path ...any) ast.Node {
	node := t.root
	for _, step := range path {
		if _, node = enter(node, step); node == nil {
			return nil
		}
	}
	return node
}

// enter follows one step of a path. Key is nil for a step into a list.
func enter(n ast.Node, step any) (key, value ast.Node) {
	switch step := step.(type) {
	case string:
		if pairs, ok := n.(ast.MapNode); ok {
			for all := pairs.MapRange(); all.Next(); {
				if all.Key().GetToken().Value == step {
					return all.Key(), all.Value()
				}
			}
		}
	case int:
		if list, ok := n.(*ast.SequenceNode); ok && step < len(list.Values) {
			return nil, list.Values[step]
		}
	}
	return nil, nil
}

// firstLine is where the text of a value begins, and by how many columns its
// lines are indented.
func (t tree) firstLine(path ...any) (at place, indent int) {
	at = t.at(path...)
	if _, literal := t.node(path...).(*ast.LiteralNode); !literal {
		return at, at.column - 1
	}
	at.line++ // below the key
	for _, line := range t.lines[at.line-t.below-1:] {
		if text := strings.TrimLeft(line, " "); text != "" {
			at.column = len(line) - len(text) + 1
			break
		}
	}
	return at, at.column - 1
}
