package course

import (
	"fmt"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/token"
)

// What YAML of a course may have: several times what the longest bank has. The
// decoder takes the square of the length and of the depth, so that a file
// beyond this would keep the program for minutes.
const (
	largestYAML = 256 << 10 // bytes
	deepestYAML = 32        // collections within each other, on one line
)

// Bounded says why YAML is not decoded, or nil: it is longer or deeper than any
// that people write, or it has an anchor, an alias or a tag. By aliases of
// aliases a few lines grow beyond any memory. But for the length, the error is
// one of YAML's own, with the token at fault.
func Bounded(text []byte) error {
	if len(text) > largestYAML {
		return fmt.Errorf("the YAML has %d bytes, and at most %d are read", len(text), largestYAML)
	}
	open, line, onLine := 0, 0, 0
	for _, t := range lexer.Tokenize(string(text)) {
		if t.Position.Line != line {
			line, onLine = t.Position.Line, 0
		}
		switch t.Type {
		case token.AnchorType, token.AliasType, token.TagType, token.MergeKeyType:
			return &yaml.SyntaxError{Token: t, Message: fmt.Sprintf("%q begins an anchor, an alias or a tag, and those are not read; write out what is meant", t.Value)}
		case token.SequenceStartType, token.MappingStartType:
			open++
		case token.SequenceEndType, token.MappingEndType:
			open--
		case token.SequenceEntryType, token.MappingKeyType:
			onLine++
		}
		if open > deepestYAML || onLine > deepestYAML {
			return &yaml.SyntaxError{Token: t, Message: fmt.Sprintf("more than %d lists or maps stand within each other", deepestYAML)}
		}
	}
	return nil
}
