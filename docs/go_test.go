package docs_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const exercise = "example-pack/exercises/not-modified"

// The fragments of the guide stand in its TestHandler, after what that
// declares.
const fragment = `package fragments

import (
	"net/http"
	"strings"
	"time"

	"gatehouse/sandbox"
)

var _, _, _ = http.StatusOK, strings.Contains, time.Minute

func _(w *sandbox.World, serve func() http.Handler, ask sandbox.Request, token, report, tag string) {
`

// The Go code of the guide is compiled. Its probes meet the reference of the
// example pack, and its mistakes the probes of that.
func TestTheGoOfTheGuideIsTrue(t *testing.T) {
	m := module(t)
	for _, b := range blocks(t, "go") {
		switch {
		case !strings.HasPrefix(b.text, "package ") && !strings.HasPrefix(b.text, "// Package "):
			m.write("fragments/fragment.go", fragment+b.text+"}\n")
			m.run("vet", "./fragments")
		case strings.Contains(b.text, "\nfunc TestHandler("):
			m.write("try/handler.go", read(t, exercise+"/handler.go"))
			m.write("try/handler_test.go", b.text)
			m.run("test", "./try")
		default:
			m.write("try/handler.go", b.text)
			m.write("try/handler_test.go", read(t, exercise+"/handler_test.go"))
			want := regexp.MustCompile(`// want "(.*)"`).FindStringSubmatch(b.text)
			require.NotNil(t, want, "a mistake names the probe that catches it")
			out, err := m.command("test", "./try").CombinedOutput()
			assert.Error(t, err)
			assert.Contains(t, string(out), "FAIL: TestHandler/"+strings.ReplaceAll(want[1], " ", "_"))
		}
	}
}

// workshop is a module like that in which a pack's exercises are built.
type workshop struct {
	*testing.T
	dir string
}

func module(t *testing.T) workshop {
	t.Helper()
	m := workshop{t, t.TempDir()}
	m.write("go.mod", "module gatehouse\n\ngo 1.26.0\n")
	require.NoError(t, os.CopyFS(filepath.Join(m.dir, "sandbox"), os.DirFS("../sandbox")))
	require.NoError(t, os.CopyFS(filepath.Join(m.dir, "exercises/not-modified/given"), os.DirFS(exercise+"/given")))
	return m
}

func (m workshop) write(name, text string) {
	m.Helper()
	file := filepath.Join(m.dir, name)
	require.NoError(m, os.MkdirAll(filepath.Dir(file), 0o755))
	require.NoError(m, os.WriteFile(file, []byte(text), 0o644))
}

func (m workshop) command(args ...string) *exec.Cmd {
	c := exec.CommandContext(m.Context(), "go", args...)
	c.Dir, c.Env = m.dir, append(os.Environ(), "GOWORK=off", "GOFLAGS=")
	return c
}

func (m workshop) run(args ...string) {
	m.Helper()
	out, err := m.command(args...).CombinedOutput()
	assert.NoError(m, err, "%s", out)
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	return string(text)
}
