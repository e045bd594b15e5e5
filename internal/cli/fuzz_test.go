package cli

import (
	"bytes"
	"strings"
	"testing"

	"github.com/aymanbagabas/go-udiff"
	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"

	"gatehouse/internal/text"
)

func FuzzDiff(f *testing.F) {
	f.Add("a\nb\nc\n", "a\nx\nc")
	f.Add("@@ -1 +1 @@\n", "-- a\n++ b\n\\ x\n\n@@ -7")
	f.Add("\x1b[2J\r\n\u202e", "世界\t\x00\xff")
	f.Fuzz(func(t *testing.T, other, mine string) {
		unified := udiff.Unified("starter", "yours", other, mine)
		lines := strings.Split(strings.TrimSuffix(unified, "\n"), "\n")
		for _, plain := range []bool{false, true} {
			var out bytes.Buffer
			p := &program{out: &out, options: options{plain: plain}}
			p.printDiff(unified, "starter")
			shown := ansi.Strip(out.String())
			assert.Equal(t, text.Safe(shown), shown)
			rows := strings.Split(strings.TrimSuffix(shown, "\n"), "\n")
			if plain && unified != "" {
				said := map[byte]string{'@': "from line ", '-': "starter ", '+': "yours ", ' ': "both "}
				var want []string
				for _, line := range lines[2:] {
					if line[0] != '\\' {
						want = append(want, said[line[0]])
					}
				}
				for i, row := range rows {
					assert.True(t, i < len(want) && strings.HasPrefix(row, want[i]), "%q", row)
				}
				assert.Len(t, rows, len(want), "a line is lost")
			}
		}
	})
}
