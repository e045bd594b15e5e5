//go:build unix

package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/creack/pty"
	"github.com/hinshun/vt10x"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestTheFirstWalk goes the learner's way once in a real terminal: from an
// empty home folder to a handler whose probes all hold, and back again.
func TestTheFirstWalk(t *testing.T) {
	program := filepath.Join(t.TempDir(), "gatehouse")
	out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput()
	require.NoError(t, err, string(out))
	home := t.TempDir()

	term := start(t, program, home)
	term.sees("Start, with my work in ~/gatehouse")
	assert.Empty(t, entries(t, home), "nothing is written before the learner agrees")
	term.press(enter)
	term.sees("Workspace made in ~/gatehouse.")
	term.sees("Next: read Why API security")

	term.press(enter)
	term.sees("lesson", "1 of")
	term.press("G")
	term.sees("enter practice")
	term.press(enter)
	for n := 1; n <= 5; n++ {
		term.sees(fmt.Sprintf("question %d of 5", n), "a–")
		term.press("a")
		term.sees("enter answer A")
		term.press(enter)
		term.sees(fmt.Sprintf("of %d right", n))
		if n < 5 {
			term.pressUntil(enter, fmt.Sprintf("question %d of 5", n+1))
		}
	}
	term.press("n")
	term.sees("Not run yet. Save handler.go, or press space.")
	term.press(" ")
	term.sees("7 of 24 probes hold")

	solution, err := content.ReadFile("exercises/first-guard/handler.go")
	require.NoError(t, err)
	mine := filepath.Join(home, "gatehouse", "exercises", "first-guard", "handler.go")
	require.NoError(t, os.WriteFile(mine, solution, 0o644))
	term.sees("All 24 probes hold", "n next: exam")
	term.press("q")
	term.ends("Recorded. Go on with: gatehouse")

	term = start(t, program, home)
	term.sees("Next: exam Why API security")
	term.press("n")
	term.sees("question 1 of 10")
	term.press(ctrlC)
	term.ends("")
}

func entries(t *testing.T, dir string) []os.DirEntry {
	t.Helper()
	all, err := os.ReadDir(dir)
	require.NoError(t, err)
	return all
}

const (
	enter = "\r"
	ctrlC = "\x03"
)

// terminal is a real terminal of 80 columns and 24 rows with the program in
// it.
type terminal struct {
	t      *testing.T
	pty    *os.File
	screen vt10x.Terminal
	wrote  chan struct{} // something new is on the screen
	ended  chan error

	mu  sync.Mutex
	raw strings.Builder
}

func start(t *testing.T, program, home string) *terminal {
	t.Helper()
	cmd := exec.Command(program)
	cmd.Dir = home
	cmd.Env = []string{"HOME=" + home, "PATH=" + os.Getenv("PATH"), "TERM=xterm-256color", "LANG=C.UTF-8", "GOCACHE=" + goCache(t)}
	file, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 24, Cols: 80})
	require.NoError(t, err)
	term := &terminal{
		t: t, pty: file, screen: vt10x.New(vt10x.WithSize(80, 24), vt10x.WithWriter(file)),
		wrote: make(chan struct{}, 1), ended: make(chan error, 1),
	}
	go term.read()
	go func() { term.ended <- cmd.Wait() }()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = file.Close()
	})
	return term
}

// goCache is the tests' own build cache: a learner's first build takes longer.
func goCache(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("go", "env", "GOCACHE").Output()
	require.NoError(t, err)
	return strings.TrimSpace(string(out))
}

func (s *terminal) read() {
	chunk := make([]byte, 4096)
	for {
		n, err := s.pty.Read(chunk)
		s.mu.Lock()
		s.raw.Write(chunk[:n])
		s.mu.Unlock()
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

func (s *terminal) press(keys string) {
	s.t.Helper()
	_, err := io.WriteString(s.pty, keys)
	require.NoError(s.t, err)
}

// pressUntil presses a key until the words are on the screen: right after a
// verdict a key that may be held counts for nothing.
func (s *terminal) pressUntil(keys string, words ...string) {
	s.t.Helper()
	again := time.NewTicker(300 * time.Millisecond)
	defer again.Stop()
	for !s.shows(words) {
		s.press(keys)
		select {
		case <-again.C:
		case <-s.t.Context().Done():
			require.FailNow(s.t, "not seen", "%q on\n%s", words, s.screen.String())
		}
	}
}

// sees waits until all the words are on the screen.
func (s *terminal) sees(words ...string) {
	s.t.Helper()
	tooLong := time.After(2 * time.Minute)
	for !s.shows(words) {
		select {
		case <-s.wrote:
		case <-tooLong:
			require.FailNow(s.t, "not seen", "%q on\n%s", words, s.screen.String())
		}
	}
}

func (s *terminal) shows(words []string) bool {
	text := s.screen.String()
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

var escapes = regexp.MustCompile("\x1b\\[[0-9;?]*[a-zA-Z]")

// ends waits until the program is gone, and looks for its last words.
func (s *terminal) ends(words string) {
	s.t.Helper()
	select {
	case err := <-s.ended:
		if words != "" {
			assert.NoError(s.t, err)
		}
	case <-time.After(10 * time.Second):
		require.FailNow(s.t, "still running", s.screen.String())
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	assert.Contains(s.t, escapes.ReplaceAllString(s.raw.String(), ""), words)
}
