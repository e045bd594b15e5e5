// Package text makes any string safe to show in a terminal, and turns
// Markdown, source code and exchanges into lines of a given width.
package text

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Safe makes visible what a terminal would obey or hide: control characters
// but line feed and tab, characters that turn the direction of text or take no
// room, and bytes that are not UTF-8. A carriage return becomes ␍, all else
// its escape as Go writes it, such as \x1b. What was learnt from outside
// passes through here before it is shown.
func Safe(s string) string {
	if !strings.ContainsFunc(s, unsafe) {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		switch {
		case r == utf8.RuneError && size == 1, r < utf8.RuneSelf && unsafe(r) && r != '\r':
			fmt.Fprintf(&b, `\x%02x`, s[0])
		case r == '\r':
			b.WriteRune('␍')
		case r > 0xffff && unsafe(r):
			fmt.Fprintf(&b, `\U%08x`, r)
		case r != utf8.RuneError && unsafe(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
		s = s[size:]
	}
	return b.String()
}

// unsafe also holds for the replacement character, which stands for bytes
// that are not UTF-8.
func unsafe(r rune) bool {
	if r == '\n' || r == '\t' {
		return false
	}
	return r == utf8.RuneError || unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp)
}
