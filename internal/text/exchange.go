package text

import (
	"fmt"
	"slices"
	"strings"
	"time"

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
	Says string // what matters in it, in words; empty for most
}

// mostOfBody is how many bytes of a body are shown.
const mostOfBody = 2048

// Exchange lays out an exchange in lines of at most width cells. Line ends as
// HTTP has them are not shown, any other is; of a long body the beginning is
// shown, and how long it was.
func Exchange(e sandbox.Exchange, width int) []Line {
	lines := message(Sent, e.Request, e.Marks, width)
	if e.Response == "" {
		return append(lines, message(Got, "nothing", nil, width)...)
	}
	return append(lines, message(Got, e.Response, e.Marks, width)...)
}

func message(first Mark, raw string, marks []sandbox.Mark, width int) []Line {
	head, body, _ := strings.Cut(raw, "\r\n\r\n")
	var lines []Line
	add := func(mark, rest Mark, s string) {
		for _, part := range cut(Safe(s), width) {
			lines = append(lines, Line{Mark: mark, Text: part})
			mark = rest
		}
		if len(lines) > 0 {
			lines[len(lines)-1].Says = says(s, marks)
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

// says tells which marks stand in a line. What is a part of a longer one is
// not told again.
func says(line string, marks []sandbox.Mark) string {
	var words []string
	for _, m := range marks {
		whole := func(other sandbox.Mark) bool {
			return other.Text != m.Text && strings.Contains(other.Text, m.Text) && strings.Contains(line, other.Text)
		}
		if strings.Contains(line, m.Text) && !slices.ContainsFunc(marks, whole) {
			words = append(words, Safe(m.Is))
		}
	}
	return strings.Join(words, ", ")
}

// Later says in words how much time has passed, in the unit in which people
// would: "61 minutes later", "24 hours later", "1 hour and 1 second later".
func Later(d time.Duration) string {
	units := []struct {
		of   time.Duration
		name string
	}{{24 * time.Hour, "day"}, {time.Hour, "hour"}, {time.Minute, "minute"}, {time.Second, "second"}, {time.Millisecond, "millisecond"}}
	const most = 120 // of a unit, before a larger one is easier to grasp
	if d >= time.Second {
		d = d.Round(time.Second)
	}
	var words []string
	for i, u := range units {
		n := d / u.of
		if n == 0 || len(words) == 2 {
			continue
		}
		if i+1 < len(units) && len(words) == 0 {
			if next := units[i+1].of; d%u.of != 0 && d%next == 0 && d/next <= most {
				continue // in whole smaller ones
			}
		}
		words = append(words, counted(int(n), u.name))
		d -= n * u.of
	}
	if len(words) == 0 {
		return "at once"
	}
	return strings.Join(words, " and ") + " later"
}

func counted(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
