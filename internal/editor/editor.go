// Package editor finds the editor that a learner uses, and tells how to open
// it at a place in a file.
package editor

import (
	"context"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

// Editor is one program with the options that it is started with.
type Editor struct {
	Name string // what people call it: nvim, for "/usr/bin/nvim -u NONE"
	// From says who named it, such as "$EDITOR"; empty where nobody did and it
	// was found on this machine.
	From    string
	words   []string
	desktop bool // there is one, for windows to open on
	wsl     bool // programs of Windows can be started, and want its paths
}

// Place is where in a file an editor opens. Line and column count from 1, the
// column in bytes as Go's compiler counts it; 0 is anywhere.
type Place struct{ Line, Column int }

// Machine is what Find asks of the machine.
type Machine struct {
	OS       string                       // as runtime.GOOS names it
	Getenv   func(string) string          // reads the environment
	LookPath func(string) (string, error) // finds a program, as exec.LookPath does
}

// Here is this machine, with that environment.
func Here(getenv func(string) string) Machine {
	return Machine{OS: runtime.GOOS, Getenv: getenv, LookPath: exec.LookPath}
}

// Find returns the learner's editor: the one that VISUAL names, else EDITOR,
// else the first of those that many people use which is on this machine. An
// editor that was named is returned whether it is there or not. It reports
// whether there is one at all.
func Find(m Machine) (Editor, bool) {
	e := Editor{desktop: m.desktop(), wsl: m.OS == "linux" && m.Getenv("WSL_DISTRO_NAME") != ""}
	for _, name := range []string{"VISUAL", "EDITOR"} {
		if words := m.split(m.Getenv(name)); len(words) > 0 {
			e.Name, e.From, e.words = m.nameOf(words[0]), "$"+name, words
			return e, true
		}
	}
	for _, program := range m.usual() {
		if _, err := m.LookPath(program); err == nil {
			e.Name, e.words = program, []string{program}
			return e, true
		}
	}
	return Editor{}, false
}

// desktop reports whether an editor can open a window that the learner sees.
func (m Machine) desktop() bool {
	switch {
	case m.OS == "windows", m.Getenv("WSL_DISTRO_NAME") != "", m.Getenv("TERM_PROGRAM") == "vscode":
		return true
	case m.Getenv("SSH_CONNECTION") != "":
		return false
	}
	return m.OS == "darwin" || m.Getenv("DISPLAY") != "" || m.Getenv("WAYLAND_DISPLAY") != ""
}

// usual are the editors to look for where nobody named one. Those with a
// window come first, then those that somebody chose to install, then those
// that came with the system.
func (m Machine) usual() []string {
	windows := []string{"code", "codium", "cursor", "windsurf", "zed", "zeditor", "subl"}
	switch {
	case m.OS == "windows":
		return append(windows, "notepad++", "edit", "notepad")
	case m.desktop():
		return append(windows, "nvim", "hx", "micro", "nano", "vim", "emacs", "vi")
	}
	return []string{"nvim", "hx", "micro", "nano", "vim", "emacs", "vi"}
}

// nameOf is the name of a program without folder and ending. Behind a name
// that says nothing, such as Debian's "editor", may stand a link to a known one.
func (m Machine) nameOf(program string) string {
	name := base(program)
	if _, known := styles[name]; known {
		return name
	}
	if path, err := m.LookPath(program); err == nil {
		if real, err := filepath.EvalSymlinks(path); err == nil {
			short, _, _ := strings.Cut(base(real), ".") // vim.basic
			if _, known := styles[short]; known {
				return short
			}
		}
	}
	return name
}

// base is the last part of a path with either kind of slash.
func base(program string) string {
	name := strings.ToLower(program[strings.LastIndexAny(program, `/\`)+1:])
	for _, ending := range []string{".exe", ".cmd", ".bat", ".sh", "64"} {
		name = strings.TrimSuffix(name, ending)
	}
	return name
}

// HasWindow reports whether the editor opens a window of its own and leaves
// the terminal to us.
func (e Editor) HasWindow() bool {
	switch e.Name {
	case "emacs", "emacsclient":
		inTerminal := func(option string) bool {
			return slices.Contains([]string{"-nw", "-t", "--tty", "--no-window-system"}, option)
		}
		return e.desktop && !slices.ContainsFunc(e.words, inTerminal)
	}
	return styles[e.Name].window
}

// There reports whether the editor's program can be started.
func (e Editor) There() bool {
	_, err := exec.LookPath(e.words[0])
	return err == nil
}

// patience is how long an editor has to put its files away when ctx ends.
const patience = 2 * time.Second

// Command returns the command that opens a file at a place. When ctx ends the
// editor is asked to end, and made to.
func (e Editor) Command(ctx context.Context, path string, at Place) *exec.Cmd {
	if e.wsl && strings.HasSuffix(e.words[0], ".exe") {
		path = windowsPath(ctx, path)
	}
	args := append(slices.Clone(e.words[1:]), e.arguments(path, at)...)
	if e.HasWindow() {
		cmd := exec.Command(e.words[0], args...) // it outlives us
		apart(cmd)
		return cmd
	}
	cmd := exec.CommandContext(ctx, e.words[0], args...)
	cmd.Cancel = func() error { return askToEnd(cmd.Process) }
	cmd.WaitDelay = patience
	return cmd
}

// windowsPath is a path of WSL as a program of Windows knows it.
func windowsPath(ctx context.Context, path string) string {
	out, err := exec.CommandContext(ctx, "wslpath", "-w", path).Output()
	if err != nil {
		return path
	}
	return strings.TrimRight(string(out), "\r\n")
}
