package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
)

// wheelRows is how far one notch of the wheel goes.
const wheelRows = 3

// keys are those of the screen on top, and those of every screen.
func (r root) keys() keymap {
	k := r.top().keys()
	bound := r.desk.keys
	var backs []verb
	verbs := make([]verb, 0, len(k.verbs)+6)
	for _, v := range k.verbs {
		if v.Help().Key == bound.back.Help().Key {
			backs = append(backs, v)
		} else {
			verbs = append(verbs, v)
		}
	}
	verbs = append(verbs,
		does(bound.mouse, "", "let go of the mouse, or take it again", r.toggleMouse),
		does(bound.redraw, "", "draw afresh", func() turn { return turn{cmd: tea.ClearScreen} }),
		does(bound.suspend, "", "suspend; fg comes back", func() turn { return turn{cmd: suspend()} }),
		r.helpVerb(k.typing))
	verbs = append(verbs, backs...)
	leave := func() turn { return turn{move: quit} }
	if !k.typing {
		verbs = append(verbs, does(bound.quit, "quit", "quit; nothing is lost", leave))
	}
	k.verbs = append(verbs, does(bound.abort, "", "quit at once", leave))
	return k
}

// toggleMouse only says so: which mode the mouse is in is the root's.
func (r root) toggleMouse() turn { return turn{cmd: func() tea.Msg { return mouseMsg{} }} }

// mouseMsg asks to let go of the mouse, or to take it again.
type mouseMsg struct{}

// helpVerb opens the help, and closes it; where letters are text, by f1 alone.
func (r root) helpVerb(typing bool) verb {
	help := r.desk.keys.help
	if typing {
		help = only(help, "f1")
	}
	if _, open := r.top().(helpScreen); open {
		return does(help, "close", "close the help", func() turn { return turn{move: back} })
	}
	return does(help, "help", "every key of this screen", func() turn {
		return opens(r.top(), newHelp(r.desk, r.top().view().place, r.keys().verbs))
	})
}

func (r root) pressed(msg tea.KeyPressMsg) (tea.Model, tea.Cmd) {
	key := msg.String()
	if msg.BaseCode != 0 && msg.Mod&tea.ModCtrl != 0 {
		key = "ctrl+" + string(msg.BaseCode) // on a keyboard without Latin letters
	}
	if key == "enter" || key == "space" {
		if msg.IsRepeat {
			return r, nil
		}
		if now := r.desk.do.now(); now.Before(r.deaf) {
			r.deaf = now.Add(afterVerdict)
			return r, nil
		}
	}
	if r.window.tooSmall() && key != "q" && key != "ctrl+c" && key != "ctrl+z" {
		return r, nil
	}
	r.note = ""
	keys := r.keys()
	if v, ok := keys.find(key); ok {
		return r.take(v.press(key))
	}
	if keys.typing {
		return r.take(r.top().update(msg))
	}
	r.note = shownKey(msg) + " does nothing here."
	return r, nil
}

func shownKey(msg tea.KeyPressMsg) string {
	name := msg.String()
	if len(name) > 12 || name == "" {
		return "This key"
	}
	return name
}

func (r root) clicked(msg tea.MouseClickMsg) (tea.Model, tea.Cmd) {
	if msg.Button != tea.MouseLeft || r.window.tooSmall() {
		return r, nil
	}
	r.note = ""
	if msg.Y == r.desk.height-1 {
		for _, l := range r.keys().keyLine(r.desk.width) {
			if msg.X >= l.from && msg.X < l.to {
				return r.take(l.verb.press(l.verb.Keys()[0]))
			}
		}
		return r, nil
	}
	if y := msg.Y - r.top().view().bodyTop(); y >= 0 && msg.Y < r.desk.height-2 {
		return r.take(r.top().update(clicked{msg.X, y}))
	}
	return r, nil
}

func (r root) wheeled(msg tea.MouseWheelMsg) (tea.Model, tea.Cmd) {
	rows := wheelRows
	if msg.Button == tea.MouseWheelUp {
		rows = -wheelRows
	}
	if msg.Button != tea.MouseWheelUp && msg.Button != tea.MouseWheelDown || r.window.tooSmall() {
		return r, nil
	}
	return r.take(r.top().update(wheeled{spot{msg.X, msg.Y - r.top().view().bodyTop()}, rows}))
}

// bodyTop is the row of the window where the body begins.
func (p page) bodyTop() int {
	if p.bare {
		return 0
	}
	return 3 + len(p.head)
}

// View draws the screen on top.
func (r root) View() tea.View {
	v := tea.View{AltScreen: true, ReportFocus: true, WindowTitle: "Gatehouse"}
	v.KeyboardEnhancements.ReportEventTypes = true
	if r.window.width == 0 || !r.lit || r.quitting {
		return v
	}
	p := r.top().view()
	if !r.freed && !p.bare {
		v.MouseMode = tea.MouseModeCellMotion
	}
	if r.window.tooSmall() {
		v.SetContent(tooSmallView(r.window))
		return v
	}
	if r.note != "" {
		p.status = r.note
	}
	labels := r.keys().keyLine(r.desk.width)
	page := frame(r.desk.size, r.desk.look, p, r.desk.look.keyLine(labels))
	page = r.desk.linked(page, p.folder)
	v.SetContent(strings.Join(append([]string{page}, r.notice()...), "\n"))
	if p.cursor != nil {
		v.Cursor = tea.NewCursor(p.cursor.x, p.cursor.y+p.bodyTop())
		v.Cursor.Blink = false
	}
	if p.place != "" {
		v.WindowTitle = "Gatehouse: " + p.place
	}
	if p.title != "" {
		v.WindowTitle = "Gatehouse: " + p.title
	}
	if r.away && p.verdict != "" {
		v.WindowTitle = "Gatehouse: " + p.verdict
	}
	if b := r.desk.build; b.running && b.of > 0 {
		v.ProgressBar = tea.NewProgressBar(tea.ProgressBarDefault, 100*b.done/b.of)
	}
	return v
}
