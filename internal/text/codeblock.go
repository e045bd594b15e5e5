package text

import (
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
)

// codeBlock is a block of code in Markdown.
type codeBlock struct{ text, language string }

func (b codeBlock) render(width int, style Style) []string {
	return strings.Split(Code(b.text, b.language, width, style), "\n")
}

// parser reads Markdown as glamour does, so that both see the same blocks.
var parser = goldmark.New(goldmark.WithExtensions(extension.GFM, extension.DefinitionList)).Parser()

// codeBlocks finds the code blocks of a document, in order.
func codeBlocks(md string) []codeBlock {
	source := []byte(md)
	var blocks []codeBlock
	document := parser.Parse(text.NewReader(source))
	_ = ast.Walk(document, func(node ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := node.(type) {
		case *ast.FencedCodeBlock:
			if entering {
				blocks = append(blocks, codeBlock{string(n.Lines().Value(source)), string(n.Language(source))})
			}
		case *ast.CodeBlock:
			if entering {
				blocks = append(blocks, codeBlock{text: string(n.Lines().Value(source))})
			}
		}
		return ast.WalkContinue, nil
	})
	return blocks
}
