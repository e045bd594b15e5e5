package check

import (
	"fmt"
	"io/fs"
	"strings"
	"unicode/utf8"
)

// largest is how many bytes one file of a course may have.
const largest = 1 << 20

// finder collects what is wrong with the files of a course.
type finder struct {
	content  fs.FS
	texts    map[string]*text
	problems []Problem
}

// text is a file, line by line.
type text struct {
	file  string
	lines []string
	valid bool // it is UTF-8
}

// place is where something stands.
type place struct {
	file         string
	line, column int // from 1; the column in bytes
}

func newFinder(content fs.FS) *finder {
	return &finder{content: content, texts: map[string]*text{}}
}

// add notes a problem of a kind that kinds knows.
func (f *finder) add(code string, at place, format string, args ...any) {
	at.line, at.column = max(1, at.line), max(1, at.column)
	f.problems = append(f.problems, Problem{
		Severity: kinds[code].severity, File: at.file, Line: at.line, Column: at.column, Code: code,
		Message: fmt.Sprintf(format, args...), Source: f.caret(at), Help: kinds[code].help,
	})
}

// caret is the line at a place, and a line with a caret under its column.
func (f *finder) caret(at place) string {
	t := f.open(at.file)
	if t == nil || at.line > len(t.lines) || t.lines[at.line-1] == "" {
		return ""
	}
	line := t.lines[at.line-1]
	before := line[:min(at.column-1, len(line))]
	blank := strings.Map(func(r rune) rune {
		if r == '\t' {
			return r // as wide above as below
		}
		return ' '
	}, before)
	return strings.ToValidUTF8(line, "\uFFFD") + "\n" + blank + "^"
}

// read returns a file of text, or nil where checkFiles says what is wrong.
func (f *finder) read(file string) *text {
	if t := f.open(file); t != nil && t.valid {
		return t
	}
	return nil
}

// open returns a file, or nil where it cannot be read.
func (f *finder) open(file string) *text {
	if t, known := f.texts[file]; known {
		return t
	}
	f.texts[file] = nil
	info, err := fs.Stat(f.content, file)
	if err != nil || !info.Mode().IsRegular() || info.Size() > largest {
		return nil
	}
	raw, err := fs.ReadFile(f.content, file)
	if err != nil {
		return nil
	}
	lines := strings.Split(strings.ReplaceAll(string(raw), "\r\n", "\n"), "\n")
	f.texts[file] = &text{file: file, lines: lines, valid: utf8.Valid(raw)}
	return f.texts[file]
}

// there reports whether the course has a file or folder of this name.
func (f *finder) there(name string) bool {
	_, err := fs.Stat(f.content, name)
	return err == nil
}

// folders are the names of the folders in a folder.
func (f *finder) folders(dir string) []string {
	entries, _ := fs.ReadDir(f.content, dir) // a folder that is not there has none
	var names []string
	for _, entry := range entries {
		if info, err := fs.Stat(f.content, dir+"/"+entry.Name()); err == nil && info.IsDir() {
			names = append(names, entry.Name())
		}
	}
	return names
}
