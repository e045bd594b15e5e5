package scaffold

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"gatehouse/internal/course"
)

// list puts a lesson's id at the end of the last chapter of course.yaml.
func (s *site) list(id string) error {
	text, missing, err := s.read(contentsFile)
	if err != nil {
		return err
	}
	if missing {
		s.fill(names{ID: id, Lesson: id}, contentsFile)
		return nil
	}
	text, err = withLesson(text, id)
	if err != nil {
		return fmt.Errorf("%s: %w", contentsFile, err)
	}
	s.changed = append(s.changed, file{contentsFile, text})
	return nil
}

var (
	errNoChapter = errors.New("it has no chapter; write one with a title and a list of lessons")
	errForm      = errors.New("the last chapter is written in a form that no id can be added to; " +
		"write its lessons as a list of lines that begin with a hyphen, and try again")
)

// withLesson returns course.yaml with one id more. All other bytes stay as
// they are, comments too.
func withLesson(text []byte, id string) ([]byte, error) {
	var want, got course.Contents
	if err := decode(text, &want); err != nil {
		return nil, err
	}
	if len(want.Chapters) == 0 {
		return nil, errNoChapter
	}
	for _, chapter := range want.Chapters {
		if slices.Contains(chapter.Lessons, id) {
			return nil, fmt.Errorf("it lists %q already; choose another id", id)
		}
	}
	last := &want.Chapters[len(want.Chapters)-1]
	last.Lessons = append(last.Lessons, id)
	edited := addLesson(string(text), id)
	// What a list can look like is without end; what it must say is not.
	if err := decode([]byte(edited), &got); err != nil || !reflect.DeepEqual(want, got) {
		return nil, errForm
	}
	return []byte(edited), nil
}

// decode reads YAML with any line ends.
func decode(text []byte, into any) error { return yaml.Unmarshal(unix(text), into) }

func unix(text []byte) []byte { return bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")) }

// addLesson writes an id behind the last one of the last chapter. Where it
// knows no place for it, the text comes back as it was.
func addLesson(text, id string) string {
	lines := strings.SplitAfter(text, "\n")
	key, value := lastLessons(text)
	switch list := value.(type) {
	case *ast.NullNode: // lessons: and nothing yet
		at := key.GetToken().Position
		return insertLine(lines, at.Line, strings.Repeat(" ", at.Column+1)+"- "+id)
	case *ast.SequenceNode:
		if list.IsFlowStyle { // lessons: [one, two]
			comma := ", "
			if len(list.Values) == 0 {
				comma = ""
			}
			end := list.End.Position
			line := []rune(lines[end.Line-1])
			lines[end.Line-1] = strings.TrimRight(string(line[:end.Column-1]), " ") + comma + id + string(line[end.Column-1:])
			return strings.Join(lines, "")
		}
		at := list.Values[len(list.Values)-1].GetToken().Position.Line
		indent, _, _ := strings.Cut(lines[at-1], "-")
		return insertLine(lines, at, indent+"- "+id)
	}
	return text
}

// lastLessons finds the lessons of the last chapter, and their key.
func lastLessons(text string) (key, value ast.Node) {
	parsed, err := parser.ParseBytes(unix([]byte(text)), 0)
	if err != nil || len(parsed.Docs) == 0 {
		return nil, nil
	}
	_, chapters := entry(parsed.Docs[0].Body, "chapters")
	if list, ok := chapters.(*ast.SequenceNode); ok && len(list.Values) > 0 {
		return entry(list.Values[len(list.Values)-1], "lessons")
	}
	return nil, nil
}

// entry is what stands under a name.
func entry(n ast.Node, name string) (key, value ast.Node) {
	if pairs, ok := n.(ast.MapNode); ok {
		for all := pairs.MapRange(); all.Next(); {
			if all.Key().GetToken().Value == name {
				return all.Key(), all.Value()
			}
		}
	}
	return nil, nil
}

// insertLine puts a line behind the line of that number, with its line end.
func insertLine(lines []string, number int, line string) string {
	end := "\n"
	if strings.HasSuffix(lines[0], "\r\n") {
		end = "\r\n"
	}
	if before := &lines[number-1]; !strings.HasSuffix(*before, "\n") {
		*before += end
	}
	return strings.Join(slices.Insert(lines, number, line+end), "")
}
