package tui

import (
	"fmt"
	"image/color"
	"math"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/hinshun/vt10x"
	"github.com/stretchr/testify/assert"
)

// readable is the least contrast of text by WCAG 2 at level AA.
const readable = 4.5

// backgrounds are those that terminals of one kind have most often.
var backgrounds = map[background][]string{
	dark:  {"#1e1e1e", "#000000", "#282c34", "#002b36"},
	light: {"#ffffff", "#fafafa", "#fdf6e3"},
}

// contrast is the ratio of WCAG 2 between two colours, 1 to 21.
func contrast(a, b color.Color) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		s := float64(v) / 0xffff
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

// assertReadable asserts it of a colour on another, as they are and as the
// nearest of 256.
func assertReadable(t *testing.T, what string, fore, back color.Color) {
	t.Helper()
	hex := func(c color.Color) string {
		r, g, b, _ := c.RGBA()
		return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
	}
	for _, pair := range [][2]color.Color{{fore, back}, {colorprofile.ANSI256.Convert(fore), back}} {
		assert.GreaterOrEqual(t, contrast(pair[0], pair[1]), readable, "%s: %s on %s", what, hex(pair[0]), hex(pair[1]))
	}
}

func TestContrastIsThatOfWCAG(t *testing.T) {
	assert.InDelta(t, 21, contrast(color.Black, color.White), 0.01)
	assert.InDelta(t, 4.54, contrast(lipgloss.Color("#767676"), color.White), 0.01)
}

func TestEveryRoleIsReadable(t *testing.T) {
	for kind, backs := range backgrounds {
		l := terminal{profile: colorprofile.TrueColor, background: kind}.look()
		for role, style := range map[string]lipgloss.Style{"muted": l.muted, "accent": l.accent, "good": l.good, "bad": l.bad,
			"advice": l.advice, "honest": l.honest, "hostile": l.hostile, "code": l.code, "focus": l.focus} {
			for _, back := range backs {
				assertReadable(t, role, style.GetForeground(), lipgloss.Color(back))
			}
		}
		assertReadable(t, "selected", l.selected.GetForeground(), l.selected.GetBackground())
		assertReadable(t, "selected", l.selected.GetForeground(), colorprofile.ANSI256.Convert(l.selected.GetBackground()))
	}
}

// drawnIn is what each pair of colours draws first on the screen in view.
func drawnIn(w *window) map[[2]vt10x.Color]string {
	screen := vt10x.New(vt10x.WithSize(w.root.desk.width, w.root.desk.height))
	// This terminal makes what is bold bright as well, which most do not.
	content := strings.NewReplacer("\n", "\r\n", "\x1b[1m", "", "\x1b[1;", "\x1b[").Replace(w.root.View().Content)
	_, _ = screen.Write([]byte(content))
	pairs := map[[2]vt10x.Color]string{}
	for y, row := range strings.Split(w.text(), "\n") {
		for x := range w.root.desk.width {
			cell := screen.Cell(x, y)
			pair := [2]vt10x.Color{cell.FG, cell.BG}
			if cell.Char != ' ' && pairs[pair] == "" {
				pairs[pair] = row
			}
		}
	}
	return pairs
}

// inColour opens a screen in a terminal that has colours.
func inColour(t *testing.T, open func(t *testing.T, w *window), like terminal, look func(pairs map[[2]vt10x.Color]string)) {
	inWindow(t, 120, 40, false, func(t *testing.T, w *window) {
		w.root.desk.terminal = like
		w.root = w.root.relooked()
		open(t, w)
		look(drawnIn(w))
	})
}

func TestWhateverIsDrawnIsReadable(t *testing.T) {
	rgb := func(c vt10x.Color) color.Color { return color.RGBA{uint8(c >> 16), uint8(c >> 8), uint8(c), 255} }
	for kind, backs := range backgrounds {
		pairs := map[[2]vt10x.Color]string{}
		for name, open := range everyScreen {
			inColour(t, open, terminal{profile: colorprofile.TrueColor, background: kind}, func(seen map[[2]vt10x.Color]string) {
				for pair, row := range seen {
					pairs[pair] = name + ": " + row
				}
			})
		}
		assert.Greater(t, len(pairs), 8, "the colours are seen")
		for pair, row := range pairs {
			switch fore, back := pair[0], pair[1]; {
			case fore == vt10x.DefaultFG && back == vt10x.DefaultBG:
			case back == vt10x.DefaultBG:
				for _, back := range backs {
					assertReadable(t, row, rgb(fore), lipgloss.Color(back))
				}
			default:
				assert.NotEqual(t, vt10x.DefaultFG, fore, "the terminal's own colour on ours: %s", row)
				assertReadable(t, row, rgb(fore), rgb(back))
			}
		}
	}
}

// Where the terminal does not say what its background is, or has 16 colours,
// its owner chose them: but grey, yellow and the bright ones are readable on
// one kind only.
func TestOfSixteenColoursTheReadableAreUsed(t *testing.T) {
	plain := map[vt10x.Color]bool{vt10x.DefaultFG: true, vt10x.DefaultBG: true, vt10x.Red: true, vt10x.Green: true, vt10x.Blue: true, vt10x.Magenta: true}
	bright := map[vt10x.Color]bool{vt10x.DefaultFG: true, vt10x.DefaultBG: true, vt10x.LightRed: true, vt10x.LightGreen: true,
		vt10x.LightBlue: true, vt10x.LightMagenta: true, vt10x.LightCyan: true, vt10x.LightYellow: true}
	for _, c := range []struct {
		like terminal
		may  map[vt10x.Color]bool
	}{
		{terminal{profile: colorprofile.TrueColor}, plain},
		{terminal{profile: colorprofile.ANSI, background: light}, plain},
		{terminal{profile: colorprofile.ANSI, background: dark}, bright},
	} {
		for name, open := range everyScreen {
			inColour(t, open, c.like, func(seen map[[2]vt10x.Color]string) {
				for pair, row := range seen {
					assert.True(t, c.may[pair[0]] && c.may[pair[1]], "%s: %v in %s", name, pair, row)
				}
			})
		}
	}
}
