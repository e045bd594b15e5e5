package text

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"

	"gatehouse/internal/course"
)

// example renders a block of code, above it what it is an example of.
func example(b course.Block, width int, style Style) []string {
	if style.Spoken {
		return spokenCode(b, width)
	}
	lines := strings.Split(Code(b.Text, b.Language, width, style), "\n")
	if b.Mark == course.Unmarked {
		return lines
	}
	above := strings.Split(Wrap(b.Said(), max(1, width-ansi.StringWidth(bar))), "\n")
	for i, line := range above {
		above[i] = colored(bar, style.palette().muted) + line
	}
	return append(above, lines...)
}

// parser reads Markdown as glamour does, so that both see the same blocks.
var parser = goldmark.New(goldmark.WithExtensions(extension.GFM, extension.DefinitionList)).Parser()

// codeBlocks finds the code blocks of a document, in order.
func codeBlocks(document ast.Node, source []byte) []course.Block {
	var blocks []course.Block
	_ = ast.Walk(document, func(node ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := node.(type) {
		case *ast.FencedCodeBlock:
			if entering {
				b := course.Block{Text: string(n.Lines().Value(source))}
				if n.Info != nil {
					b.Language, b.Mark, b.Caption = course.ParseInfo(string(n.Info.Value(source)))
				}
				blocks = append(blocks, b)
			}
		case *ast.CodeBlock:
			if entering {
				blocks = append(blocks, course.Block{Text: string(n.Lines().Value(source))})
			}
		}
		return ast.WalkContinue, nil
	})
	return blocks
}
