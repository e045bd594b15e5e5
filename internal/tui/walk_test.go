package tui

import (
	"math/rand/v2"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/stretchr/testify/require"
)

func TestRandomKeysNeverBreakTheFrame(t *testing.T) {
	keys := strings.Fields("enter enter enter esc up down left right pgup pgdown home end space a b c d e h l m n p r s t u v x z ? /")
	plays := []string{"....", ".x.x", "xxxx"}
	for seed := range uint64(10) {
		inWindow(t, 80, 24, seed%3 == 0, func(t *testing.T, w *window) {
			rng := rand.New(rand.NewPCG(seed, 1))
			for range 250 {
				w.tell(press(keys[rng.IntN(len(keys))]))
				switch rng.IntN(8) {
				case 0:
					w.tell(tea.WindowSizeMsg{Width: 55 + rng.IntN(120), Height: 14 + rng.IntN(40)})
				case 1:
					w.tell(tea.MouseClickMsg{X: rng.IntN(90), Y: rng.IntN(30), Button: tea.MouseLeft})
				case 2:
					w.tell(tea.MouseWheelMsg{X: rng.IntN(90), Y: rng.IntN(30), Button: tea.MouseWheelDown})
				}
				select {
				case w.learn.grades <- verdict(plays[rng.IntN(len(plays))]):
					w.tell(nil)
				default:
				}
				if w.quit {
					return
				}
				fits(t, w)
				require.False(t, t.Failed(), "seed %d", seed)
			}
		})
	}
}
