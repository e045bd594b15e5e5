package text_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"

	"gatehouse/internal/text"
)

func TestWrap(t *testing.T) {
	tests := []struct {
		name, in string
		width    int
		want     string
	}{
		{"between words", "a guard lets in", 10, "a guard\nlets in"},
		{"within a word that is too long", "0123456789abc", 5, "01234\n56789\nabc"},
		{"by cells, not characters", "世界 世界", 5, "世界\n世界"},
		{"never at a hyphen", "the X-API-Key", 7, "the\nX-API-K\ney"},
		{"colours go on", "\x1b[31mred red\x1b[m", 3, "\x1b[31mred\x1b[m\n\x1b[31mred\x1b[m"},
		{"own line breaks stay", "a\nb", 10, "a\nb"},
		{"a tab is four blanks", "\ta", 10, "    a"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, tt.want, text.Wrap(tt.in, tt.width))
		})
	}
}

func assertFits(t *testing.T, width int, rendered string) {
	t.Helper()
	for line := range strings.SplitSeq(rendered, "\n") {
		assert.LessOrEqual(t, ansi.StringWidth(line), width, "%q", line)
	}
}
