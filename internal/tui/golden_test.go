package tui

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/cryptotest"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/aymanbagabas/go-udiff"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

//go:generate go test . -run ^Test(Golden|Pictures) -update

// updating reports whether views and pictures are written instead of compared.
// The flag is that of the golden files of teatest.
func updating() bool { return flag.Lookup("update").Value.String() == "true" }

// goldenSizes are the windows that every screen is looked at in.
var goldenSizes = []size{{60, 16}, {80, 24}, {120, 40}, {240, 70}}

// TestGoldenViews holds each screen in each of its states against the file that
// was looked at and accepted. `go generate ./internal/tui` writes them anew.
func TestGoldenViews(t *testing.T) {
	const folder = "testdata/screens"
	files := map[string]bool{}
	for name, s := range everyState(t) {
		file := filepath.Join(folder, strings.NewReplacer(" ", "-", ",", "", "'", "").Replace(name)+".txt")
		files[file] = true
		t.Run(name, func(t *testing.T) {
			var views strings.Builder
			for _, size := range goldenSizes {
				fmt.Fprintf(&views, "== %dx%d ==\n", size.width, size.height)
				s.opening.size = size
				cryptotest.SetGlobalRandom(t, 7) // what is drawn by lot is the same each time
				open(t, s.opening, func(t *testing.T, w *window) {
					s.open(t, w)
					fits(t, w)
					if p := w.root.top().view(); !p.bare {
						assert.LessOrEqual(t, len(p.body), w.root.desk.rows(len(p.head)), "rows are lost without a sign")
					}
					views.WriteString(folded(w.text()))
					if !s.brief {
						marksWhatIsCut(t, w)
					}
				})
			}
			golden(t, file, views.String())
		})
	}
	there, err := filepath.Glob(folder + "/*.txt")
	require.NoError(t, err)
	for _, file := range there {
		if !files[file] && updating() {
			require.NoError(t, os.Remove(file))
		} else {
			assert.True(t, files[file], "no screen is in this state any more: %s", file)
		}
	}
}

// golden compares with a file, or writes it.
func golden(t *testing.T, file, now string) {
	t.Helper()
	if updating() {
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
		require.NoError(t, os.WriteFile(file, []byte(now), 0o644))
		return
	}
	accepted, err := os.ReadFile(file)
	require.NoError(t, err)
	if diff := udiff.Unified("accepted", "now", string(accepted), now); diff != "" {
		assert.Fail(t, file+" is older than its screen; go generate ./internal/tui renews it, then look at it", diff[:min(len(diff), 4000)])
	}
}

// folded is a view as a file that can be read: without the blanks at the ends
// of its rows, and with the number of rows in place of many that are alike.
func folded(view string) string {
	rows := strings.Split(view, "\n")
	for i, row := range rows {
		rows[i] = strings.TrimRight(row, " ")
	}
	var b strings.Builder
	for len(rows) > 0 {
		alike := 1
		for alike < len(rows) && rows[alike] == rows[0] {
			alike++
		}
		if alike > 4 {
			fmt.Fprintf(&b, "%s\n== %d more like it ==\n", rows[0], alike-1)
		} else {
			b.WriteString(strings.Repeat(rows[0]+"\n", alike))
		}
		rows = rows[alike:]
	}
	return b.String()
}

// marksWhatIsCut asserts that a view from which rows or words are missing says
// so: a window as wide and very high shows all rows, and one that is very wide
// as well shows all words whole.
func marksWhatIsCut(t *testing.T, w *window) {
	t.Helper()
	seen, width := w.text(), w.root.window.width
	at := func(width, height int) string {
		w.tell(tea.WindowSizeMsg{Width: width, Height: height})
		return w.text()
	}
	rows := map[string]bool{}
	for row := range strings.Lines(seen) {
		rows[strings.TrimSpace(row)] = true
	}
	if !strings.ContainsAny(seen, "…↓↑%") {
		high := strings.Split(at(width, 500), "\n")
		for _, row := range high[1 : len(high)-2] {
			assert.True(t, rows[strings.TrimSpace(row)] || strings.TrimSpace(row) == "", "missing without a mark: %q", row)
		}
	}
	whole := map[string]bool{"more": true}
	for _, word := range strings.Fields(at(width, 500) + at(240, 500)) {
		whole[word] = true
	}
	for _, word := range strings.Fields(seen) {
		if strings.ContainsFunc(word, unicode.IsLetter) && !strings.Contains(word, "…") {
			assert.True(t, whole[word], "cut without a mark: %q", word)
		}
	}
}
