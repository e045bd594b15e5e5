package editor

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// machine is one with these programs and this environment.
func machine(os string, programs []string, env map[string]string) Machine {
	return Machine{
		OS:     os,
		Getenv: func(name string) string { return env[name] },
		LookPath: func(program string) (string, error) {
			if slices.Contains(programs, program) {
				return program, nil
			}
			return "", errors.New("not found")
		},
	}
}

func TestTheLearnersOwnEditorComesFirst(t *testing.T) {
	there := []string{"code", "nvim", "nano", "vi"}
	for _, c := range []struct {
		name string
		m    Machine
		want Editor
	}{
		{"VISUAL before EDITOR", machine("linux", there, map[string]string{"VISUAL": "hx", "EDITOR": "nano"}), Editor{Name: "hx", From: "$VISUAL"}},
		{"EDITOR before any other", machine("linux", there, map[string]string{"VISUAL": " ", "EDITOR": "nano -w"}), Editor{Name: "nano", From: "$EDITOR"}},
		{"one that is not there is named all the same", machine("linux", there, map[string]string{"EDITOR": "nvm"}), Editor{Name: "nvm", From: "$EDITOR"}},
		{"a window on a desktop", machine("linux", there, map[string]string{"DISPLAY": ":0"}), Editor{Name: "code"}},
		{"no window over ssh", machine("darwin", there, map[string]string{"SSH_CONNECTION": "1 2"}), Editor{Name: "nvim"}},
		{"but in the terminal of VS Code", machine("linux", there, map[string]string{"SSH_CONNECTION": "1 2", "TERM_PROGRAM": "vscode"}), Editor{Name: "code"}},
		{"no desktop", machine("linux", []string{"vi", "nano"}, nil), Editor{Name: "nano"}},
		{"Windows", machine("windows", []string{"notepad", "vi"}, nil), Editor{Name: "notepad"}},
	} {
		got, ok := Find(c.m)
		assert.True(t, ok, c.name)
		assert.Equal(t, c.want.Name, got.Name, c.name)
		assert.Equal(t, c.want.From, got.From, c.name)
	}
	_, ok := Find(machine("linux", nil, map[string]string{"DISPLAY": ":0"}))
	assert.False(t, ok)
}

func TestQuotesAndBlanksInPaths(t *testing.T) {
	const vscode = `C:\Program Files\Microsoft VS Code\Code.exe`
	for _, c := range []struct {
		os, value string
		want      []string
	}{
		{"linux", `"/opt/my ed/x" -w`, []string{"/opt/my ed/x", "-w"}},
		{"linux", `'/opt/my ed/x'  -w`, []string{"/opt/my ed/x", "-w"}},
		{"linux", `/opt/my\ ed/x -w`, []string{"/opt/my ed/x", "-w"}},
		{"linux", `/opt/my ed/x -w`, []string{"/opt/my ed/x", "-w"}}, // there is one
		{"linux", `vim -c "set nu"`, []string{"vim", "-c", "set nu"}},
		{"linux", `nvim -u NONE`, []string{"nvim", "-u", "NONE"}},
		{"linux", `ed ""`, []string{"ed", ""}},
		{"windows", `"` + vscode + `" --wait`, []string{vscode, "--wait"}},
		{"windows", vscode + ` --wait`, []string{vscode, "--wait"}},
		{"windows", `C:\vim\gvim.exe`, []string{`C:\vim\gvim.exe`}},
		{"linux", " ", nil},
	} {
		m := machine(c.os, []string{"/opt/my ed/x", vscode}, nil)
		assert.Equal(t, c.want, m.split(c.value), c.value)
	}
}

func TestTheEditorOpensAtLineAndColumn(t *testing.T) {
	for value, want := range map[string]string{
		"vi": "+24 h.go", "nvim -u NONE": "-u NONE +call cursor(24,7) h.go", "code --wait": "--wait -g h.go:24:7",
		`C:\Apps\Code.exe`: "-g h.go:24:7", "zed": "h.go:24:7", "/usr/bin/nano": "+24,7 h.go", "hx": "h.go:24:7",
		"goland64.exe": "--line 24 --column 7 h.go", "idea.sh": "--line 24 --column 7 h.go", "kate": "-l 24 -c 7 h.go",
		"gedit": "+24:7 h.go", "emacs -nw": "-nw +24:7 h.go", "notepad++": "-n24 -c7 h.go", "notepad": "h.go", "unheard-of": "h.go",
	} {
		e, _ := Find(machine("windows", nil, map[string]string{"EDITOR": value}))
		cmd := e.Command(t.Context(), "h.go", Place{24, 7})
		assert.Equal(t, want, strings.Join(cmd.Args[1:], " "), value)
		cmd = e.Command(t.Context(), "h.go", Place{})
		assert.Equal(t, "h.go", cmd.Args[len(cmd.Args)-1], value)
	}
}

func TestWhichEditorsLeaveTheTerminalToUs(t *testing.T) {
	desktop := map[string]string{"DISPLAY": ":0"}
	for value, want := range map[string]bool{"code": true, "vim": false, "gvim": true, "emacs": true, "emacs -nw": false, "emacsclient -t": false, "unheard-of": false} {
		env := map[string]string{"EDITOR": value, "DISPLAY": desktop["DISPLAY"]}
		e, _ := Find(machine("linux", nil, env))
		assert.Equal(t, want, e.HasWindow(), value)
	}
	e, _ := Find(machine("linux", nil, map[string]string{"EDITOR": "emacs"}))
	assert.False(t, e.HasWindow(), "emacs without a desktop")
}

func TestLinksNameTheMachine(t *testing.T) {
	assert.Equal(t, "file://box/home/me/my%20work/h.go#24", Link(machine("linux", nil, nil), "box", "/home/me/my work/h.go", 24))
	assert.Equal(t, "file:///C:/code/h.go", Link(machine("windows", nil, nil), "box", `C:\code\h.go`, 0))
	wsl := machine("linux", nil, map[string]string{"WSL_DISTRO_NAME": "Debian"})
	assert.Equal(t, "file://wsl$/Debian/home/h.go#3", Link(wsl, "box", "/home/h.go", 3))
}
