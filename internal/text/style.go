package text

import (
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

// Style says how Markdown and code look. The zero value is plain: no escape
// sequence at all.
type Style struct {
	Color bool // colours, bold and links
	Dark  bool // the terminal's background is dark
	Basic bool // only the sixteen colours of the terminal's own theme; with NO_COLOR too, as bold stays then
	// Spoken is for a screen reader: words stand where else a bar, an arrow or a
	// column would. It goes with no colour.
	Spoken bool
}

// palette holds the colours of the roles; empty is the terminal's own.
type palette struct {
	muted, accent, code string
}

func (s Style) palette() palette {
	switch {
	case !s.Color:
		return palette{}
	case s.Basic && s.Dark:
		return palette{accent: "12"}
	case s.Basic:
		return palette{accent: "4"}
	case s.Dark:
		return palette{muted: "#A3A9B5", accent: "#8AB4F8", code: "#D8C9A6"}
	default:
		return palette{muted: "#565D6B", accent: "#1F5FBF", code: "#5A4A1F"}
	}
}

func colored(s, color string) string {
	if s == "" || color == "" {
		return s
	}
	return ansi.Style{}.ForegroundColor(lipgloss.Color(color)).Styled(s)
}
