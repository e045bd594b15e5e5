package tui

import (
	"image/color"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"

	"gatehouse/internal/text"
)

// background is what the terminal said of its own background.
type background int

const (
	unknown background = iota // it did not answer: only its own 16 colours are safe
	dark
	light
)

// terminal is what is known of the terminal that we draw on.
type terminal struct {
	profile    colorprofile.Profile
	background background
	ascii      bool // signs in ASCII
	still      bool // nothing moves but words and seconds
	links      bool // it shows links, or leaves them out
}

// look is how things are shown on one terminal: styles by role, and signs.
type look struct {
	text, bold, muted, accent, good, bad, advice  lipgloss.Style
	honest, hostile, code, selected, focus, found lipgloss.Style
	markdown                                      text.Style
	signs                                         signs
	still                                         bool
}

// shade is one role's colour on each kind of terminal: hex values for dark and
// light, and the fallback among the 16 that the user's theme made readable.
type shade struct {
	dark, light     string
	dark16, light16 color.Color
}

func (t terminal) look() look {
	base := lipgloss.NewStyle()
	l := look{
		text: base, bold: base.Bold(true), muted: base, focus: base.Bold(true),
		markdown: text.Style{Color: true, Dark: t.background == dark, Basic: t.background == unknown || t.profile <= colorprofile.ANSI},
		signs:    signsFor(t.ascii),
		still:    t.still,
	}
	paint := func(s shade) lipgloss.Style {
		if c := t.pick(s); c != nil {
			return base.Foreground(c)
		}
		return base
	}
	l.muted = paint(shade{"#A3A9B5", "#565D6B", nil, nil})
	l.accent = paint(shade{"#8AB4F8", "#1F5FBF", lipgloss.BrightBlue, lipgloss.Blue}).Bold(true)
	l.good = paint(shade{"#6FD3A6", "#0B6B48", lipgloss.BrightGreen, lipgloss.Green})
	l.bad = paint(shade{"#FF8F7E", "#B3261E", lipgloss.BrightRed, lipgloss.Red})
	l.advice = paint(shade{"#E8C468", "#7A5300", lipgloss.BrightYellow, nil})
	l.honest = paint(shade{"#7FD1E0", "#0B6476", lipgloss.BrightCyan, nil})
	l.hostile = paint(shade{"#F29BD0", "#9A1F6A", lipgloss.BrightMagenta, lipgloss.Magenta})
	l.code = paint(shade{"#D8C9A6", "#5A4A1F", nil, nil})
	l.focus = paint(shade{"#8AB4F8", "#1F5FBF", nil, nil}).Bold(true)
	l.found = base.Bold(true).Underline(true)
	l.selected = t.selection(base)
	return l
}

func (t terminal) colours() bool { return t.profile > colorprofile.ASCII }

// pick returns the colour of a role here, or nil for the terminal's own.
func (t terminal) pick(s shade) color.Color {
	if !t.colours() {
		return nil
	}
	if t.background == unknown || t.profile == colorprofile.ANSI {
		// A white terminal that does not answer must stay readable, and bright
		// colours are not: the plain ones are on both.
		if t.background == dark {
			return s.dark16
		}
		return s.light16
	}
	return lipgloss.LightDark(t.background == dark)(lipgloss.Color(s.light), lipgloss.Color(s.dark))
}

func (t terminal) selection(base lipgloss.Style) lipgloss.Style {
	switch {
	case t.background == unknown || t.profile <= colorprofile.ANSI:
		return base.Reverse(true)
	case t.background == light:
		return base.Foreground(lipgloss.Color("#1B1B1F")).Background(lipgloss.Color("#DCE7FA"))
	default:
		return base.Foreground(lipgloss.Color("#FFFFFF")).Background(lipgloss.Color("#2C3A55"))
	}
}

// signs are the marks that stand before words. Each is one cell wide.
type signs struct {
	good, bad, begun, fresh, none, due, honest, hostile, advice, cursor, here, sent, got string
	full, empty                                                                          string
	spinner                                                                              []string
	ascii                                                                                bool
}

func signsFor(ascii bool) signs {
	if ascii {
		return signs{
			good: "+", bad: "x", begun: "~", fresh: ".", none: "?", due: "*", honest: "o", hostile: "!",
			advice: "i", cursor: ">", here: ">", sent: ">", got: "<", full: "#", empty: "-",
			spinner: []string{"|", "/", "-", `\`}, ascii: true,
		}
	}
	return signs{
		good: "✓", bad: "✗", begun: "◐", fresh: "○", none: "·", due: "↻", honest: "◇", hostile: "◆",
		advice: "△", cursor: "▸", here: "›", sent: "→", got: "←", full: "▓", empty: "░",
		spinner: []string{"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"},
	}
}

// side is the sign of a probe's caller, in its colour.
func (l look) side(honest bool) string {
	if honest {
		return l.honest.Render(l.signs.honest)
	}
	return l.hostile.Render(l.signs.hostile)
}

// plain turns what is left of typography into ASCII, cell for cell, where the
// terminal may not have it.
func (s signs) plain(view string) string {
	if !s.ascii {
		return view
	}
	return strings.NewReplacer("│", "|", "─", "-", "…", "~", "↑", "^", "↓", "v", "↳", ">", "←", "<", "→", ">",
		"·", "-", "§", "S", "›", ">", "–", "-", "•", "*", "█", "#", "▓", "#", "░", "-", "×", "x",
		"␍", "r", "␊", "n", "“", `"`, "”", `"`, "’", "'", "═", "=", "╭", "+", "╮", "+", "╰", "+", "╯", "+",
		"┌", "+", "┐", "+", "└", "+", "┘", "+", "├", "+", "┤", "+", "┼", "+", "┬", "+", "┴", "+").Replace(view)
}

// WantsASCII reports whether signs must be ASCII: where they may be missing
// (no UTF-8, the Linux console) or two cells wide (Chinese, Japanese, Korean).
func WantsASCII(getenv func(string) string) bool {
	switch getenv("GATEHOUSE_ASCII") {
	case "1":
		return true
	case "0":
		return false
	}
	locale := getenv("LC_ALL")
	for _, name := range []string{"LC_CTYPE", "LANG"} {
		if locale == "" {
			locale = getenv(name)
		}
	}
	locale = strings.ToLower(locale)
	if getenv("TERM") == "linux" {
		return true
	}
	for _, wide := range []string{"zh", "ja", "ko"} {
		if strings.HasPrefix(locale, wide) {
			return true
		}
	}
	return locale != "" && !strings.Contains(locale, "utf-8") && !strings.Contains(locale, "utf8")
}
