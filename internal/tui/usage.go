package tui

import (
	"slices"

	"gatehouse/internal/find"
)

// newUsage says what a command does.
func newUsage(d desk, name string) screen {
	i := slices.IndexFunc(d.commands, func(u find.Usage) bool { return u.Name == name })
	u := d.commands[i]
	return newReading(d, reading{
		place:  "command",
		status: "To be typed in a terminal; it does the same in plain lines.",
		head:   func(s size, l look) []string { return headline(s, l, u.Line) },
		lay:    func(width int, _ look) []string { return wrap(u.Long, width) },
		extra: func(m reading) []verb {
			return []verb{
				does(d.keys.copy, "copy", "copy the command", func() turn {
					return stays(m, d.do.copyText("Sent to the clipboard: gatehouse "+name+".", "gatehouse "+name))
				}),
				m.d.findVerb(m, "").quiet(),
			}
		},
	})
}
