package tui

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/grade"
	"gatehouse/internal/record"
)

// A random walk takes so many steps in all, in several windows at once.
const (
	walkers = 8
	steps   = 100_000 / walkers
)

// walkKeys are what a walker presses; those that go on come more often.
var walkKeys = strings.Fields("enter enter enter enter esc esc up down down left right pgup pgdown home end space space " +
	"a a b c d e f g h j k l m n o p r s t u v x z ? / backspace ctrl+l ctrl+z G Z 7 . é 漢")

// walker presses, clicks, turns, pastes and resizes at random.
type walker struct {
	*window
	rng    *rand.Rand
	shown  string // the view that was found whole last
	width  int
	height int
}

func TestARandomWalkBreaksNothing(t *testing.T) {
	before := debug.SetGCPercent(800) // what is drawn is dropped at once
	t.Cleanup(func() { debug.SetGCPercent(before) })
	for i := range uint64(walkers) {
		seed := i + 1
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			first := seed%4 == 0
			inWindow(t, 80, 24, first, func(t *testing.T, w *window) {
				at := &walker{window: w, rng: rand.New(rand.NewPCG(seed, 1)), width: 80, height: 24}
				if !first {
					_, err := w.learn.Study.MakeWorkspace(w.learn.dir)
					require.NoError(t, err)
				}
				for step := range steps {
					did := at.step()
					if w.quit { // by the help, or a click
						w.cancel()
						w.start(first && w.learn.dir == "", size{at.width, at.height})
					}
					if wrong := at.wrong(); wrong != "" {
						require.Fail(t, wrong, "seed %d, step %d, after %s, in %T:\n%s", seed, step, did, w.root.top(), w.text())
					}
				}
				if !first {
					at.recordIsWhole(t)
				}
			})
		})
	}
}

// step does one thing and says what.
func (w *walker) step() string {
	switch n := w.rng.IntN(100); {
	case n < 76:
		return w.key(walkKeys[w.rng.IntN(len(walkKeys))])
	case n < 83:
		return w.sends(tea.MouseClickMsg{X: w.rng.IntN(w.width), Y: w.rng.IntN(w.height), Button: tea.MouseLeft})
	case n < 89:
		return w.sends(tea.MouseWheelMsg{X: w.rng.IntN(w.width), Y: w.rng.IntN(w.height), Button: tea.MouseWheelUp + tea.MouseButton(w.rng.IntN(2))})
	case n < 91:
		return w.sends(tea.PasteMsg{Content: []string{"scheme", "/tmp/x\ny", "\x1b[2J漢字\x00", strings.Repeat("long ", 200)}[w.rng.IntN(4)]})
	case n < 92:
		w.width, w.height = 50+w.rng.IntN(190), 12+w.rng.IntN(68)
		return w.sends(tea.WindowSizeMsg{Width: w.width, Height: w.height})
	case n < 94:
		return w.sends([]tea.Msg{tea.FocusMsg{}, tea.BlurMsg{}, resumedMsg{}, editedMsg{editor: "vim"}, tea.BackgroundColorMsg{}}[w.rng.IntN(5)])
	case n < 96:
		select {
		case w.learn.saves <- struct{}{}: // a watch is on
			w.tell(nil)
		default:
		}
		return "a save"
	case n < 98:
		results := []grade.Result{verdict("...."), verdict(".x.x"), verdict("xxxx"), mistaken(), uncompiled(), {Outcome: grade.CouldNotRun, Reason: long}}
		select {
		case w.learn.grades <- results[w.rng.IntN(len(results))]: // a run is on
			w.tell(nil)
		default:
		}
		return "a verdict"
	}
	time.Sleep(time.Second)
	w.tell(nil)
	return "a second"
}

func (w *walker) key(key string) string {
	w.tell(press(key))
	return key
}

func (w *walker) sends(msg tea.Msg) string {
	w.tell(msg)
	return fmt.Sprintf("%T%.80v", msg, msg)
}

// wrong says what is wrong with the view, if anything is.
func (w *walker) wrong() string {
	content := w.root.View().Content
	if content == w.shown {
		return ""
	}
	if rows := strings.Count(content, "\n") + 1; rows != w.height {
		return fmt.Sprintf("%d rows in a window of %d", rows, w.height)
	}
	for line := range strings.SplitSeq(content, "\n") {
		if width := ansi.StringWidth(line); width > w.width {
			return fmt.Sprintf("%d cells in a window of %d: %s", width, w.width, ansi.Strip(line))
		}
	}
	w.shown = content
	return ""
}

// recordIsWhole asserts that the file says what the program knows.
func (w *walker) recordIsWhole(t *testing.T) {
	t.Helper()
	file := filepath.Join(w.learn.dir, ".gatehouse", "record.jsonl")
	info, err := os.Stat(file)
	require.NoError(t, err)
	assert.NotZero(t, info.Size(), "something was recorded")
	kept, err := record.Open(file, w.learn.now)
	require.NoError(t, err)
	assert.Empty(t, kept.Warnings())
	changed, err := w.learn.Study.Refresh()
	require.NoError(t, err)
	assert.False(t, changed, "the file holds what the program knows")
}
