package grade_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/grade"
)

// newModule lays out the door with a package for each body of Opens; in each
// stand the probes, too.
func newModule(t *testing.T, bodies map[string]string) (dir string, packages []grade.Probed) {
	t.Helper()
	dir = t.TempDir()
	require.NoError(t, os.CopyFS(dir, os.DirFS("testdata")))
	write := func(name, text string) {
		file := filepath.Join(dir, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
		require.NoError(t, os.WriteFile(file, []byte(text), 0o644))
	}
	write("go.mod", "module gatehouse\n\ngo 1.26.0\n")
	probes, err := os.ReadFile("testdata/exercises/door/handler_test.go")
	require.NoError(t, err)
	for name, body := range bodies {
		folder := "tried/" + name
		write(folder+"/probes.go", "//line handler_test.go:1:1\n"+string(probes))
		write(folder+"/handler.go", "package door\nimport (\"os\"; \"gatehouse/exercises/door/given\")\nvar _ = os.Exit\n"+
			"func Opens(d given.Deps, gate, shown string) bool {\n"+body+"\nreturn shown == d.Key\n}\n")
		packages = append(packages, grade.Probed{Folder: folder, Tests: []string{"TestHandler"}})
	}
	return dir, packages
}

func TestABenchHoldsManyPackages(t *testing.T) {
	tool, err := grade.FindGo(t.Context(), os.Getenv)
	require.NoError(t, err)
	dir, packages := newModule(t, map[string]string{
		"right": "", "open": "return true", "one-key": `return shown == "key5"`,
		"exits":  `if gate == "west" { os.Exit(1) }`,
		"panics": `if gate == "south" { go panic("boom"); select {} }`,
		"typo":   "retrun true", "nameless": "return shown == key",
	})
	b, err := grade.NewBench(t.Context(), tool, dir, packages, false)
	require.NoError(t, err)
	row := func(name string, seed uint64) string {
		return grade.Row(b.Try(t.Context(), "tried/"+name, seed, 0).Probes)
	}

	assert.Equal(t, "....", row("right", 5))
	assert.Equal(t, ".xx.", row("open", 5))
	assert.Equal(t, "....", row("one-key", 5))
	assert.Equal(t, "x..x", row("one-key", 6))
	assert.Equal(t, ".x..", row("exits", 5), "the program runs again for the probes that it did not reach")

	panics := b.Try(t.Context(), "tried/panics", 5, 0)
	assert.Equal(t, "..x.", grade.Row(panics.Probes))
	assert.Equal(t, "panic: boom", panics.Probes[2].Got)
	assert.Equal(t, 5, panics.Probes[2].At.Line)

	for name, says := range map[string]string{"typo": "syntax error", "nameless": "undefined: key"} {
		tested := b.Try(t.Context(), "tried/"+name, 5, 0)
		assert.Equal(t, grade.DoesNotCompile, tested.Outcome(), name)
		require.NotEmpty(t, tested.Compile, name)
		assert.Equal(t, "tried/"+name+"/handler.go", tested.Compile[0].File)
		assert.Equal(t, 5, tested.Compile[0].Line)
		assert.Contains(t, tested.Compile[0].Message, says)
	}
}

func TestWhatPackagesShareIsAFaultOfEach(t *testing.T) {
	tool, err := grade.FindGo(t.Context(), os.Getenv)
	require.NoError(t, err)
	dir, packages := newModule(t, map[string]string{"right": "", "open": "return true"})
	given := filepath.Join(dir, "exercises", "door", "given", "given.go")
	text, err := os.ReadFile(given)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(given, []byte(strings.Replace(string(text), "string", "strin", 1)), 0o644))
	b, err := grade.NewBench(t.Context(), tool, dir, packages, false)
	require.NoError(t, err)
	for _, p := range packages {
		tested := b.Try(t.Context(), p.Folder, 1, 0)
		assert.Equal(t, grade.DoesNotCompile, tested.Outcome())
		assert.Equal(t, "exercises/door/given/given.go", tested.Compile[0].File)
	}
}

func TestABenchThatIsCancelled(t *testing.T) {
	tool, err := grade.FindGo(t.Context(), os.Getenv)
	require.NoError(t, err)
	dir, packages := newModule(t, map[string]string{"right": ""})
	b, err := grade.NewBench(t.Context(), tool, dir, packages, false)
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	assert.Equal(t, "cancelled", b.Try(ctx, "tried/right", 1, 0).Reason)
	_, err = grade.NewBench(ctx, tool, dir, packages, false)
	assert.EqualError(t, err, "cancelled")
}
