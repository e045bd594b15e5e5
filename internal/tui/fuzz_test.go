package tui

import (
	"strings"
	"testing"

	"github.com/aymanbagabas/go-udiff"
	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/text"
)

func FuzzDiff(f *testing.F) {
	f.Add("a\nb\nc\n", "a\nx\nc", uint8(60))
	f.Add("@@ -1 +1 @@\n", "-- a\n++ b\n\\ x\n\n", uint8(10))
	f.Add("\x1b[2J\r\n\u202e", "世界\t\x00\xff", uint8(6))
	f.Add(strings.Repeat("a\n", 100), strings.Repeat("b\n", 100), uint8(200))
	l := terminal{}.look()
	f.Fuzz(func(t *testing.T, other, mine string, cells uint8) {
		width := 6 + int(cells)
		unified := udiff.Unified("starter", "yours", other, mine)
		out, in := 0, 0
		for _, h := range hunks(unified) {
			minus, plus := h.count()
			out, in = out+minus, in+plus
			for _, row := range h.below(l, width) {
				requireShown(t, row, width)
			}
			for _, row := range h.sides(l, width) {
				requireShown(t, row, 2*width+2)
			}
		}
		signs := map[byte]int{}
		for i, row := range splitRows(unified) {
			if i >= 2 && row != "" {
				signs[row[0]]++
			}
		}
		assert.Equal(t, [2]int{signs['-'], signs['+']}, [2]int{out, in})
		assert.Equal(t, other == mine, out+in == 0)
	})
}

// requireShown demands that a row moves no cursor and goes into some cells.
func requireShown(t *testing.T, row string, cells int) {
	t.Helper()
	plain := ansi.Strip(row)
	require.Equal(t, plain, text.Safe(plain))
	require.NotContains(t, plain, "\n")
	require.LessOrEqual(t, ansi.StringWidth(row), cells, "%q", row)
}
