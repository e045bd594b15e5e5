package workspace_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/workspace"
)

const (
	starter = "package door // the starter\n"
	mine    = "package door // m\xffne, no line end"
	later   = "package door // later\n"
)

func answer(t *testing.T, w *workspace.Workspace) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(w.Dir, "exercises", "door", "handler.go"))
	require.NoError(t, err)
	return string(text)
}

func TestResetAndBack(t *testing.T) {
	w, _, c := made(t)
	door := c.Exercise("door")
	write(t, w, "exercises/door/handler.go", mine)

	kept, err := w.Reset(door)
	require.NoError(t, err)
	assert.Equal(t, w.Answer(door)+".mine-1", kept)
	assert.Equal(t, starter, answer(t, w))

	from, err := w.UndoReset(door)
	require.NoError(t, err)
	assert.Equal(t, kept, from)
	assert.Equal(t, mine, answer(t, w), "byte for byte")
	assert.NoFileExists(t, kept)

	_, err = w.UndoReset(door)
	assert.ErrorContains(t, err, "nothing to undo")
}

func TestResetKeepsEveryVersion(t *testing.T) {
	w, _, c := made(t)
	door := c.Exercise("door")
	write(t, w, "exercises/door/handler.go", mine)
	_, err := w.Reset(door)
	require.NoError(t, err)
	write(t, w, "exercises/door/handler.go", later)
	kept, err := w.Reset(door)
	require.NoError(t, err)
	assert.Equal(t, w.Answer(door)+".mine-2", kept)

	for _, want := range []string{later, mine, later} {
		_, err := w.UndoReset(door)
		require.NoError(t, err)
		assert.Equal(t, want, answer(t, w), "the newest first, and what stood there is kept in turn")
	}
}

func TestResetOfTheStarterKeepsNothing(t *testing.T) {
	w, _, c := made(t)
	kept, err := w.Reset(c.Exercise("door"))
	require.NoError(t, err)
	assert.Empty(t, kept)
	assert.Equal(t, starter, answer(t, w))
}

func TestResetBringsAnAnswerBackThatIsGone(t *testing.T) {
	w, _, c := made(t)
	require.NoError(t, os.RemoveAll(filepath.Join(w.Dir, "exercises")))
	_, err := w.UndoReset(c.Exercise("door"))
	assert.ErrorContains(t, err, "nothing to undo")
	_, err = w.Reset(c.Exercise("door"))
	require.NoError(t, err)
	assert.Equal(t, starter, answer(t, w))
}

func TestResetPassesOverNamesThatAreTaken(t *testing.T) {
	w, _, c := made(t)
	write(t, w, "exercises/door/handler.go", mine)
	write(t, w, "exercises/door/handler.go.mine-7", later)
	write(t, w, "exercises/door/handler.go.mine-old", later)
	kept, err := w.Reset(c.Exercise("door"))
	require.NoError(t, err)
	assert.Equal(t, w.Answer(c.Exercise("door"))+".mine-8", kept)
	assert.Equal(t, later, tree(t, w.Dir)["exercises/door/handler.go.mine-7"])
}
