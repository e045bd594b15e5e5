//go:build unix

package cli

import (
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
	"github.com/hinshun/vt10x"
	"github.com/stretchr/testify/require"
)

// shown is a gatehouse with its screens in a terminal of 80 columns and 24 rows.
type shown struct {
	t      *testing.T
	cmd    *exec.Cmd
	pty    *os.File
	screen vt10x.Terminal
	wrote  chan struct{} // something new is on the screen
	ended  chan struct{}
}

func (v *victim) show() *shown {
	v.t.Helper()
	cmd := v.run("--workspace", v.dir)
	cmd.Env = append(cmd.Env, "TERM=xterm-256color", "LANG=C.UTF-8")
	terminal, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 24, Cols: 80})
	require.NoError(v.t, err)
	s := &shown{
		t: v.t, cmd: cmd, pty: terminal, screen: vt10x.New(vt10x.WithSize(80, 24), vt10x.WithWriter(terminal)),
		wrote: make(chan struct{}, 1), ended: make(chan struct{}),
	}
	go s.read()
	return s
}

func (s *shown) read() {
	defer close(s.ended)
	chunk := make([]byte, 4096)
	for {
		n, err := s.pty.Read(chunk)
		_, _ = s.screen.Write(chunk[:n])
		select {
		case s.wrote <- struct{}{}:
		default:
		}
		if err != nil {
			return
		}
	}
}

// step is a key, and what the screen then says; with an event when it says that
// something was done.
type step struct {
	key   string
	says  []string // any of these
	event string
}

const (
	down = "\x1b[B"
	esc  = "\x1b"
)

// walk is a learner's way past everything on the screens that writes.
var walk = []step{
	{"g", []string{"Doors"}, ""},
	{"p", []string{"question 1 of"}, ""},
	{"a", []string{"enter answer A"}, ""},
	{"\r", []string{"✓ right", "✗ wrong"}, "answered"},
	{esc, []string{"Next:"}, ""},
	{"x", []string{"a–", "hand in"}, ""},
	{"a", []string{"▸"}, ""},
	{"\r", []string{"exam"}, ""},
	{esc, []string{"Next:"}, ""},
	{"e", []string{"Not run"}, ""},
	{" ", []string{"undefined: door"}, "ran"},
	{"h", []string{"hint"}, ""},
	{"r", []string{"Put the starter back?"}, ""},
	{down, []string{"▸ Yes"}, ""},
	{"\r", []string{"The starter is back.", another}, "reset"},
	{"u", []string{"Your handler.go is back", another}, "reset undone"},
	{esc, []string{"Next:"}, ""},
	{"l", []string{"lesson"}, ""},
	{"G", []string{"100 %"}, ""},
	{esc, []string{"Next:"}, ""},
}

// takes presses the key and waits for what it gives. In a run, which a save
// begins, esc must be pressed once more.
func (s *shown) takes(next step, done acknowledged) {
	s.t.Helper()
	_, err := s.pty.WriteString(next.key)
	require.NoError(s.t, err)
	tooLong := time.After(30 * time.Second)
	again := time.NewTicker(300 * time.Millisecond)
	defer again.Stop()
	for {
		text := s.screen.String()
		for _, words := range next.says {
			if strings.Contains(text, words) {
				if next.event != "" && words != another {
					done[next.event]++
				}
				return
			}
		}
		select {
		case <-s.wrote:
		case <-again.C:
			if next.key == esc {
				_, _ = s.pty.WriteString(esc)
			}
		case <-tooLong:
			require.FailNow(s.t, "not seen", "%q after %q on\n%s", next.says, next.key, text)
		}
	}
}

// another is said where another program wrote; it may hide what is waited for.
const another = "Another window"

// roundOnScreens walks over the screens, alone or beside a dialogue, and kills
// both in the midst of it.
func (v *victim) roundOnScreens(beside bool) {
	v.t.Helper()
	before := v.read()
	require.NoError(v.t, os.WriteFile(answer(v.dir), []byte(mine), 0o644))
	s, done := v.show(), acknowledged{}
	v.kills++
	var other *writer
	if beside { // who resets there, too, has nothing to undo here
		questions := strings.Repeat("practice doors\na\nb\nc\na\nb\nlesson windows --read\nhint front-door\nsolution front-door --yes\n", 50)
		other = v.writer(questions, make(chan struct{}, 1<<16))
	}
	s.takes(step{"", []string{"Next:"}, ""}, done)
	steps := v.rng.IntN(len(walk) + 1)
	for _, next := range walk[:steps] {
		s.takes(next, done)
	}
	if steps < len(walk) { // its answer is not waited for
		_, err := s.pty.WriteString(walk[steps].key)
		require.NoError(v.t, err)
	}
	v.someMoment(20_000)
	require.NoError(v.t, s.cmd.Process.Kill())
	<-s.ended
	if other != nil {
		other.dies(v, done)
	}
	_ = s.cmd.Wait() // it was killed
	require.NoError(v.t, s.pty.Close())
	v.whole(before, done, 10)
}

func TestScenario10ScreensKilledAtAnyMoment(t *testing.T) {
	t.Parallel()
	const seed = 7
	v := newVictim(t, seed)
	for v.kills < kills(t)/10 && !t.Failed() {
		v.roundOnScreens(v.rng.IntN(2) == 0)
	}
	t.Logf("seed %d: killed %d times, %d events, %d lines cut; acknowledged: %v", seed, v.kills, v.written, v.cut, v.done)
}
