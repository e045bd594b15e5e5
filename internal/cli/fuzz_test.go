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
				inPlaces := 0
				for i, line := range lines {
					if i >= 2 && line[0] != '\\' {
						inPlaces++
					}
				}
				assert.Len(t, rows, inPlaces, "a line is lost")
			}
		}
	})
}
