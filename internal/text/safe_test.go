package text_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"gatehouse/internal/text"
)

func TestSafe(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain text stays", "Grüße, 世界 🎉", "Grüße, 世界 🎉"},
		{"line feed and tab stay", "a\n\tb", "a\n\tb"},
		{"an escape sequence is not obeyed", "\x1b[2Jgone", `\x1b[2Jgone`},
		{"a carriage return hides nothing", "shown\rhidden", "shown␍hidden"},
		{"bell, backspace and NUL", "\a\b\x00", `\x07\x08\x00`},
		{"DEL", "\x7f", `\x7f`},
		{"the one-byte CSI", "\u009b31m", `\u009b31m`},
		{"text that runs backwards", "a\u202eb\u2066c\u200f", `a\u202eb\u2066c\u200f`},
		{"characters without width", "to\u200bken\ufeff", `to\u200bken\ufeff`},
		{"a tag character", "\U000e0041", `\U000e0041`},
		{"a line separator", "a\u2028b", `a\u2028b`},
		{"bytes that are not UTF-8", "a\xff\xfeb", `a\xff\xfeb`},
		{"a replacement character that was sent", "a\ufffdb", "a\ufffdb"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, tt.want, text.Safe(tt.in))
		})
	}
}
