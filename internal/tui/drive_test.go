package tui

import (
	"context"
	"errors"
	"io/fs"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/grade"
	"gatehouse/internal/record"
	"gatehouse/internal/study"
)

// window is the whole program in a window, without a terminal: a person's keys
// go in, and what a person sees comes out.
type window struct {
	t      *testing.T
	home   string // the folder
	root   root
	learn  *pupil
	mu     sync.Mutex
	inbox  []tea.Msg
	quit   bool
	starts int // of the program, which quits
	cancel context.CancelFunc
}

// opening says how a test's program begins. The zero value is the tiny course
// with a workspace that is not on the disk.
type opening struct {
	size
	begins
	first   bool           // no workspace yet
	content fs.FS          // nil: the tiny course
	past    []record.Event // the record, which then is on the disk
	going   time.Duration  // since the midnight that the clock of a test begins with
}

// begins is how things stand around the program.
type begins struct {
	pack      string // the folder of a course pack
	warning   string // of the record
	searching bool   // for Go, without end
	goErr     error
	building  bool          // Go's own library, without end
	unwatched error         // why saves are not noticed
	ahead     time.Duration // of the test's clock
}

// inWindow runs a test with the program in a window of that size, its time
// being virtual. The workspace is made unless it is the first start.
func inWindow(t *testing.T, width, height int, first bool, test func(t *testing.T, w *window)) {
	t.Helper()
	open(t, opening{size: size{width, height}, first: first}, test)
}

// open runs a test with the program as it begins there.
func open(t *testing.T, o opening, test func(t *testing.T, w *window)) {
	t.Helper()
	if o.content == nil {
		o.content = tinyCourse()
	}
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(o.going)
		content, _ := o.content.(fstest.MapFS)
		p := &pupil{content: content, begins: o.begins,
			authored: make(chan struct{}), saves: make(chan struct{}), grades: make(chan grade.Result)}
		var err error
		p.Study, err = study.Open(study.Config{Content: o.content, Seed: 7, Now: p.now,
			FindGo: func(context.Context) (grade.Go, error) { return grade.Go{}, errors.New("not here") }})
		require.NoError(t, err)
		if !o.first {
			p.dir = dir + "/gatehouse"
		}
		if o.past != nil {
			remember(t, p, o.past)
		}
		w := &window{t: t, learn: p, home: dir}
		w.start(o.first, o.size)
		defer func() { // also where a test fails
			w.quit = true
			w.cancel()
			// What waits for a tick ends, and so does the clock that the highlighter
			// keeps for the whole process: it may be as far ahead as the longest
			// test. (A test in real time must therefore highlight nothing.)
			time.Sleep(24 * time.Hour)
		}()
		test(t, w)
	})
}

// start starts the program, for the first time or once more.
func (w *window) start(first bool, s size) {
	w.t.Helper()
	ctx, cancel := context.WithCancel(w.t.Context())
	env := map[string]string{"HOME": w.home, "EDITOR": "nvim", "LANG": "en_GB.UTF-8"}
	w.quit, w.starts, w.cancel = false, w.starts+1, cancel
	w.root = newRoot(ctx, w.learn, Options{First: first, DefaultDir: w.home + "/gatehouse", Commands: tinyCommands, Getenv: func(name string) string { return env[name] }})
	w.root.desk.do.now = w.learn.now
	w.run(w.root.Init())
	w.tell(tea.WindowSizeMsg{Width: s.width, Height: s.height})
	w.tell(unansweredMsg{})
}

// remember makes the pupil's workspace, with these events in its record.
func remember(t *testing.T, p *pupil, past []record.Event) {
	t.Helper()
	_, err := p.Study.MakeWorkspace(p.dir)
	require.NoError(t, err)
	kept, err := record.Open(p.Study.Workspace().Record(), p.now)
	require.NoError(t, err)
	for _, e := range past {
		_, err := kept.Append(e)
		require.NoError(t, err)
	}
	_, err = p.Refresh()
	require.NoError(t, err)
}

// run carries out a command as the program would, beside Update.
func (w *window) run(cmd tea.Cmd) {
	if cmd == nil || w.quit {
		return
	}
	of := w.starts
	go func() {
		switch msg := cmd().(type) {
		case nil:
		case tea.BatchMsg:
			for _, c := range msg {
				w.run(c)
			}
		case tea.QuitMsg:
			w.quit = true
		default:
			w.mu.Lock()
			defer w.mu.Unlock()
			if of == w.starts {
				w.inbox = append(w.inbox, msg)
			}
		}
	}()
}

// tell sends a message, then all that come of it at once.
func (w *window) tell(msg tea.Msg) {
	w.t.Helper()
	for _, next := range append([]tea.Msg{msg}, w.arrived()...) {
		w.update(next)
	}
	for {
		arrived := w.arrived()
		if len(arrived) == 0 {
			return
		}
		for _, next := range arrived {
			w.update(next)
		}
	}
}

func (w *window) update(msg tea.Msg) {
	m, cmd := w.root.Update(msg)
	w.root = m.(root)
	w.run(cmd)
}

func (w *window) arrived() []tea.Msg {
	synctest.Wait()
	w.mu.Lock()
	defer w.mu.Unlock()
	arrived := w.inbox
	w.inbox = nil
	return arrived
}

// wait lets time go by.
func wait(w *window, d time.Duration) {
	w.t.Helper()
	for ; d > 0; d -= 100 * time.Millisecond {
		time.Sleep(100 * time.Millisecond)
		w.tell(nil)
	}
}

// drive presses keys, a second apart.
func drive(t *testing.T, w *window, keys ...string) {
	t.Helper()
	for _, key := range keys {
		w.tell(press(key))
		wait(w, time.Second)
	}
}

// types types a text, at once.
func types(w *window, text string) {
	w.t.Helper()
	for _, letter := range text {
		if letter == ' ' {
			w.tell(press("space"))
			continue
		}
		w.tell(press(string(letter)))
	}
}

func press(key string) tea.KeyPressMsg {
	named := map[string]rune{"enter": tea.KeyEnter, "esc": tea.KeyEscape, "up": tea.KeyUp, "down": tea.KeyDown,
		"left": tea.KeyLeft, "right": tea.KeyRight, "pgdown": tea.KeyPgDown, "pgup": tea.KeyPgUp, "home": tea.KeyHome, "end": tea.KeyEnd,
		"backspace": tea.KeyBackspace}
	if code, ok := named[key]; ok {
		return tea.KeyPressMsg{Code: code}
	}
	if letter, ok := strings.CutPrefix(key, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: rune(letter[0]), Mod: tea.ModCtrl}
	}
	if key == "space" {
		return tea.KeyPressMsg{Code: ' ', Text: " "}
	}
	return tea.KeyPressMsg{Code: []rune(key)[0], Text: key}
}

// text is the window as a person sees it, without colour.
func (w *window) text() string { return ansi.Strip(w.root.View().Content) }

// sees asserts that every sentence stands on screen. Where lines break does
// not matter.
func sees(t *testing.T, w *window, sentences ...string) {
	t.Helper()
	seen := strings.Join(strings.Fields(w.text()), " ")
	for _, s := range sentences {
		if !strings.Contains(seen, s) {
			assert.Fail(t, "not on screen: "+s, w.text())
		}
	}
}

func seesNot(t *testing.T, w *window, sentences ...string) {
	t.Helper()
	for _, s := range sentences {
		assert.NotContains(t, strings.Join(strings.Fields(w.text()), " "), s)
	}
}

// save is the learner's editor saving the file.
func save(w *window) {
	w.t.Helper()
	w.learn.saves <- struct{}{}
	w.tell(nil)
}

// plays gives the run that is under way its result, and looks at it.
func plays(w *window, r grade.Result) {
	w.t.Helper()
	w.learn.grades <- r
	wait(w, time.Second)
}

// fits asserts that the view fills its window exactly and that nothing was
// cut without a sign.
func fits(t *testing.T, w *window) {
	t.Helper()
	lines := strings.Split(w.root.View().Content, "\n")
	assert.Len(t, lines, w.root.window.height, w.text())
	for _, line := range lines {
		assert.LessOrEqual(t, ansi.StringWidth(line), w.root.desk.width, ansi.Strip(line))
	}
}
