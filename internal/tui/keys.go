package tui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/lipgloss/v2"
)

// bindings are the keys of all screens: one verb a key, everywhere.
type bindings struct {
	up, down, left, right, pageUp, pageDown, top, bottom key.Binding

	enter, space, back, choose, next, lesson, practice, exam, review key.Binding

	code, hint, task, diff, solution, reset, undo, copy, origin, mine, find key.Binding

	mouse, help, quit, abort, suspend, redraw key.Binding
}

func newBindings() bindings {
	on := func(shown string, keys ...string) key.Binding {
		return key.NewBinding(key.WithKeys(keys...), key.WithHelp(shown, ""))
	}
	return bindings{
		up: on("↑", "up", "k"), down: on("↓", "down", "j"), left: on("←", "left"), right: on("→", "right"),
		pageUp: on("pgup", "pgup", "ctrl+u"), pageDown: on("pgdn", "pgdown", "ctrl+d"),
		top: on("g", "g", "home"), bottom: on("G", "G", "end"),
		enter: on("enter", "enter"), space: on("space", "space"), back: on("esc", "esc"),
		choose: on("a–f", "a", "b", "c", "d", "e", "f"),
		next:   on("n", "n"), lesson: on("l", "l"), practice: on("p", "p"), exam: on("x", "x"), review: on("v", "v"),
		code: on("e", "e"), hint: on("h", "h"), task: on("t", "t"), diff: on("d", "d"), solution: on("s", "s"),
		reset: on("r", "r"), undo: on("u", "u"), copy: on("c", "c"), origin: on("o", "o"), mine: on("m", "m"), find: on("/", "/"),
		mouse: on("z", "z"), help: on("?", "?", "f1"), quit: on("q", "q"),
		abort: on("ctrl+c", "ctrl+c"), suspend: on("ctrl+z", "ctrl+z"), redraw: on("ctrl+l", "ctrl+l"),
	}
}

// only is a binding with one of its keys, where the others are text.
func only(b key.Binding, name string) key.Binding {
	b.SetKeys(name)
	b.SetHelp(name, "")
	return b
}

// verb is what a key does on one screen.
type verb struct {
	key.Binding
	shown string // the key as the key line writes it
	short string // a word or two for the key line; empty: in the help only
	long  string // for the help
	act   func() turn
	// pressed takes the key itself, where one verb has several.
	pressed func(key string) turn
}

// does binds a key to what it does. Short stands on the key line; long, which
// may be empty, in the help.
func does(b key.Binding, short, long string, act func() turn) verb {
	if long == "" {
		long = short
	}
	return verb{Binding: b, shown: b.Help().Key, short: short, long: long, act: act}
}

// as shows the key by another name: "↑↓" for two keys.
func (v verb) as(shown string) verb {
	v.shown = shown
	return v
}

// quiet leaves the verb off the key line.
func (v verb) quiet() verb {
	v.short = ""
	return v
}

func (v verb) press(key string) turn {
	if v.pressed != nil {
		return v.pressed(key)
	}
	return v.act()
}

// keymap is what the keys do on one screen, its own verbs first.
type keymap struct {
	verbs  []verb
	typing bool // printable keys are text
}

// find returns the verb of a key.
func (k keymap) find(pressed string) (verb, bool) {
	for _, v := range k.verbs {
		for _, name := range v.Keys() {
			if name == pressed && (!k.typing || len([]rune(pressed)) > 1) {
				return v, true
			}
		}
	}
	return verb{}, false
}

// label is a verb on the key line, with the cells that it takes.
type label struct {
	verb     verb
	from, to int
}

// keyLine lays out as many verbs as there is room for. The first, and help with
// what follows it (back, quit), always stay; others go, the last of them first.
func (k keymap) keyLine(width int) []label {
	var first, rest, last []verb
	for _, v := range k.verbs {
		switch {
		case v.short == "":
		case v.Help().Key == "?" || len(last) > 0:
			last = append(last, v)
		case len(first) == 0:
			first = append(first, v)
		default:
			rest = append(rest, v)
		}
	}
	for {
		labels, used := inARow(slices.Concat(first, rest, last))
		switch {
		case used < width:
			return labels
		case len(rest) == 0:
			return labels[:min(len(labels), 2)]
		}
		rest = rest[:len(rest)-1]
	}
}

func inARow(verbs []verb) (labels []label, used int) {
	x := 1
	for _, v := range verbs {
		w := lipgloss.Width(v.shown + " " + v.short)
		labels = append(labels, label{verb: v, from: x, to: x + w})
		x += w + 2
	}
	return labels, max(0, x-2)
}

func (l look) keyLine(labels []label) string {
	var b strings.Builder
	for i, at := range labels {
		b.WriteString(strings.Repeat(" ", 1+min(i, 1)))
		b.WriteString(l.accent.Render(at.verb.shown) + l.muted.Render(" "+at.verb.short))
	}
	return b.String()
}
