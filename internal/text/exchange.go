package text

import (
	"fmt"
	"strings"

	"gatehouse/sandbox"
)

// Mark says which part of an exchange a line shows.
type Mark int

// The parts of an exchange.
const (
	Sent Mark = iota // the request line
	Got              // the status line, or that nothing came back
	Head             // a header line, or the rest of a line that was too long
	Body
)

// Line is one line of an exchange, safe to show.
type Line struct {
	Mark Mark
	Text string
}

// mostOfBody is how many bytes of a body are shown.
const mostOfBody = 2048

// Exchange lays out an exchange in lines of at most width cells. Line ends as
// HTTP has them are not shown, any other is; of a long body the beginning is
// shown, and how long it was.
func Exchange(e sandbox.Exchange, width int) []Line {
	lines := message(Sent, e.Request, width)
	if e.Response == "" {
		return append(lines, Line{Got, "nothing"})
	}
	return append(lines, message(Got, e.Response, width)...)
}

func message(first Mark, raw string, width int) []Line {
	head, body, _ := strings.Cut(raw, "\r\n\r\n")
	var lines []Line
	add := func(mark, rest Mark, s string) {
		for _, part := range cut(Safe(s), width) {
			lines = append(lines, Line{mark, part})
			mark = rest
		}
	}
	mark := first
	for line := range strings.SplitSeq(strings.TrimSuffix(head, "\r\n"), "\r\n") {
		add(mark, Head, strings.ReplaceAll(line, "\n", "␊"))
		mark = Head
	}
	shown := strings.ToValidUTF8(body[:min(mostOfBody, len(body))], "")
	for line := range strings.Lines(shown) {
		add(Body, Body, strings.TrimSuffix(line, "\n"))
	}
	if len(shown) < len(body) {
		add(Body, Body, fmt.Sprintf("(cut; %d bytes in all)", len(body)))
	}
	return lines
}
