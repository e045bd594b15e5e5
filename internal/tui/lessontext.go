package tui

import (
	"strings"

	"gatehouse/internal/course"
	"gatehouse/internal/text"
)

// sideBySide is the width of window from which two blocks of code to compare
// stand beside each other.
const sideBySide = 100

// chunk is a part of a lesson, and the section that it stands in, from 0.
type chunk struct {
	section int
	course.Part
}

// lessonText is a lesson's text, cut where a reader's place can be told.
type lessonText struct {
	sections []course.Section
	chunks   []chunk
}

func splitLesson(l *course.Lesson) lessonText {
	t := lessonText{sections: l.Sections()}
	for i, section := range t.sections {
		for _, part := range section.Parts {
			t.chunks = append(t.chunks, chunk{i, part})
		}
	}
	return t
}

// laidOut is a lesson in lines, with where its parts begin.
type laidOut struct {
	lines    []string
	sections []int       // the line of each section
	chunks   []int       // the line of each chunk
	hits     map[int]int // how many words that were looked for stand in a line
}

// lay renders the lesson in lines of this width. Two blocks that stand beside
// each other have the room; 0 is none.
func (t lessonText) lay(width, room int, look look) laidOut {
	var out laidOut
	chunks := t.chunks
	for i, section := range t.sections {
		out.sections = append(out.sections, len(out.lines))
		if i > 0 {
			out.lines = append(out.lines, look.accent.Render(cut(text.Safe(section.Title), width)), "")
		}
		for ; len(chunks) > 0 && chunks[0].section == i; chunks = chunks[1:] {
			out.chunks = append(out.chunks, len(out.lines))
			out.lines = append(out.lines, chunks[0].lay(width, room, look)...)
			out.lines = append(out.lines, "")
		}
	}
	if n := len(out.lines); n > 0 {
		out.lines = out.lines[:n-1]
	}
	return out
}

func (c chunk) lay(width, room int, look look) []string {
	switch len(c.Blocks) {
	case 0:
		return markdown(c.Source, width, look)
	case 2:
		if room > 0 {
			return comparison(c.Blocks[0], c.Blocks[1], room, look)
		}
		return append(append(code(c.Blocks[0], width, look), ""), code(c.Blocks[1], width, look)...)
	default:
		return code(c.Blocks[0], width, look)
	}
}

// comparison sets two blocks side by side. The narrower one gives room that it
// does not need to the other.
func comparison(left, right course.Block, room int, look look) []string {
	const gap = 2
	room = min(room, 2*widestPane+gap) - gap
	width := room / 2
	switch needs, other := needs(left), needs(right); {
	case needs <= width || needs+other <= room:
		width = needs
	case other <= width:
		width = room - other
	}
	a, b := code(left, width, look), code(right, room-width, look)
	height := max(len(a), len(b))
	a, b = fill(a, height), fill(b, height)
	for i := range a {
		a[i] = pad(a[i], width+gap) + b[i]
	}
	return a
}

// needs is how wide a block is that is not broken.
func needs(b course.Block) int {
	widest := plainWidth(b.Said()) + 2
	for _, line := range splitRows(b.Text) {
		widest = max(widest, plainWidth(strings.ReplaceAll(text.Safe(line), "\t", "    ")))
	}
	return widest + 2
}

// code renders a block, above it what it is an example of.
func code(b course.Block, width int, look look) []string {
	rows := strings.Split(text.Code(b.Text, b.Language, width, look.markdown), "\n")
	if b.Mark == course.Unmarked {
		return rows
	}
	sign, style := look.signs.good, look.good
	if b.Mark == course.Wrong {
		sign, style = look.signs.bad, look.bad
	}
	var above []string
	for _, row := range hang(sign+" ", style, b.Said(), width-2) {
		above = append(above, look.muted.Render("│ ")+row)
	}
	return append(above, rows...)
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
