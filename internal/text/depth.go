package text

import "github.com/yuin/goldmark/ast"

// deepest is how many blocks of Markdown, such as quotations and lists, may
// stand within each other. Glamour takes the cube of it.
const deepest = 32

// depth is how many blocks stand within each other where there are most.
func depth(document ast.Node) int {
	most, now := 0, 0
	_ = ast.Walk(document, func(node ast.Node, entering bool) (ast.WalkStatus, error) {
		switch {
		case node.Type() == ast.TypeInline:
			return ast.WalkSkipChildren, nil
		case entering:
			now++
			most = max(most, now)
		default:
			now--
		}
		return ast.WalkContinue, nil
	})
	return most
}
