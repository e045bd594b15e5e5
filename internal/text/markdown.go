package text

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"

	"charm.land/glamour/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/yuin/goldmark/text"
)

// Markdown renders Markdown in lines of at most width cells. Links show their
// address; code has a bar at its left, or is spoken. What is nested deeper than
// people write stays as it stands in its file.
func Markdown(md string, width int, style Style) (string, error) {
	md = safeMarkdown(md)
	document := parser.Parse(text.NewReader([]byte(md)))
	if depth(document) > deepest {
		return strings.Join(tidy(strings.Split(Wrap(md, width), "\n"), width), "\n"), nil
	}
	rendered, err := render(md, style)
	if err != nil {
		return "", err
	}
	blocks := codeBlocks(document, []byte(md))
	var lines []string
	for _, r := range rendered {
		switch r.kind {
		case prose:
			lines = append(lines, r.reflow(width)...)
		case code:
			lines = append(lines, example(blocks[0], width, style)...)
			blocks = blocks[1:]
		case table:
			rows := r.table(width)
			if style.Spoken {
				rows = spokenTable(r.cells(), width)
			}
			lines = append(append(append(lines, ""), rows...), "")
		}
	}
	return strings.Join(tidy(lines, width), "\n"), nil
}

// render lets glamour render Markdown, in lines without end, and parts what
// comes out.
func render(md string, style Style) (regions, error) {
	const endless = 0
	renderer, err := glamour.NewTermRenderer(glamour.WithWordWrap(endless), glamour.WithStyles(style.markdown()))
	if err != nil {
		return nil, fmt.Errorf("prepare to render Markdown: %w", err)
	}
	rendered, err := renderer.Render(md)
	if err != nil {
		return nil, fmt.Errorf("render Markdown: %w", err)
	}
	if !style.Color {
		rendered = ansi.Strip(rendered)
	}
	return part(rendered), nil
}

// entity is a character by its name, or by its number: with or without a
// semicolon, as glamour reads it.
var entity = regexp.MustCompile(`&\w+;|&#[xX]?[[:xdigit:]]+;?`)

// safeMarkdown is Safe for Markdown, where &#27; too is an escape character.
func safeMarkdown(md string) string {
	md = Safe(strings.ReplaceAll(unmark.Replace(md), "\r\n", "\n"))
	return entity.ReplaceAllStringFunc(md, func(e string) string {
		char := html.UnescapeString(e)
		if safe := Safe(char); safe != char {
			return safe
		}
		return e
	})
}

// tidy takes off blanks at the ends of lines, empty lines at both ends and
// after another, and what is still too wide.
func tidy(lines []string, width int) []string {
	for i, line := range lines {
		lines[i] = ansi.Truncate(strings.TrimRight(line, " "), width, "…")
	}
	bothEmpty := func(a, b string) bool { return a == "" && b == "" }
	lines = slices.CompactFunc(lines, bothEmpty)
	return strings.Split(strings.Trim(strings.Join(lines, "\n"), "\n"), "\n")
}
