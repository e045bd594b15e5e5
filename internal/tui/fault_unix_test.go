//go:build unix

package tui

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/grade"
	"gatehouse/internal/study"
	"gatehouse/internal/ttytest"
)

// faulty is a screen that panics where it is told to.
type faulty struct {
	d     desk
	where string
	open  bool
}

func fail() { panic("the door is not there") }

func (f faulty) init() tea.Cmd {
	switch f.where {
	case "command":
		return func() tea.Msg { fail(); return nil }
	case "batch":
		return tea.Batch(nil, func() tea.Msg { fail(); return nil }, f.d.do.findEditor())
	}
	return nil
}

func (f faulty) update(tea.Msg) turn {
	if f.where == "update" {
		fail()
	}
	return stays(f)
}

func (f faulty) resize(d desk) screen { f.d, f.open = d, true; return f }
func (f faulty) keys() keymap         { return keymap{} }

func (f faulty) view() page {
	if f.where == "view" && f.open {
		fail()
	}
	return page{place: "faulty", body: []string{"about to fail"}, cursor: &spot{}}
}

// TestMain can be the screens themselves, with one that panics after a key: as
// a process of its own in a terminal.
func TestMain(m *testing.M) {
	where := os.Getenv("FAULTY")
	if where == "" {
		os.Exit(m.Run())
	}
	s, err := study.Open(study.Config{Content: tinyCourse(), Now: time.Now,
		FindGo: func(context.Context) (grade.Go, error) { return grade.Go{}, errors.New("no Go on this machine") }})
	if err != nil {
		panic(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	r := newRoot(ctx, s, Options{Getenv: os.Getenv})
	r.desk.workspace = os.Getenv("HOME")
	r.stack = []screen{wayIn{r.top().(homeScreen), where}}
	err = r.run(cancel)
	fmt.Fprintln(os.Stderr, err)
	os.Exit(2)
}

// wayIn is the map, where p opens the faulty screen.
type wayIn struct {
	homeScreen
	where string
}

func (o wayIn) resize(d desk) screen { o.homeScreen = o.homeScreen.resize(d).(homeScreen); return o }
func (o wayIn) update(tea.Msg) turn  { return stays(o) }

func (o wayIn) keys() keymap {
	return keymap{verbs: []verb{does(o.d.keys.practice, "fail", "", func() turn { return opens(o, faulty{d: o.d, where: o.where}) })}}
}

func TestAFaultLeavesTheTerminalAsItWas(t *testing.T) {
	for _, where := range []string{"update", "view", "command", "batch"} {
		t.Run(where, func(t *testing.T) {
			t.Parallel()
			home := t.TempDir()
			self, err := os.Executable()
			require.NoError(t, err)
			cmd := exec.Command(self)
			cmd.Env = []string{"FAULTY=" + where, "HOME=" + home, "TERM=xterm-256color", "LANG=C.UTF-8", "PATH=" + os.Getenv("PATH"), "SECRET=hunter2"}
			term := ttytest.Start(t, cmd, 80, 24)
			term.Sees("0 of 3 lessons", "p fail")
			term.Press("p")
			if where == "update" {
				term.Sees("about to fail")
				term.Press("\x1b[200~pasted\x1b[201~\x1b[M   ") // whatever it is
				term.Resize(100, 30)
				term.Press("\x1b[<64;5;5M") // the wheel
			}
			require.Error(t, term.Ends())
			term.IsAsBefore()
			assert.Contains(t, term.Wrote(), "This is a fault of Gatehouse; your record is whole. Report: ~/fault.txt")
			assert.NotContains(t, term.Wrote(), "goroutine", "a stack is for the report")
			report, err := os.ReadFile(filepath.Join(home, "fault.txt"))
			require.NoError(t, err)
			for _, words := range []string{"what: the door is not there", "tui.fail", "screen: tui.", "terminal: xterm-256color", "go: " + runtime.Version()} {
				assert.Contains(t, string(report), words)
			}
			for _, secret := range []string{"hunter2", home} {
				assert.False(t, strings.Contains(string(report), secret), secret)
			}
		})
	}
}
