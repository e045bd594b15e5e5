package tui

import (
	"strings"

	"gatehouse/internal/text"
)

// chunk is a part of a lesson's Markdown: a section's prose, or a block of
// code in it.
type chunk struct {
	section int // from 0; the text before the first heading belongs to it
	source  string
	code    string // of a block of code, what is in the fence
}

// lessonText is a lesson's Markdown, cut where a reader's place can be told.
type lessonText struct {
	sections []string // their titles
	chunks   []chunk
}

func splitLesson(title, body string) lessonText {
	t := lessonText{sections: []string{title}}
	var rows []string
	fence := ""
	end := func(code bool) {
		c := chunk{section: len(t.sections) - 1, source: strings.Join(rows, "\n")}
		if code {
			c.code = strings.Join(rows[1:len(rows)-1], "\n") + "\n"
		}
		if strings.TrimSpace(c.source) != "" {
			t.chunks = append(t.chunks, c)
		}
		rows = nil
	}
	for line := range strings.Lines(body) {
		line = strings.TrimRight(line, "\r\n")
		heading, isHeading := strings.CutPrefix(line, "## ")
		title, isTitle := strings.CutPrefix(line, "# ")
		switch {
		case fence == "" && isTitle && len(t.chunks) == 0 && len(rows) == 0:
			t.sections[0] = strings.TrimSpace(title)
			continue
		case fence == "" && isHeading:
			end(false)
			t = t.begin(strings.TrimSpace(heading))
			continue // the headline says it
		case fence == "" && strings.HasPrefix(line, "```"):
			end(false)
			fence = line[:len(line)-len(strings.TrimLeft(line, "`"))]
		case fence != "" && strings.TrimSpace(line) == fence:
			rows = append(rows, line)
			end(true)
			fence = ""
			continue
		}
		rows = append(rows, line)
	}
	end(false)
	return t
}

// begin opens a section; the first heading of a lesson that has nothing above
// it replaces the title.
func (t lessonText) begin(section string) lessonText {
	if len(t.chunks) == 0 && len(t.sections) == 1 {
		t.sections[0] = section
		return t
	}
	t.sections = append(t.sections, section)
	return t
}

// laidOut is a lesson in lines, with where its parts begin.
type laidOut struct {
	lines    []string
	sections []int // the line of each section
	chunks   []int // the line of each chunk
}

// lay renders the lesson. Markdown that cannot be rendered is shown as it
// stands.
func (t lessonText) lay(width int, look look) laidOut {
	var out laidOut
	section := -1
	for _, c := range t.chunks {
		for section < c.section {
			section++
			out.sections = append(out.sections, len(out.lines))
			if section > 0 {
				out.lines = append(out.lines, look.accent.Render(cut(text.Safe(t.sections[section]), width)), "")
			}
		}
		out.chunks = append(out.chunks, len(out.lines))
		out.lines = append(out.lines, markdown(c.source, width, look)...)
		out.lines = append(out.lines, "")
	}
	if n := len(out.lines); n > 0 {
		out.lines = out.lines[:n-1]
	}
	return out
}

// markdown renders Markdown into rows without the blank ones around them.
func markdown(source string, width int, look look) []string {
	rendered, err := text.Markdown(source, width, look.markdown)
	if err != nil {
		return wrap(source, width)
	}
	rows := strings.Split(strings.Trim(rendered, "\n"), "\n")
	for i, row := range rows {
		rows[i] = cut(strings.TrimRight(row, " "), width)
	}
	return rows
}

// at is the last of the parts that begin at or above a line.
func at(begins []int, line int) int {
	part := 0
	for i, begin := range begins {
		if begin <= line {
			part = i
		}
	}
	return part
}
