package tui

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// editor is the learner's own, as VISUAL or EDITOR name it.
type editor struct {
	command string // with its options; empty when none is set
	from    string // the variable that named it
}

func findEditor(getenv func(string) string) editor {
	for _, name := range []string{"VISUAL", "EDITOR"} {
		if command := strings.TrimSpace(getenv(name)); command != "" {
			return editor{command, "$" + name}
		}
	}
	return editor{}
}

// name is what people call it: nvim for "/usr/bin/nvim -u NONE".
func (e editor) name() string {
	if e.command == "" {
		return ""
	}
	base := filepath.Base(strings.Fields(e.command)[0])
	return strings.TrimSuffix(base, ".exe")
}

// hasWindow reports whether the editor leaves the terminal to us.
func (e editor) hasWindow() bool {
	return slices.Contains([]string{"code", "codium", "cursor", "windsurf", "zed", "subl", "gvim", "goland", "idea", "gedit", "kate", "mate"}, e.name())
}

// arguments places the file and the line as this editor wants them.
func (e editor) arguments(path string, line int) []string {
	if line == 0 {
		return []string{path}
	}
	switch e.name() {
	case "code", "codium", "cursor", "windsurf":
		return []string{"-g", fmt.Sprintf("%s:%d", path, line)}
	case "zed", "subl", "hx", "helix":
		return []string{fmt.Sprintf("%s:%d", path, line)}
	case "goland", "idea", "kate", "mate":
		return []string{"--line", fmt.Sprint(line), path}
	case "vi", "vim", "nvim", "gvim", "nano", "emacs", "emacsclient", "micro", "kak", "joe", "ne", "gedit":
		return []string{fmt.Sprintf("+%d", line), path}
	default: // one that may take +12 for a file's name
		return []string{path}
	}
}

// open starts the editor: in the terminal, which is handed over until it ends,
// or beside it.
func (e editor) open(path string, line int) tea.Cmd {
	words := strings.Fields(e.command)
	cmd := exec.Command(words[0], append(words[1:], e.arguments(path, line)...)...)
	if e.hasWindow() {
		return func() tea.Msg {
			err := cmd.Start()
			if err == nil {
				go func() { _ = cmd.Wait() }() // only so that it does not stay as a zombie
			}
			return editedMsg{editor: e.name(), window: true, err: err}
		}
	}
	return tea.ExecProcess(cmd, func(err error) tea.Msg { return editedMsg{editor: e.name(), err: err} })
}
