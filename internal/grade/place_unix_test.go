//go:build unix

package grade_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/grade"
)

// judged asserts that the starter gets the verdict that it gets everywhere,
// also where an original must be laid over a file that was edited.
func judged(t *testing.T, d desk) {
	t.Helper()
	r := d.run()
	assert.Equal(t, grade.Broken, r.Outcome, r.Reason)
	assert.Equal(t, ".xx.", grade.Row(r.Probes))
	d.write("exercises/door/handler_test.go", "package door\n")
	r = d.run()
	assert.Equal(t, ".xx.", grade.Row(r.Probes), r.Reason)
	assert.Equal(t, []string{"exercises/door/handler_test.go"}, r.Edited)
}

func TestScenario18PathsOfAllKinds(t *testing.T) {
	for name, folder := range map[string]string{
		"blanks":         " two  blanks ",
		"quotes":         "it's \"quoted\"",
		"not ASCII":      "Tür-扉-дверь",
		"a dash":         "-v",
		"shell words":    "$HOME;*&|",
		"a percent sign": "100%s",
		"250 characters": strings.Repeat("long-", 50),
		"pattern words":  "a...b[c]@v1",
	} {
		t.Run(name, func(t *testing.T) { judged(t, newDeskIn(t, filepath.Join(t.TempDir(), folder))) })
	}
}

func TestAWorkspaceInsideAnotherModule(t *testing.T) {
	outer := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(outer, "go.mod"), []byte("module example.com/outer\n\ngo 1.99\n"), 0o644))
	require.NoError(t, os.MkdirAll(filepath.Join(outer, "vendor"), 0o755))
	judged(t, newDeskIn(t, filepath.Join(outer, "sub", "gatehouse")))
}

func TestAWorkspaceBelowAGoWork(t *testing.T) {
	outer := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(outer, "go.work"), []byte("go 1.26\n\nuse ./elsewhere\n"), 0o644))
	d := newDeskIn(t, filepath.Join(outer, "gatehouse"))
	t.Setenv("GOWORK", filepath.Join(outer, "go.work"))
	t.Setenv("GOFLAGS", "-mod=vendor -tags=none")
	judged(t, d)
}

func TestALinkAsAnswerIsGraded(t *testing.T) {
	d := newDesk(t)
	answer := filepath.Join(d.dir, "exercises", "door", "handler.go")
	outside := filepath.Join(t.TempDir(), "mine.go")
	require.NoError(t, os.Rename(answer, outside))
	require.NoError(t, os.Symlink(outside, answer))
	before, err := os.ReadFile(outside)
	require.NoError(t, err)
	judged(t, d)
	after, err := os.ReadFile(outside)
	require.NoError(t, err)
	assert.Equal(t, before, after)
}

func TestAWorkspaceThatIsGone(t *testing.T) {
	d := newDesk(t)
	require.NoError(t, os.RemoveAll(d.dir))
	r := d.run()
	assert.Equal(t, grade.CouldNotRun, r.Outcome)
	assert.Equal(t, "there is no go.mod in "+d.dir+"; gatehouse init puts it back", r.Reason)
	assert.Len(t, r.Probes, 4, "every probe is listed")
	assert.NoDirExists(t, d.dir)
}
