package workspace_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/workspace"
)

func TestScenario17TheOriginalsComeBackAndTheEditsAreKept(t *testing.T) {
	w, content, c := made(t)
	door := c.Exercise("door")
	before := tree(t, w.Dir)
	edits := map[string]string{
		"exercises/door/handler_test.go":    "package door // mine\n",
		"exercises/door/more_test.go":       "package door // another test of mine\n",
		"exercises/door/given/given.go":     "package given // mine\n",
		"sandbox/sandbox.go":                "package sandbox // mine\n",
		"exercises/door/handler.go":         "package door // my answer\n",
		"exercises/door/handler_test.go.my": "a copy of mine\n",
	}
	for name, text := range edits {
		write(t, w, name, text)
	}
	want := []string{"exercises/door/given/given.go", "exercises/door/handler_test.go", "exercises/door/more_test.go", "sandbox/sandbox.go"}
	edited, err := workspace.Edited(content, w.Dir, door)
	require.NoError(t, err)
	assert.Equal(t, want, edited)

	put, kept, err := w.PutOriginals(content, door)
	require.NoError(t, err)
	assert.Equal(t, want, put)
	assert.Len(t, kept, 4)
	after := tree(t, w.Dir)
	for _, name := range want {
		assert.Equal(t, edits[name], after[name+".mine-1"])
		assert.Equal(t, before[name], after[name])
	}
	assert.NotContains(t, after, "exercises/door/more_test.go")
	assert.Equal(t, edits["exercises/door/handler.go"], after["exercises/door/handler.go"], "the answer is none of our files")

	put, kept, err = w.PutOriginals(content, door)
	require.NoError(t, err)
	assert.Empty(t, put)
	assert.Empty(t, kept)
}

func TestOriginalsThatAreGoneComeBack(t *testing.T) {
	w, content, c := made(t)
	before := tree(t, w.Dir)
	require.NoError(t, os.RemoveAll(filepath.Join(w.Dir, "sandbox")))
	require.NoError(t, os.RemoveAll(filepath.Join(w.Dir, "exercises", "door", "given")))
	put, kept, err := w.PutOriginals(content, c.Exercise("door"))
	require.NoError(t, err)
	assert.Equal(t, []string{"exercises/door/given/given.go", "sandbox/sandbox.go"}, put)
	assert.Empty(t, kept, "there was nothing of the learner's")
	delete(before, ".gatehouse/workspace.lock")
	after := tree(t, w.Dir)
	delete(after, ".gatehouse/workspace.lock")
	assert.Equal(t, before, after)
}

func TestNothingIsMadeInAWorkspaceThatIsGone(t *testing.T) {
	w, content, c := made(t)
	require.NoError(t, os.RemoveAll(w.Dir))
	gone := "the workspace is gone; put it back, or gatehouse init makes a new one. It was " + w.Dir
	_, err := w.Reset(c.Exercise("door"))
	assert.EqualError(t, err, gone)
	_, err = w.UndoReset(c.Exercise("door"))
	assert.EqualError(t, err, gone)
	_, _, err = w.PutOriginals(content, c.Exercise("door"))
	assert.EqualError(t, err, gone)
	assert.NoDirExists(t, w.Dir, "half a workspace would be in the way of a new one")
}
