package tui

import (
	"errors"
	"os/exec"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"gatehouse/internal/grade"
)

// withEditor sets the variable in this window, on a machine that has only
// these programs.
func withEditor(w *window, variable string, programs ...string) {
	w.root.desk.do.machine.OS = "linux"
	w.root.desk.do.machine.Getenv = func(name string) string { return map[string]string{"EDITOR": variable}[name] }
	w.root.desk.do.machine.LookPath = func(program string) (string, error) {
		if slices.Contains(programs, program) {
			return program, nil
		}
		return "", errors.New("not found")
	}
	w.root = w.root.relaid()
}

func TestWithoutAnEditorThePathIsCopiedAndShown(t *testing.T) {
	inWindow(t, 60, 16, false, func(t *testing.T, w *window) {
		withEditor(w, "")
		drive(t, w, "e", "e")
		sees(t, w, "No editor found. The path is copied; e again shows it.")
		drive(t, w, "e")
		sees(t, w, "handler.go esc goes back.")
		drive(t, w, "esc")
		sees(t, w, "Doors · exercise")
	})
}

func TestAnEditorThatIsNotThereIsSaid(t *testing.T) {
	inWindow(t, 60, 16, false, func(t *testing.T, w *window) {
		withEditor(w, "nvm -u NONE")
		drive(t, w, "e", "e")
		sees(t, w, "nvm ($EDITOR) is not here. The path is copied; e shows it.")
	})
}

func TestHowTheEditorEndedIsSaid(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		drive(t, w, "e")
		failed := exec.Command("go", "no-such-command").Run()
		w.tell(editedMsg{editor: "vim", err: failed})
		sees(t, w, "vim ended with exit status 2. What it saved is saved.", "Not run yet.")
		w.tell(editedMsg{editor: "vim", err: errors.New("permission denied")})
		sees(t, w, "vim could not be started: permission denied.")
		w.tell(editedMsg{editor: "code", window: true})
		sees(t, w, "Opened in code.")
	})
}

func TestTheEditorOpensWhereTheEyeIs(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		at := func() target {
			t.Helper()
			return w.root.top().(exerciseScreen).target()
		}
		drive(t, w, "e")
		assert.Zero(t, at(), "nothing was sent yet")
		drive(t, w, "space")
		plays(w, verdict(".x.x"))
		assert.Equal(t, "handler.go", at().file)
		assert.Equal(t, 24, at().Line)
		drive(t, w, "space")
		r := grade.Result{Outcome: grade.DoesNotCompile, Compile: []grade.Problem{{File: "extra.go", Line: 3, Column: 9, Message: "undefined: door"}}}
		plays(w, r)
		assert.Equal(t, "extra.go", at().file)
		assert.Equal(t, 3, at().Line)
		assert.Equal(t, 9, at().Column)
	})
}

func TestPlacesAreLinksWhereTheTerminalHasThem(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		w.root.desk.host = "box"
		w.root.desk.do.machine.OS = "linux"
		played(t, w, verdict(".x.x"))
		link := "\x1b]8;;file://box" + w.learn.dir + "/exercises/doors/handler.go#24\ahandler.go:24\x1b]8;;\a"
		assert.Contains(t, w.root.View().Content, link)
		fits(t, w)
		drive(t, w, "enter", "G")
		assert.Contains(t, w.root.View().Content, link)
		sees(t, w, "at handler.go:24")
		w.root.desk.terminal.links = linksWork(func(name string) string { return map[string]string{"TERM": "linux"}[name] })
		assert.NotContains(t, w.root.View().Content, "\x1b]8")
		w.root.desk.terminal.links = true
		assert.Equal(t, "handler.go:2…", w.root.desk.linked("handler.go:2…", "/x"))
	})
}
