//go:build unix

// Package ttytest runs a program in a real terminal, for tests that type into
// it and look at its screen.
package ttytest

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/charmbracelet/x/term"
	"github.com/creack/pty"
	"github.com/hinshun/vt10x"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Keys that have no letter.
const (
	Enter = "\r"
	Esc   = "\x1b"
	CtrlC = "\x03"
	CtrlZ = "\x1a"
)

// tooLong is how long anything may take to come to the screen: the first build
// on a slow machine is among what is waited for.
const tooLong = 2 * time.Minute

// Terminal is a terminal with one program in it.
type Terminal struct {
	Process *os.Process

	t        *testing.T
	keyboard *os.File // our end
	line     *os.File // the program's end; it stays open, to be looked at
	before   *term.State
	screen   vt10x.Terminal
	wrote    chan struct{} // something new is on the screen
	ended    chan error

	mu  sync.Mutex
	raw strings.Builder
}

// Start runs a program in a terminal of so many columns and rows. It is the
// terminal's own program: no shell stands above it.
func Start(t *testing.T, cmd *exec.Cmd, columns, rows int) *Terminal {
	t.Helper()
	ours, line, err := pty.Open()
	require.NoError(t, err)
	require.NoError(t, pty.Setsize(ours, winsize(columns, rows)))
	// The emulator loses its tab stops when it grows, so nothing is to use them.
	stty := exec.Command("stty", "-tabs")
	stty.Stdin = line
	require.NoError(t, stty.Run())
	before, err := term.GetState(line.Fd())
	require.NoError(t, err)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = line, line, line
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	require.NoError(t, cmd.Start())
	s := &Terminal{
		Process: cmd.Process, t: t, keyboard: ours, line: line, before: before,
		screen: vt10x.New(vt10x.WithSize(columns, rows), vt10x.WithWriter(ours)),
		wrote:  make(chan struct{}, 1), ended: make(chan error, 1),
	}
	go s.read()
	go func() { s.ended <- cmd.Wait() }()
	t.Cleanup(func() {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
		_ = line.Close()
		_ = ours.Close()
	})
	return s
}

func winsize(columns, rows int) *pty.Winsize {
	return &pty.Winsize{Cols: uint16(columns), Rows: uint16(rows)}
}

func (s *Terminal) read() {
	chunk, kept := make([]byte, 4096), 0
	for {
		n, err := s.keyboard.Read(chunk[kept:])
		came := chunk[:kept+n]
		whole := wholeRunes(came)
		// The screen comes first: who finds a word among what was written may
		// then look at the screen, where all up to it is drawn.
		_, _ = s.screen.Write(came[:whole])
		s.mu.Lock()
		s.raw.Write(came[:whole])
		s.mu.Unlock()
		kept = copy(chunk, came[whole:])
		select {
		case s.wrote <- struct{}{}:
		default:
		}
		if err != nil {
			return
		}
	}
}

// wholeRunes is how many bytes there are before a rune that is not there to
// its end. The emulator would lose it.
func wholeRunes(p []byte) int {
	for i := len(p) - 1; i >= max(0, len(p)-utf8.UTFMax); i-- {
		if utf8.RuneStart(p[i]) {
			if utf8.FullRune(p[i:]) {
				break
			}
			return i
		}
	}
	return len(p)
}

// Press types.
func (s *Terminal) Press(keys string) {
	s.t.Helper()
	_, err := io.WriteString(s.keyboard, keys)
	require.NoError(s.t, err)
}

// PressUntil presses a key until the words are on the screen: right after a
// verdict a key that may be held counts for nothing.
func (s *Terminal) PressUntil(keys string, words ...string) {
	s.t.Helper()
	again := time.NewTicker(300 * time.Millisecond)
	defer again.Stop()
	for limit := time.Now().Add(tooLong); !holds(s.Text(), words); {
		require.True(s.t, time.Now().Before(limit), "not seen: %q on\n%s", words, s.Text())
		s.Press(keys)
		<-again.C
	}
}

// Sees waits until all the words are on the screen.
func (s *Terminal) Sees(words ...string) {
	s.t.Helper()
	s.Until(fmt.Sprintf("%q", words), func(screen string) bool { return holds(screen, words) })
}

// Becomes waits until the screen is that one.
func (s *Terminal) Becomes(screen string) {
	s.t.Helper()
	s.Until(screen, func(now string) bool { return now == screen })
}

// Until waits until the screen is as it should be: the wish says how.
func (s *Terminal) Until(wish string, ok func(screen string) bool) {
	s.t.Helper()
	limit := time.After(tooLong)
	for !ok(s.Text()) {
		select {
		case <-s.wrote:
		case <-limit:
			require.FailNow(s.t, "not seen", "%s\non\n%s", wish, s.Text())
		}
	}
}

func holds(screen string, words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(screen, w) })
}

// Text is what is on the screen.
func (s *Terminal) Text() string { return s.screen.String() }

// Resize makes the window larger or smaller.
func (s *Terminal) Resize(columns, rows int) {
	s.t.Helper()
	s.screen.Resize(columns, rows)
	require.NoError(s.t, pty.Setsize(s.keyboard, winsize(columns, rows)))
}

// HangUp takes the terminal away, as closing its window does.
func (s *Terminal) HangUp() {
	s.t.Helper()
	require.NoError(s.t, s.line.Close())
	require.NoError(s.t, s.keyboard.Close())
}

// last is a string that terminals ignore. It is written after all that a
// program wrote.
const last = "\x1b_the end\x1b\\"

// Ends waits until the program has ended and all that it wrote has come, and
// returns how it ended.
func (s *Terminal) Ends() error {
	s.t.Helper()
	select {
	case err := <-s.ended:
		if _, lost := io.WriteString(s.line, last); lost == nil {
			for !strings.Contains(s.written(), last) {
				<-s.wrote
			}
		}
		return err
	case <-time.After(20 * time.Second):
		require.FailNow(s.t, "still running", s.Text())
		return nil
	}
}

var escapes = regexp.MustCompile("\x1b\\[[0-9;?<>=]*[a-zA-Z]|\x1b\\][^\x07\x1b]*(\x07|\x1b\\\\)")

// Wrote is all that came to the terminal, without its escape sequences.
func (s *Terminal) Wrote() string { return escapes.ReplaceAllString(s.written(), "") }

func (s *Terminal) written() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.raw.String()
}

// IsAsBefore asserts that the terminal is as the program found it: it edits
// lines, shows its cursor and its main screen, and reports neither mouse nor
// focus nor pastes.
func (s *Terminal) IsAsBefore() {
	s.t.Helper()
	now, err := term.GetState(s.line.Fd())
	require.NoError(s.t, err)
	assert.Equal(s.t, s.before, now, "the line discipline")
	assert.Zero(s.t, s.screen.Mode()&(vt10x.ModeAltScreen|vt10x.ModeMouseMask|vt10x.ModeMouseSgr|vt10x.ModeFocus|vt10x.ModeHide), "modes of the screen")
	raw := s.written()
	for on, off := range map[string]string{"\x1b[?2004h": "\x1b[?2004l", "\x1b[>4;2m": "\x1b[>4", "\x1b[?1049h": "\x1b[?1049l"} {
		assert.LessOrEqual(s.t, strings.LastIndex(raw, on), strings.LastIndex(raw, off), "%q is left on", on)
	}
}
