package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"

	"gatehouse/internal/text"
)

// printJSON prints the one value of --json.
func (p *program) printJSON(value any) error {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(value); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	_, err := io.WriteString(p.out, escape(b.String()))
	return err
}

// escape writes what a terminal would obey as \u escapes. In JSON it can stand
// in strings only, so the value stays the same.
func escape(encoded string) string {
	var b strings.Builder
	for _, r := range encoded {
		switch {
		case text.Safe(string(r)) == string(r):
			b.WriteRune(r)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(&b, `\u%04x\u%04x`, high, low)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String()
}
