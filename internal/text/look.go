package text

import "charm.land/glamour/v2/ansi"

// markdown is the look of Markdown, with the marks that regions are found by.
func (s Style) markdown() ansi.StyleConfig {
	colors := s.palette()
	look := ansi.StyleConfig{
		List:           ansi.StyleList{LevelIndent: 2},
		BlockQuote:     ansi.StyleBlock{Indent: new(uint(1)), IndentToken: new(bar + textBegins)},
		Heading:        ansi.StyleBlock{StylePrimitive: in(colors.accent)},
		Strong:         ansi.StylePrimitive{Bold: new(true)},
		Emph:           ansi.StylePrimitive{Italic: new(true)},
		Strikethrough:  ansi.StylePrimitive{CrossedOut: new(true)},
		HorizontalRule: ansi.StylePrimitive{Format: "\n----\n"},
		Item:           ansi.StylePrimitive{BlockPrefix: "- " + textBegins},
		Enumeration:    ansi.StylePrimitive{BlockPrefix: ". " + textBegins},
		Task:           ansi.StyleTask{Ticked: "[x] " + textBegins, Unticked: "[ ] " + textBegins},
		Link:           in(colors.accent),
		Code:           ansi.StyleBlock{StylePrimitive: in(colors.code)},
	}
	look.Heading.Bold = new(true)
	look.Heading.BlockSuffix = "\n"
	look.CodeBlock.BlockPrefix = codeBegins + "\n"
	look.CodeBlock.BlockSuffix = "\n" + codeEnds + "\n"
	look.Table.ColumnSeparator = new(tableColumn)
	look.Table.RowSeparator = new(tableRow)
	look.Table.CenterSeparator = new(tableCross)
	if !s.Color {
		look.H1.Prefix, look.H2.Prefix, look.H3.Prefix, look.H4.Prefix = "# ", "## ", "### ", "#### "
	}
	if s.Spoken {
		look.H1.Prefix, look.H2.Prefix, look.H3.Prefix, look.H4.Prefix = "heading: ", "heading: ", "heading: ", "heading: "
		look.BlockQuote.IndentToken = new("quoted: " + textBegins)
	}
	if colors.code == "" {
		look.Code.Prefix, look.Code.Suffix = "`", "`"
	}
	return look
}

// in is a look that differs in colour alone; empty is the terminal's own.
func in(color string) ansi.StylePrimitive {
	if color == "" {
		return ansi.StylePrimitive{}
	}
	return ansi.StylePrimitive{Color: new(color)}
}
