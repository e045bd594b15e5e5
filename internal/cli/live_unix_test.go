//go:build unix

package cli

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/ttytest"
)

// until reads lines up to the first that holds words.
func until(t *testing.T, lines *bufio.Scanner, words string) {
	t.Helper()
	for lines.Scan() {
		if strings.Contains(lines.Text(), words) {
			return
		}
	}
	require.Fail(t, "nothing says "+words)
}

func TestWatchGradesAtEachSave(t *testing.T) {
	run, workspace := gatehouse(t)
	cmd := run("watch")
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	lines := bufio.NewScanner(out)
	until(t, lines, "front-door: 1 of 3 probes hold, 2 broken")
	until(t, lines, "watching home/gatehouse/exercises/front-door/handler.go; ctrl+c stops")
	require.NoError(t, os.WriteFile(answer(workspace), ofCourse(t, "handler.go"), 0o644))
	until(t, lines, "front-door: all 3 probes hold")
	until(t, lines, "watching")
	require.NoError(t, cmd.Process.Signal(os.Interrupt))
	_, _ = io.Copy(io.Discard, out)
	assert.NoError(t, cmd.Wait(), "to stop is no failure")
}

func TestCtrlCEndsARunAndLeavesNoProcess(t *testing.T) {
	run, workspace := gatehouse(t)
	pid := filepath.Join(t.TempDir(), "pid")
	require.NoError(t, os.WriteFile(filepath.Join(filepath.Dir(answer(workspace)), "endless.go"), []byte(ttytest.Endless("frontdoor", pid)), 0o644))
	cmd := run("run")
	var said strings.Builder
	cmd.Stderr = &said
	require.NoError(t, cmd.Start())
	require.Eventually(t, func() bool { _, err := os.Stat(pid); return err == nil }, time.Minute, 10*time.Millisecond)
	require.NoError(t, cmd.Process.Signal(os.Interrupt))
	require.Error(t, cmd.Wait())
	assert.Equal(t, failed, cmd.ProcessState.ExitCode())
	assert.Equal(t, "front-door: could not run: cancelled\n", said.String())
	text, err := os.ReadFile(pid)
	require.NoError(t, err)
	id, err := strconv.Atoi(string(text))
	require.NoError(t, err)
	gone := func() bool { return syscall.Kill(id, 0) == syscall.ESRCH }
	assert.Eventually(t, gone, 5*time.Second, 10*time.Millisecond, "process %d is left", id)
	assert.NoFileExists(t, filepath.Join(workspace, ".gatehouse", "record.jsonl"), "a run that was cancelled is not recorded")
}

func TestCtrlCStopsAtAQuestion(t *testing.T) {
	run, _ := gatehouse(t)
	terminal, err := pty.Start(run("practice", "doors"))
	require.NoError(t, err)
	defer terminal.Close()
	read := bufio.NewReader(terminal)
	_, err = read.ReadString(')')
	require.NoError(t, err)
	_, err = terminal.Write([]byte{3})
	require.NoError(t, err)
	rest, _ := io.ReadAll(read) // a terminal whose program has ended gives an error
	assert.Contains(t, string(rest), "stopped: 0 of 5 questions answered")
}

func TestOnATerminalTheFirstWordIsColoured(t *testing.T) {
	const green, red = "\x1b[32mholds", "\x1b[31mbroken"
	for _, c := range []struct {
		env   string
		tints bool
	}{{"TERM=xterm", true}, {"NO_COLOR=yes", false}, {"TERM=dumb", false}} {
		run, _ := gatehouse(t)
		cmd := run("run")
		cmd.Env = append(cmd.Env, c.env)
		terminal, err := pty.Start(cmd)
		require.NoError(t, err)
		shown, _ := io.ReadAll(terminal) // a terminal whose program has ended gives an error
		assert.Equal(t, c.tints, strings.Contains(string(shown), green), c.env)
		assert.Equal(t, c.tints, strings.Contains(string(shown), red), c.env)
		assert.Contains(t, string(shown), "front-door: 1 of 3 probes hold, 2 broken")
		terminal.Close()
	}
}

// typed starts gatehouse on a terminal and returns what it shows up to its end.
func typed(t *testing.T, cmd *exec.Cmd, prompt, keys string) string {
	t.Helper()
	terminal, err := pty.Start(cmd)
	require.NoError(t, err)
	defer terminal.Close()
	var shown strings.Builder
	read := bufio.NewReader(io.TeeReader(terminal, &shown))
	for prompt != "" && !strings.Contains(shown.String(), prompt) {
		_, err := read.ReadByte()
		require.NoError(t, err, shown.String())
	}
	_, err = terminal.WriteString(keys)
	require.NoError(t, err)
	_, _ = io.Copy(io.Discard, read) // a terminal whose program has ended gives an error
	return shown.String()
}

func TestADumbTerminalGetsTheListAndTheCommands(t *testing.T) {
	run, _ := gatehouse(t)
	cmd := run()
	cmd.Env = append(cmd.Env, "TERM=dumb")
	shown := typed(t, cmd, "", "")
	assert.Contains(t, shown, "House security: 0 of 2 lessons read")
	assert.Contains(t, shown, "  dialogue  gatehouse --plain")
	assert.NotContains(t, shown, "\x1b")
}

func TestCtrlCAndCtrlDLeaveTheDialogueAndKeepEverything(t *testing.T) {
	for _, key := range []string{"\x03", "\x04"} {
		run, _ := gatehouse(t)
		cmd := run("--plain")
		shown := typed(t, cmd, "(enter: read Doors, 3 minutes):", key)
		assert.Contains(t, shown, "recorded; go on with: gatehouse --plain")
		assert.NoError(t, cmd.Wait())
	}
}
