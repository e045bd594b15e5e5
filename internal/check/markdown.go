package check

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// markdown is the text of a lesson or an exercise, line by line.
type markdown struct {
	file  string
	lines []line
}

// line is one line of Markdown.
type line struct {
	number int // in its file, from 1
	text   string
	kind   lineKind
	level  int    // of a heading, from 1
	fence  string // language of the fence the line is in, or that it opens
}

type lineKind int

const (
	prose lineKind = iota
	heading
	code    // inside a fence, or indented by four columns
	opening // the line that opens a fence
	closing
)

var headings = regexp.MustCompile(`^(#{1,6}) +(.*?) *#*$`)

// scan tells the lines of a Markdown text apart; below is how many lines of
// the file stand above it.
func scan(file string, below int, lines []string) markdown {
	m := markdown{file: file}
	open, language := "", "" // the signs that opened a fence
	for i, s := range lines {
		l := line{number: below + i + 1, text: s, fence: language}
		mark := fence(s)
		switch {
		case open != "" && strings.HasPrefix(mark, open) && strings.TrimSpace(s) == mark:
			l.kind, open, language = closing, "", ""
		case open != "":
			l.kind = code
		case mark != "":
			open = mark
			language, _, _ = strings.Cut(strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(s), "`~")), " ")
			l.kind, l.fence = opening, language
		case strings.HasPrefix(s, "    ") || strings.HasPrefix(s, "\t"):
			l.kind = code
		default:
			if parts := headings.FindStringSubmatch(s); parts != nil {
				l.kind, l.level, l.text = heading, len(parts[1]), parts[2]
			}
		}
		m.lines = append(m.lines, l)
	}
	return m
}

// fence is the run of signs with which a line opens or closes a fence, or "".
func fence(s string) string {
	s = strings.TrimLeft(s, " ")
	for _, sign := range []string{"`", "~"} {
		if run := s[:len(s)-len(strings.TrimLeft(s, sign))]; len(run) >= 3 {
			return run
		}
	}
	return ""
}

// last is the number of the last line that is not blank.
func (m markdown) last() int {
	last := 1
	for _, l := range m.lines {
		if strings.TrimSpace(l.text) != "" {
			last = l.number
		}
	}
	return last
}

// section is a heading and what stands under it, up to the next heading of
// its level or above.
type section struct {
	line
	body []line
}

// sections are the sections of a level, from 1.
func (m markdown) sections(level int) []section {
	var all []section
	open := false
	for _, l := range m.lines {
		switch {
		case l.kind == heading && l.level == level:
			all, open = append(all, section{line: l}), true
		case l.kind == heading && l.level < level:
			open = false
		case open:
			all[len(all)-1].body = append(all[len(all)-1].body, l)
		}
	}
	return all
}

// fences are the blocks of a language.
func (m markdown) fences(language string) []section {
	var all []section
	for _, l := range m.lines {
		switch {
		case l.fence != language:
		case l.kind == opening:
			all = append(all, section{line: l})
		case l.kind == code:
			all[len(all)-1].body = append(all[len(all)-1].body, l)
		}
	}
	return all
}

// within is what stands under a heading, as a text of its own.
func (m markdown) within(s section) markdown { return markdown{m.file, s.body} }

// empty reports whether nothing stands under the heading.
func (s section) empty() bool {
	for _, l := range s.body {
		if l.kind != heading && strings.TrimSpace(l.text) != "" {
			return false
		}
	}
	return true
}

func (s section) text() string {
	var b strings.Builder
	for _, l := range s.body {
		b.WriteString(l.text + "\n")
	}
	return b.String()
}

// widest is how many columns a picture or code may have.
const widest = 76

// columns is how wide a line is, with four columns for a tab.
func columns(s string) int {
	return utf8.RuneCountInString(strings.ReplaceAll(s, "\t", "    "))
}

// cut is the column, in bytes, of the first sign that stands too far right.
func cut(s string) int {
	for i := range s {
		if columns(s[:i]) >= widest {
			return i + 1
		}
	}
	return 1
}
