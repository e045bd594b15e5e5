package docs_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The commands of the guide are run in order, and its edits are made between
// them. A block sh exits-N ends with that code; the lines of the text that
// follows a block of commands are parts of what those said.
func TestTheCommandsOfTheGuideSayWhatItShows(t *testing.T) {
	a := newAuthor(t)
	for _, b := range blocks(t, "sh", "diff", "text") {
		switch b.language {
		case "sh":
			a.runs(b)
		case "diff":
			a.edits(b)
		case "text":
			for line := range strings.Lines(b.text) {
				assert.Contains(t, a.said, strings.TrimSuffix(line, "\n"))
			}
		}
	}
}

// author is somebody who follows the guide.
type author struct {
	t       *testing.T
	program string
	dir     string // where the author stands
	env     []string
	said    string // by the last block of commands
}

func newAuthor(t *testing.T) *author {
	t.Helper()
	home := t.TempDir()
	program := filepath.Join(home, "gatehouse")
	if runtime.GOOS == "windows" {
		program += ".exe"
	}
	out, err := exec.Command("go", "build", "-o", program, "gatehouse").CombinedOutput()
	require.NoError(t, err, "%s", out)
	cache, err := exec.Command("go", "env", "GOCACHE").Output()
	require.NoError(t, err)
	env := append(os.Environ(), "HOME="+home, "USERPROFILE="+home, "XDG_CACHE_HOME="+filepath.Join(home, "cache"), "LocalAppData="+home,
		"GOCACHE="+strings.TrimSpace(string(cache)), "GATEHOUSE_COURSE=", "GATEHOUSE_WORKSPACE=", "ACCESSIBLE=")
	return &author{t: t, program: program, dir: home, env: env}
}

func (a *author) runs(b block) {
	a.t.Helper()
	code := 0
	if text, ok := strings.CutPrefix(b.of, "exits-"); ok {
		var err error
		code, err = strconv.Atoi(text)
		require.NoError(a.t, err)
	}
	a.said = ""
	for line := range strings.Lines(b.text) {
		words := strings.Fields(line)
		switch words[0] {
		case "mkdir":
			require.NoError(a.t, os.Mkdir(filepath.Join(a.dir, words[1]), 0o755))
		case "cd":
			a.dir = filepath.Join(a.dir, words[1])
		case "gatehouse":
			assert.Equal(a.t, code, a.exit(words[1:]), "%s%s", line, a.said)
		default:
			assert.Fail(a.t, "unknown command", line)
		}
	}
}

// exit runs the program and returns its exit code.
func (a *author) exit(args []string) int {
	c := exec.CommandContext(a.t.Context(), a.program, args...)
	c.Dir, c.Env = a.dir, a.env
	out, err := c.CombinedOutput()
	a.said += string(out)
	var ended *exec.ExitError
	if errors.As(err, &ended) {
		return ended.ExitCode()
	}
	require.NoError(a.t, err)
	return 0
}

// edits replaces the lines with - by those with +, in the file that is named.
func (a *author) edits(b block) {
	a.t.Helper()
	var before, after strings.Builder
	for line := range strings.Lines(b.text) {
		switch line[0] {
		case '-':
			before.WriteString(line[1:])
		case '+':
			after.WriteString(line[1:])
		}
	}
	file := filepath.Join(a.dir, b.of)
	text, err := os.ReadFile(file)
	require.NoError(a.t, err)
	require.Contains(a.t, string(text), before.String(), b.of)
	text = []byte(strings.Replace(string(text), before.String(), after.String(), 1))
	require.NoError(a.t, os.WriteFile(file, text, 0o644))
}
