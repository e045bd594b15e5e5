//go:build unix

package editor

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestBehindAnUnknownNameMayStandAKnownOne(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "vim.basic"), nil, 0o755))
	require.NoError(t, os.Symlink("vim.basic", filepath.Join(dir, "editor")))
	m := Here(func(name string) string { return map[string]string{"EDITOR": filepath.Join(dir, "editor")}[name] })
	e, _ := Find(m)
	assert.Equal(t, "vim", e.Name)
	assert.True(t, e.There())
}

func TestAWindowsEditorInWSLGetsAPathOfWindows(t *testing.T) {
	dir := t.TempDir()
	script := "#!/bin/sh\nprintf '%s' '\\\\wsl$\\Debian'\"$2\"\n"
	require.NoError(t, os.WriteFile(filepath.Join(dir, "wslpath"), []byte(script), 0o755))
	t.Setenv("PATH", dir)
	for value, want := range map[string]string{"notepad.exe": `\\wsl$\Debian/h.go`, "/mnt/c/Code.exe": `\\wsl$\Debian/h.go:24:7`, "nano": "/h.go"} {
		e, _ := Find(machine("linux", nil, map[string]string{"EDITOR": value, "WSL_DISTRO_NAME": "Debian"}))
		args := e.Command(t.Context(), "/h.go", Place{24, 7}).Args
		assert.Equal(t, want, args[len(args)-1], value)
	}
}
