package course

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
)

// largest is how many bytes one file of a course may have.
const largest = 1 << 20

// read returns a file of text.
func (l *loader) read(file string) ([]byte, *Problem) {
	info, err := fs.Stat(l.content, file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &Problem{File: file, Message: "the file is not there", Help: "Write it, or take its id out of the course."}
	}
	if err == nil && !info.Mode().IsRegular() {
		return nil, &Problem{File: file, Message: "this is no ordinary file", Help: "Put a file of text in its place."}
	}
	if err == nil && info.Size() > largest {
		return nil, &Problem{File: file, Message: fmt.Sprintf("the file has %d bytes", info.Size()), Help: "At most 1 MiB can be read."}
	}
	var text []byte
	if err == nil {
		text, err = fs.ReadFile(l.content, file)
	}
	if err != nil {
		return nil, &Problem{
			File: file, Message: "the file cannot be read: " + err.Error(),
			Help: "It must be a file inside the course: a link that leads out of it is not followed.",
		}
	}
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	if at := invalid(text); at >= 0 {
		line, column := position(text, at)
		return nil, &Problem{File: file, Line: line, Column: column, Message: "the file is not UTF-8", Help: "Save it with the encoding UTF-8."}
	}
	return text, nil
}

// invalid is the offset of the first byte that is no UTF-8, or -1.
func invalid(text []byte) int {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

func position(text []byte, at int) (line, column int) {
	before := text[:at]
	return 1 + bytes.Count(before, []byte("\n")), at - bytes.LastIndexByte(before, '\n')
}

// find is the place of the first line that holds part, or 0, 0.
func (l *loader) find(file, part string) (line, column int) {
	text, problem := l.read(file)
	if problem != nil {
		return 0, 0
	}
	at := bytes.Index(text, []byte(part))
	if at < 0 {
		return 0, 0
	}
	return position(text, at)
}

// decodeFile reads a file of YAML. Unknown keys are errors.
func (l *loader) decodeFile(file string, into any) *Problem {
	text, problem := l.read(file)
	if problem != nil {
		return problem
	}
	return decode(file, text, 0, into)
}

// document reads the front matter of a Markdown file and returns the rest.
func (l *loader) document(file string, head any) (string, *Problem) {
	text, problem := l.read(file)
	if problem != nil {
		return "", problem
	}
	after, found := strings.CutPrefix(string(text), "---\n")
	front, body, closed := strings.Cut(after, "\n---\n")
	if !found || !closed {
		return "", &Problem{
			File: file, Line: 1, Column: 1, Message: "the front matter is missing",
			Help: "Begin the file with a line ---, the keys, and another line ---.",
		}
	}
	return strings.TrimLeft(body, "\n"), decode(file, []byte(front), 1, head)
}

// decode reads YAML that stands some lines below the top of its file.
func decode(file string, text []byte, below int, into any) *Problem {
	err := Bounded(text)
	if err == nil {
		err = yaml.NewDecoder(bytes.NewReader(text), yaml.Strict()).Decode(into)
	}
	if err == nil || errors.Is(err, io.EOF) {
		return nil
	}
	problem := &Problem{File: file, Line: 1 + below, Column: 1, Message: err.Error(), Help: "Front matters, banks and course.yaml are YAML; docs/authoring.md shows their keys."}
	var broken yaml.Error
	if errors.As(err, &broken) {
		at := broken.GetToken().Position
		problem.Line, problem.Column = at.Line+below, at.Column
		problem.Message = broken.GetMessage()
		problem.Source = caret(text, at.Line, at.Column)
	}
	return problem
}

// caret is a line with a caret under one of its columns.
func caret(text []byte, line, column int) string {
	lines := strings.Split(string(text), "\n")
	if line < 1 || line > len(lines) {
		return ""
	}
	return lines[line-1] + "\n" + strings.Repeat(" ", max(0, column-1)) + "^"
}
