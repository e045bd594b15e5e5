package cli

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/stretchr/testify/require"
)

// The scripts play gatehouse as people and programs use it, on a course of two
// lessons and one exercise in testdata/course.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"gatehouse": func() {
			repository := os.DirFS(os.Getenv("REPOSITORY"))
			content := joined{pack: os.DirFS(os.Getenv("COURSE")), own: repository}
			os.Exit(Main(content, os.Args[1:]))
		},
	})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script", RequireExplicitExec: true, RequireUniqueNames: true,
		Setup: func(env *testscript.Env) error {
			env.Vars = append(env.Vars, environment(t, env.WorkDir)...)
			return os.Mkdir(filepath.Join(env.WorkDir, "home"), 0o755)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits},
	})
}

// environment is what gatehouse finds in a test: a home folder of its own, and
// the build cache of this machine.
func environment(t *testing.T, dir string) []string {
	t.Helper()
	repository, err := filepath.Abs("../..")
	require.NoError(t, err)
	cache, err := exec.Command("go", "env", "GOCACHE").Output()
	require.NoError(t, err)
	return []string{
		"HOME=" + filepath.Join(dir, "home"), "USERPROFILE=" + filepath.Join(dir, "home"),
		"GOCACHE=" + strings.TrimSpace(string(cache)), "TERM=xterm",
		"REPOSITORY=" + repository, "COURSE=" + filepath.Join(repository, "internal/cli/testdata/course"),
	}
}

// exits runs a program and asserts its exit code: exits 1 gatehouse run
func exits(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var ended *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &ended) {
		got = ended.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}
