//go:build unix

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/ttytest"
)

// program is the program itself, built once.
var program string

func TestMain(m *testing.M) {
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "gatehouse")
		if err != nil {
			panic(err)
		}
		defer os.RemoveAll(dir)
		program = filepath.Join(dir, "gatehouse")
		if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
			panic(string(out))
		}
		return m.Run()
	}())
}

// command is the program as a learner with this home folder starts it.
func command(t *testing.T, home string, args ...string) *exec.Cmd {
	t.Helper()
	cache, err := exec.Command("go", "env", "GOCACHE").Output() // the first build of a learner's own takes longer
	require.NoError(t, err)
	cmd := exec.Command(program, args...)
	cmd.Dir = home
	cmd.Env = []string{"HOME=" + home, "PATH=" + os.Getenv("PATH"), "TERM=xterm-256color", "LANG=C.UTF-8",
		"GOCACHE=" + strings.TrimSpace(string(cache))}
	return cmd
}

func start(t *testing.T, home string) *ttytest.Terminal {
	t.Helper()
	return ttytest.Start(t, command(t, home), 80, 24)
}

// atWork is a home folder with a workspace in it, and the file of its first
// exercise. It is the same folder for each test, where the sandbox is compiled
// once.
func atWork(t *testing.T) (home, file string) {
	t.Helper()
	home = filepath.Join(filepath.Dir(program), "home")
	require.NoError(t, os.Mkdir(home, 0o755))
	t.Cleanup(func() { assert.NoError(t, os.RemoveAll(home)) })
	out, err := command(t, home, "init").CombinedOutput()
	require.NoError(t, err, string(out))
	return home, filepath.Join(home, "gatehouse", "exercises", "first-guard", "handler.go")
}

func TestAStormOfSizesLeavesNoTrace(t *testing.T) {
	home, _ := atWork(t)
	term := start(t, home)
	term.Sees("Next: read Why API security")
	term.Sees("Go is ready.")
	for _, place := range []struct{ key, sees, last string }{ // the last row is drawn last
		{"", "Foundations", "enter read  n next: lesson  e exercise  p practice  x exam  ? help  q quit"},
		{"l", "· lesson", "space page on  ←→ lesson  c copy code  / contents  ? help  esc back  q quit"},
		{"e", "Watching ~/gatehouse/exercises/first-guard/handler.go.", "space run  e edit  h hint 1 of 5  t task  d diff  ? help  esc back  q quit"},
		{"t", "· task", "enter probes  c copy path  e edit  h hint 1 of 5  ? help  esc back  q quit"},
	} {
		term.Press(place.key)
		term.Sees(place.sees, place.last)
		before := term.Text()
		for i := range 60 {
			term.Resize(20+(i*37)%221, 3+(i*23)%78)
		}
		term.Resize(80, 24)
		term.Becomes(before)
		// That may have been drawn before the program knew this size, and a
		// window that is too small takes no keys. After one more size, which has a
		// row of keys where no other has it, the program is known to be here.
		term.Resize(100, 30)
		term.Until("keys in row 30", func(screen string) bool { return strings.Contains(strings.Split(screen, "\n")[29], "q quit") })
		term.Resize(80, 24)
		term.Becomes(before)
	}
	term.Press("q")
	require.NoError(t, term.Ends())
	term.IsAsBefore()
}

// fakeEditor is an editor in the terminal that writes down what it was asked
// for, shows something, waits for a key, and puts this text into the file.
func fakeEditor(t *testing.T, text string) (path, asked string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "my editors")
	require.NoError(t, os.Mkdir(dir, 0o755))
	path, asked = filepath.Join(dir, "vim"), filepath.Join(dir, "asked")
	require.NoError(t, os.WriteFile(filepath.Join(dir, "text"), []byte(text), 0o644))
	script := `#!/bin/sh
cd "$(dirname "$0")" || exit 9
printf '%s\n' "$@" > asked
printf 'editing'
read -r _ || exit 8
cat text > "$3"
exit "$(cat code 2>/dev/null || echo 0)"
`
	require.NoError(t, os.WriteFile(path, []byte(script), 0o755))
	return path, asked
}

func TestTheEditorHasTheTerminalAndGivesItBack(t *testing.T) {
	home, file := atWork(t)
	solution, err := content.ReadFile("exercises/first-guard/handler.go")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(file, []byte("package firstguard\n\nvar x = nowhere\n"), 0o644))
	editor, asked := fakeEditor(t, string(solution))
	cmd := command(t, home)
	cmd.Env = append(cmd.Env, fmt.Sprintf("EDITOR=%q -u", editor))
	term := ttytest.Start(t, cmd, 80, 24)
	term.Sees("Next: read Why API security")
	term.Press("e")
	term.Sees("· exercise")
	term.Press(" ")
	term.Sees("does not compile: handler.go:3:9", "edit at 3:9")
	term.PressUntil(ttytest.Enter, "editing")
	assert.NotContains(t, term.Text(), "does not compile", "the editor has the screen")
	require.NoError(t, term.Process.Signal(syscall.SIGINT)) // ctrl+c in an editor is the editor's
	term.Press("\n")
	term.Sees("All 24 probes hold", "· exercise", "q quit")
	args, err := os.ReadFile(asked)
	require.NoError(t, err)
	assert.Equal(t, "-u\n+call cursor(3,9)\n"+file+"\n", string(args))

	require.NoError(t, os.WriteFile(filepath.Join(filepath.Dir(editor), "code"), []byte("3"), 0o644))
	term.Press("e")
	term.Sees("editing")
	term.Press("\n")
	term.Sees("vim ended with exit status 3. What it saved is saved.", "All 24 probes hold")
	term.Press("q")
	require.NoError(t, term.Ends())
	term.IsAsBefore()
}

func TestToEndTheProgramEndsItsEditor(t *testing.T) {
	home, _ := atWork(t)
	editor, _ := fakeEditor(t, "")
	cmd := command(t, home)
	cmd.Env = append(cmd.Env, fmt.Sprintf("EDITOR=%q -u", editor))
	term := ttytest.Start(t, cmd, 80, 24)
	term.Sees("Next: read Why API security")
	term.Press("e")
	term.Sees("· exercise")
	term.PressUntil("e", "editing")
	require.NoError(t, term.Process.Signal(syscall.SIGTERM))
	require.NoError(t, term.Ends())
	term.IsAsBefore()
}

func TestToEndItTwiceEndsItAtOnce(t *testing.T) {
	home, _ := atWork(t)
	editor := filepath.Join(t.TempDir(), "deaf")
	require.NoError(t, os.WriteFile(editor, []byte("#!/bin/sh\ntrap '' TERM\nprintf editing\nread -r _\n"), 0o755))
	cmd := command(t, home)
	cmd.Env = append(cmd.Env, "EDITOR="+editor)
	term := ttytest.Start(t, cmd, 80, 24)
	term.Sees("Next: read Why API security")
	term.Press("e")
	term.Sees("· exercise")
	term.PressUntil("e", "editing")
	insist := time.NewTicker(50 * time.Millisecond)
	go func() {
		for t.Context().Err() == nil {
			<-insist.C
			_ = term.Process.Signal(syscall.SIGTERM)
		}
	}()
	var ended *exec.ExitError
	require.ErrorAs(t, term.Ends(), &ended)
	assert.Equal(t, syscall.SIGTERM, ended.Sys().(syscall.WaitStatus).Signal(), "it did not wait for the editor")
}

func TestSuspendAndComeBack(t *testing.T) {
	home, _ := atWork(t)
	gatehouse := command(t, home)
	shell := exec.Command("sh", "-i")
	shell.Dir, shell.Env = gatehouse.Dir, append(gatehouse.Env, "PS1=shell> ", "ENV=")
	term := ttytest.Start(t, shell, 80, 24)
	term.Sees("shell> ")
	term.Press(program + ttytest.Enter)
	term.Sees("Next: read Why API security")
	term.Press("l")
	term.Sees("· lesson", "q quit")
	before := term.Text()
	term.Press(ttytest.CtrlZ)
	term.Sees("Stopped", "shell> ")
	term.Press("echo $((6*7))" + ttytest.Enter)
	term.Sees("42")
	term.Press("fg" + ttytest.Enter)
	term.Becomes(before) // the whole screen is drawn anew
	term.Press("q")
	term.Sees("Recorded. Go on with: gatehouse", "shell> ")
	term.Press("exit" + ttytest.Enter)
	require.NoError(t, term.Ends())
	term.IsAsBefore()
}

func TestWithoutAShellCtrlZIsSurvived(t *testing.T) {
	home, _ := atWork(t)
	term := start(t, home)
	term.Sees("Next: read Why API security")
	term.Press(ttytest.CtrlZ)
	term.Sees("No shell waits behind this window. q quits.")
	term.Press("q")
	require.NoError(t, term.Ends())
	term.IsAsBefore()
}

// running is a program whose learner's code does not end, and the process of
// that.
func running(t *testing.T, cmd *exec.Cmd, file string) (term *ttytest.Terminal, child int) {
	t.Helper()
	pid := filepath.Join(t.TempDir(), "pid")
	require.NoError(t, os.WriteFile(filepath.Join(filepath.Dir(file), "endless.go"), []byte(ttytest.Endless("firstguard", pid)), 0o644))
	term = ttytest.Start(t, cmd, 80, 24)
	term.Sees("Next: read Why API security")
	term.Press("e")
	term.Sees("· exercise")
	term.Press(" ")
	var text []byte
	require.Eventually(t, func() (ok bool) {
		var err error
		text, err = os.ReadFile(pid)
		return err == nil
	}, time.Minute, 10*time.Millisecond, "the run has begun")
	child, err := strconv.Atoi(string(text))
	require.NoError(t, err)
	return term, child
}

func gone(t *testing.T, process int) {
	t.Helper()
	assert.Eventually(t, func() bool { return syscall.Kill(process, 0) == syscall.ESRCH }, 10*time.Second, 10*time.Millisecond,
		"process %d is left", process)
}

func TestEveryEndLeavesTheTerminalAndNoProcess(t *testing.T) {
	for name, end := range map[string]func(term *ttytest.Terminal){
		"ctrl+c":  func(term *ttytest.Terminal) { term.Press(ttytest.CtrlC) },
		"q":       func(term *ttytest.Terminal) { term.Press("q") },
		"SIGTERM": func(term *ttytest.Terminal) { _ = term.Process.Signal(syscall.SIGTERM) },
		"SIGHUP":  func(term *ttytest.Terminal) { _ = term.Process.Signal(syscall.SIGHUP) },
		"SIGINT":  func(term *ttytest.Terminal) { _ = term.Process.Signal(syscall.SIGINT) },
	} {
		t.Run(name, func(t *testing.T) {
			home, file := atWork(t)
			term, child := running(t, command(t, home), file)
			end(term)
			require.NoError(t, term.Ends())
			term.IsAsBefore()
			gone(t, child)
			assert.Contains(t, term.Wrote(), "Recorded. Go on with: gatehouse")
		})
	}
}

func TestALostTerminalLeavesNoProcess(t *testing.T) {
	for name, prefix := range map[string]string{"told": "", "not told": "trap '' HUP; "} {
		t.Run(name, func(t *testing.T) {
			home, file := atWork(t)
			cmd := command(t, home)
			shell := exec.Command("sh", "-c", prefix+`exec "$0"`, program)
			shell.Dir, shell.Env = cmd.Dir, cmd.Env
			term, child := running(t, shell, file)
			term.HangUp()
			_ = term.Ends() // nobody sees how
			gone(t, child)
		})
	}
}
