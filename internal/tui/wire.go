package tui

import (
	"strings"

	"charm.land/lipgloss/v2"

	"gatehouse/internal/text"
	"gatehouse/sandbox"
)

// exchangeRows show what was sent and what came back, with what matters in a
// line behind it and what was wanted beside what came. Where a line has no room
// for that, it stands below if the exchange is shown whole.
func exchangeRows(l look, e sandbox.Exchange, p sandbox.Verdict, width int, whole bool) []string {
	var rows []string
	for _, line := range text.Exchange(e, width-2) {
		row := cut(line.Text, width-2)
		switch line.Mark {
		case text.Sent:
			row = l.accent.Render(l.signs.sent) + " " + row
		case text.Got:
			row = l.accent.Render(l.signs.got) + " " + row
			if want, fits := wantBeside(e, p, width); fits {
				row += strings.Repeat(" ", width-lipgloss.Width(row)-lipgloss.Width(want)) + l.bad.Render(want)
			}
		default:
			row = "  " + l.code.Render(row)
		}
		rows = append(rows, row)
		if says := l.signs.got + " " + line.Says; line.Says != "" {
			switch {
			case lipgloss.Width(row)+2+lipgloss.Width(says) <= width:
				rows[len(rows)-1] += "  " + l.advice.Render(says)
			case whole:
				rows = append(rows, "    "+l.advice.Render(cut(says, width-4)))
			}
		}
	}
	return rows
}

// wantBeside is what was wanted of an exchange that went wrong, and whether
// there is room for it on the line that says what came.
func wantBeside(e sandbox.Exchange, p sandbox.Verdict, width int) (string, bool) {
	if !e.Wrong || p.Want == "" {
		return "", false
	}
	came, _, _ := strings.Cut(e.Response, "\r\n")
	if came == "" {
		came = "nothing"
	}
	want := "want " + strings.Join(strings.Fields(text.Safe(p.Want)), " ")
	return want, 2+lipgloss.Width(text.Safe(came))+2+lipgloss.Width(want) <= width
}
