package tui

import (
	"context"
	"errors"
	"io/fs"
	"strings"
	"sync"
	"testing"
	"testing/cryptotest"
	"testing/fstest"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/grade"
	"gatehouse/internal/quiz"
	"gatehouse/internal/record"
	"gatehouse/internal/study"
	"gatehouse/internal/workspace"
)

// window is the whole program in a window, without a terminal: a person's keys
// go in, and what a person sees comes out.
type window struct {
	t      *testing.T
	root   root
	learn  *pupil
	mu     sync.Mutex
	inbox  []tea.Msg
	quit   bool
	cancel context.CancelFunc
}

// pupil is a study of a tiny course, in memory. Runs of Go are played.
type pupil struct {
	*study.Study
	content  fstest.MapFS
	authored chan struct{} // saves of the course
	saves    chan struct{}
	same     chan<- struct{}   // saves that change nothing
	grades   chan grade.Result // what the next runs give
	hints    int               // hints shown
	graded   int               // runs that were begun
	ended    int               // runs that were cancelled
	dir      string            // the workspace, once there is one
	reset    int               // how often the starter was put back
	trouble  error             // with the record
	begins                     // what the test began with
}

// now is the pupil's time. A day that a test lets go by is taken off the
// clock's own, which may not run far.
func (p *pupil) now() time.Time { return time.Now().UTC().Add(p.ahead) }

func (p *pupil) Warnings() []string {
	if p.warning == "" {
		return p.Study.Warnings()
	}
	return []string{p.warning}
}

func (p *pupil) Pack() string { return p.pack }

func (p *pupil) WatchCourse(ctx context.Context) (<-chan struct{}, error) {
	return relay(ctx, p.authored), nil
}

// tests gives the tiny exercise a test, as the author saved it.
func (p *pupil) tests(source string) {
	p.content["exercises/doors/handler_test.go"] = &fstest.MapFile{Data: []byte(source)}
}

func (p *pupil) MakeWorkspace(dir string) (workspace.Changes, error) {
	if strings.Contains(dir, "full") {
		return workspace.Changes{}, errors.New(dir + " is not empty and no workspace")
	}
	p.dir = dir
	return workspace.Changes{}, nil
}

func (p *pupil) Workspace() *workspace.Workspace {
	if p.dir == "" {
		return nil
	}
	return &workspace.Workspace{Dir: p.dir}
}

func (p *pupil) Refresh() (bool, error) {
	if p.trouble != nil {
		return false, p.trouble
	}
	return p.Study.Refresh()
}

func (p *pupil) Answer(a quiz.Asked, chosen []int, hintSeen bool, where string) (quiz.Marked, error) {
	marked, err := p.Study.Answer(a, chosen, hintSeen, where)
	return marked, errors.Join(err, p.trouble)
}

func (p *pupil) Hint(exercise string) (study.Hint, error) {
	e := p.Course().Exercise(exercise)
	p.hints = min(p.hints+1, len(e.Hints))
	return study.Hint{Number: p.hints, Of: len(e.Hints), Text: e.Hints[p.hints-1]}, nil
}

func (p *pupil) Diff(exercise, against string) (string, error) {
	if p.Study.Workspace() != nil {
		return p.Study.Diff(exercise, against)
	}
	return "--- starter\n+++ yours\n@@ -20,3 +21,4 @@\n a := 1\n-b := 2\n+b := 3\n+c := 4\n", nil
}

func (p *pupil) Solution(string) (study.Solution, error) {
	return study.Solution{Code: "package doors\n", Afterwards: "It asks for the key."}, nil
}

func (p *pupil) Reset(string) (string, error) {
	p.reset++
	return "handler.go.mine-1", nil
}

func (p *pupil) AnswerPath(string) (string, error) { return p.dir + "/exercises/doors/handler.go", nil }

func (p *pupil) PutOriginals(string) (put, kept []string, err error) {
	return []string{"sandbox/doc.go"}, []string{"sandbox/doc.go.mine-1"}, nil
}

func (p *pupil) UndoReset(string) (string, error) { return "handler.go.mine-1", nil }

func (p *pupil) Go(ctx context.Context) (grade.Go, error) {
	if p.searching {
		<-ctx.Done()
	}
	return grade.Go{Path: "/usr/bin/go", Version: "go1.26.1"}, p.goErr
}

// Warm is over at once, or gets stuck half-way.
func (p *pupil) Warm(ctx context.Context, progress func(done, of int)) error {
	if p.building {
		progress(112, 251)
		<-ctx.Done()
	}
	return nil
}

func (p *pupil) Watch(ctx context.Context, _ string, same chan<- struct{}) (<-chan struct{}, error) {
	if p.unwatched != nil {
		return nil, p.unwatched
	}
	p.same = same
	return relay(ctx, p.saves), nil
}

// relay passes saves on until ctx ends.
func relay(ctx context.Context, from <-chan struct{}) <-chan struct{} {
	saves := make(chan struct{})
	go func() {
		defer close(saves)
		for {
			select {
			case <-from:
			case <-ctx.Done():
				return
			}
			select {
			case saves <- struct{}{}:
			case <-ctx.Done():
				return
			}
		}
	}()
	return saves
}

// Grade waits for the result that a test plays, or for the run's end.
func (p *pupil) Grade(ctx context.Context, exercise string, _ grade.Options) (grade.Result, error) {
	p.graded++
	select {
	case r := <-p.grades:
		return r, nil
	case <-ctx.Done():
		p.ended++
		return grade.Result{Exercise: exercise, Outcome: grade.CouldNotRun, Reason: "cancelled"}, nil
	}
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

// open runs a test with the program as it begins there. What is drawn by lot
// is the same each time.
func open(t *testing.T, o opening, test func(t *testing.T, w *window)) {
	t.Helper()
	if o.content == nil {
		o.content = tinyCourse()
	}
	dir := t.TempDir()
	cryptotest.SetGlobalRandom(t, 7)
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
		ctx, cancel := context.WithCancel(t.Context())
		env := map[string]string{"HOME": dir, "EDITOR": "nvim", "LANG": "en_GB.UTF-8"}
		w := &window{t: t, learn: p, cancel: cancel}
		w.root = newRoot(ctx, p, Options{First: o.first, DefaultDir: dir + "/gatehouse", Commands: tinyCommands, Getenv: func(name string) string { return env[name] }})
		w.root.desk.do.now = p.now
		w.run(w.root.Init())
		w.tell(tea.WindowSizeMsg{Width: o.width, Height: o.height})
		test(t, w)
		w.quit = true
		cancel()
		// What waits for a tick ends, and so does the clock that the highlighter
		// keeps for the whole process: it may be as far ahead as the longest
		// test. (A test in real time must therefore highlight nothing.)
		time.Sleep(24 * time.Hour)
	})
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
			w.inbox = append(w.inbox, msg)
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
