package tui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"gatehouse/internal/course"
)

// root is the program: a stack of screens, of which the last is seen.
type root struct {
	desk   desk
	window size
	lit    bool // the background is known, or the terminal does not tell
	stack  []screen
	opened tea.Cmd // of the first screen

	problems []course.Problem // of the course, the newest first
	note     string           // on the status line until the next key
	trouble  string           // with the record, as it was said last
	copied   string           // what was sent to the clipboard last
	away     bool             // the window has no focus
	freed    bool             // the mouse belongs to the terminal
	deaf     time.Time        // until then an enter does nothing
	quitting bool
}

// How long an enter does nothing: after a verdict that is looked at, and after
// one whose reason the next enter would skip. A key that is held begins to
// repeat within the latter.
const (
	afterVerdict = 250 * time.Millisecond
	afterAnswer  = 700 * time.Millisecond
)

func (r root) start(s screen) root {
	r.stack, r.opened = []screen{s}, s.init()
	return r
}

// answerWithin is how long a terminal may take to tell its background. Nothing
// is drawn before, so that colours do not change before one's eyes.
const answerWithin = 200 * time.Millisecond

// Init asks the terminal for its background, and begins what takes a while.
func (r root) Init() tea.Cmd {
	unanswered := tea.Tick(answerWithin, func(time.Time) tea.Msg { return unansweredMsg{} })
	return tea.Batch(r.opened, tea.RequestBackgroundColor, unanswered, r.desk.do.findGo(), r.desk.do.findEditor(), r.desk.do.lookLater(), r.desk.do.follow())
}

// Update passes a message to whom it concerns: what the terminal says to the
// desk, keys and the mouse to the screen on top, results to all screens.
func (r root) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return r.pressed(msg)
	case tea.MouseClickMsg:
		return r.clicked(msg)
	case tea.MouseWheelMsg:
		return r.wheeled(msg)
	case tea.PasteMsg:
		if !r.top().keys().typing {
			r.note = "Pasted text counts only in a text field."
			return r, nil
		}
		return r.take(r.top().update(msg))
	case tea.WindowSizeMsg:
		now := size{msg.Width, msg.Height}
		if now == r.window { // others came and went unseen, and left the screen as it is
			return r, tea.ClearScreen
		}
		r.window = now
		return r.relaid(), nil
	case tea.ColorProfileMsg:
		r.desk.terminal.profile = msg.Profile
		return r.relooked(), nil
	case tea.BackgroundColorMsg:
		r.desk.terminal.background = light
		if msg.IsDark() {
			r.desk.terminal.background = dark
		}
		r.lit = true
		return r.relooked(), nil
	case unansweredMsg:
		r.lit = true
		return r, nil
	case tea.BlurMsg:
		r.away = true
		return r, nil
	case tea.FocusMsg:
		r.away = false
		return r, r.desk.do.refresh()
	case resumedMsg:
		r.away = false
		if !msg.stopped {
			r.note = "No shell waits behind this window. q quits."
		}
		return r, r.desk.do.refresh()
	case mouseMsg:
		r.freed = !r.freed
		r.note = "The mouse works here again."
		if r.freed {
			r.note = "The mouse is the terminal's: select text. z takes it again."
		}
		return r, nil
	case doMsg:
		if v, ok := r.keys().find(msg.key); ok {
			return r.take(v.press(msg.key))
		}
		return r, nil
	case lookMsg:
		return r, tea.Batch(r.desk.do.refresh(), r.desk.do.lookLater())
	}
	return r.told(msg)
}

// told takes the result of a command.
func (r root) told(msg tea.Msg) (tea.Model, tea.Cmd) {
	var cmds []tea.Cmd
	switch msg := msg.(type) {
	case progressMsg:
		if msg.another {
			r.note = r.desk.elsewhere(msg.progress)
		}
		r.desk.progress = msg.progress
		return r.relaid(), nil
	case troubleMsg:
		if said := sentence(msg.err); said != r.trouble {
			r.trouble, r.note = said, said
		}
		return r, nil
	case courseMsg:
		return r.renewed(msg)
	case indexMsg:
		if msg.course == r.desk.course {
			r.desk.index = msg.index
		}
		return r.relaid(), nil
	case savedMsg:
		r.note = "" // it was about what stood there before
	case goMsg:
		r.desk.tool = tool{looked: true, found: msg.tool, err: msg.err}
		r = r.relaid()
		if msg.err == nil && r.desk.workspace != "" {
			r, cmds = r.warming(cmds)
		}
	case workspaceMsg:
		if msg.err == nil {
			r.desk.workspace = msg.dir
			r = r.relaid()
			if r.desk.tool.found.Path != "" {
				r, cmds = r.warming(cmds)
			}
		}
	case warmMsg:
		r.desk.build.running, r.desk.build.done, r.desk.build.of = !msg.ended, msg.done, msg.of
		r = r.relaid()
		if !msg.ended {
			cmds = append(cmds, r.desk.do.warmOn(msg))
		}
	case copiedMsg:
		return r.copy(msg)
	case editorMsg:
		r.desk.editor = msg.editor
		return r.relaid(), nil
	case requestMsg:
		return r.copyRequest(msg)
	case editedMsg:
		r.note = msg.note()
	}
	if _, ok := msg.(interface{ isRecorded() }); ok {
		cmds = append(cmds, r.desk.do.progress())
	}
	return r.all(msg, cmds)
}

func (r root) warming(cmds []tea.Cmd) (root, []tea.Cmd) {
	r.desk.build = build{running: true, since: r.desk.do.now()}
	return r.relaid(), append(cmds, r.desk.do.warm())
}

// all passes a message to every screen. Those below the top may change
// themselves, and nothing else.
func (r root) all(msg tea.Msg, cmds []tea.Cmd) (tea.Model, tea.Cmd) {
	below := len(r.stack) - 1
	for i, s := range r.stack[:below] {
		t := s.update(msg)
		r.stack = r.with(i, t.screen)
		cmds = append(cmds, t.cmd)
	}
	m, cmd := r.take(r.stack[below].update(msg))
	return m, tea.Batch(append(cmds, cmd)...)
}

func (r root) top() screen { return r.stack[len(r.stack)-1] }

// with replaces one screen. The stack is copied: models are values.
func (r root) with(i int, s screen) []screen {
	stack := append([]screen(nil), r.stack...)
	if s != nil {
		stack[i] = s
	}
	return stack
}

func (r root) relooked() root {
	r.desk.look = r.desk.terminal.look()
	return r.relaid()
}

// relaid hands the desk to every screen, as large as the window but for what
// stands below it.
func (r root) relaid() root {
	r.desk.size = size{r.window.width, r.window.height - len(r.notice())}
	stack := make([]screen, len(r.stack))
	for i, s := range r.stack {
		stack[i] = s.resize(r.desk)
	}
	r.stack = stack
	return r
}

// take carries out the turn of the screen on top.
func (r root) take(t turn) (tea.Model, tea.Cmd) {
	cmds := []tea.Cmd{t.cmd}
	if t.screen != nil {
		r.stack = r.with(len(r.stack)-1, t.screen)
	}
	if t.note != "" {
		r.note = t.note
	}
	switch {
	case t.deaf > 0:
		r.deaf = r.desk.do.now().Add(t.deaf)
	case t.move != stay:
		r.deaf = time.Time{} // the verdict is out of sight
	}
	switch t.move {
	case quit:
		r.quitting = true
		return r, tea.Quit
	case back:
		r, cmds = r.closeTo(max(1, len(r.stack)-1), cmds)
	case replace:
		r, cmds = r.closeTo(len(r.stack)-1, cmds)
		r, cmds = r.push(t.open, cmds)
	case goOn:
		r, cmds = r.closeTo(1, cmds)
		r, cmds = r.push(t.open, cmds)
	case push:
		r, cmds = r.push(t.open, cmds)
	}
	return r, tea.Batch(cmds...)
}

// push opens a screen. An exercise that is open already is gone back to: two
// of it would both grade at each save.
func (r root) push(s screen, cmds []tea.Cmd) (root, []tea.Cmd) {
	if work := s.view().work; work != "" {
		for i, open := range r.stack {
			if open.view().work == work {
				return r.closeTo(i+1, cmds)
			}
		}
	}
	r.stack = append(r.stack[:len(r.stack):len(r.stack)], s.resize(r.desk))
	return r, append(cmds, s.init())
}

// closeTo leaves so many screens open.
func (r root) closeTo(keep int, cmds []tea.Cmd) (root, []tea.Cmd) {
	for _, s := range r.stack[keep:] {
		cmds = append(cmds, s.update(closed{}).cmd)
	}
	r.stack = r.stack[:keep:keep]
	return r, cmds
}

// copy sends text to the clipboard; the same once more shows it bare, for the
// terminal to select.
func (r root) copy(msg copiedMsg) (tea.Model, tea.Cmd) {
	if r.copied == msg.text {
		r.copied = ""
		return r.take(opens(r.top(), newBare(r.desk, msg.text)))
	}
	r.copied, r.note = msg.text, msg.what
	return r, tea.SetClipboard(msg.text)
}

// copyRequest copies a request as a curl line, the second time as a Go test,
// and the third time shows both.
func (r root) copyRequest(msg requestMsg) (tea.Model, tea.Cmd) {
	second := "c again: as a Go test."
	if msg.test == "" {
		second = "c again shows it."
	}
	switch {
	case msg.err != nil:
		r.note = sentence(msg.err)
		return r, nil
	case msg.curl == "" && msg.test == "":
		r.note = "Neither curl nor a Go test can send this request as it is."
		return r, nil
	case msg.test != "" && r.copied == msg.test:
		r.copied = ""
		return r.take(opens(r.top(), newBare(r.desk, strings.TrimLeft(msg.curl+"\n\n"+msg.test, "\n"))))
	case msg.test == "", msg.curl != "" && r.copied != msg.curl:
		return r.copy(copiedMsg{"Sent to the clipboard: the request as a curl line. " + second, msg.curl})
	}
	return r.copy(copiedMsg{"Sent to the clipboard: a Go test, for again_test.go beside your file.", msg.test})
}
