package tui

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	tea "charm.land/bubbletea/v2"

	"gatehouse/internal/editor"
)

// target is where the editor opens: a place in a file of the exercise's
// folder. Its zero value is the learner's file, anywhere.
type target struct {
	file string
	editor.Place
}

// findEditor looks for the editor, which on some machines takes a while.
func (e effects) findEditor() tea.Cmd {
	return func() tea.Msg {
		found, _ := editor.Find(e.machine)
		return editorMsg{found}
	}
}

// edit opens a file of an exercise in the learner's editor. Without one the
// path is what the learner needs.
func (e effects) edit(exercise string, at target) tea.Cmd {
	return func() tea.Msg {
		path, err := e.study.AnswerPath(exercise)
		if err != nil {
			return editedMsg{err: err}
		}
		if filepath.IsLocal(at.file) {
			path = filepath.Join(filepath.Dir(path), at.file)
		}
		switch ed, ok := editor.Find(e.machine); {
		case !ok:
			return copiedMsg{"No editor found. The path is copied; e again shows it.", path}
		case !ed.There():
			return copiedMsg{ed.Name + " (" + ed.From + ") is not here. The path is copied; e shows it.", path}
		case ed.HasWindow():
			return e.openWindow(ed, path, at.Place)
		default:
			cmd := ed.Command(e.ctx, path, at.Place)
			cmd.Stdin = os.Stdin // the terminal itself, not our keyboard
			return tea.ExecProcess(cmd, func(err error) tea.Msg { return editedMsg{editor: ed.Name, err: err} })()
		}
	}
}

// atOnce is within what time an editor with a window ends that cannot open it.
const atOnce = 5 * time.Second

// openWindow starts an editor beside the terminal, and tells when it ends in
// failure at once.
func (e effects) openWindow(ed editor.Editor, path string, at editor.Place) tea.Msg {
	cmd, began := ed.Command(e.ctx, path, at), e.now()
	if err := cmd.Start(); err != nil {
		return editedMsg{editor: ed.Name, window: true, err: err}
	}
	opened := func() tea.Msg { return editedMsg{editor: ed.Name, window: true} }
	ended := func() tea.Msg {
		if err := cmd.Wait(); err != nil && e.now().Sub(began) < atOnce {
			return editedMsg{editor: ed.Name, window: true, err: err}
		}
		return nil
	}
	return tea.BatchMsg{opened, ended}
}

// note says how it went, where that is to be said.
func (m editedMsg) note() string {
	var ended *exec.ExitError
	switch {
	case m.editor == "" && m.err != nil:
		return sentence(m.err)
	case errors.As(m.err, &ended):
		return m.editor + " ended with " + ended.Error() + ". What it saved is saved."
	case m.err != nil:
		return m.editor + " could not be started: " + m.err.Error() + "."
	case m.window:
		return "Opened in " + m.editor + "."
	}
	return ""
}

// editorNote says on the first start which editor e will open.
func editorNote(e editor.Editor) string {
	switch {
	case e.Name == "":
		return " No editor was found; EDITOR can name one."
	case e.From == "":
		return " Editor: " + e.Name + "."
	}
	return " Editor: " + e.Name + ", from " + e.From + "."
}
