//go:build unix

package workspace_test

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/workspace"
)

// outside is a folder beside the workspace, with a file of the learner's.
func outside(t *testing.T, w *workspace.Workspace, name, text string) (dir, file string) {
	t.Helper()
	dir = filepath.Join(filepath.Dir(w.Dir), "outside")
	require.NoError(t, os.MkdirAll(dir, 0o755))
	file = filepath.Join(dir, name)
	require.NoError(t, os.WriteFile(file, []byte(text), 0o644))
	return dir, file
}

func TestALinkAsAnswerIsNeverWrittenThrough(t *testing.T) {
	for name, text := range map[string]string{"that was worked on": mine, "that holds the starter": starter} {
		t.Run(name, func(t *testing.T) {
			w, content, c := made(t)
			door := c.Exercise("door")
			_, file := outside(t, w, "handler.go", text)
			require.NoError(t, os.Remove(w.Answer(door)))
			require.NoError(t, os.Symlink(file, w.Answer(door)))
			intact := func() {
				t.Helper()
				there, err := os.ReadFile(file)
				require.NoError(t, err)
				assert.Equal(t, text, string(there), "nothing outside the workspace changes")
			}
			isLink := func(path string) bool {
				to, err := os.Readlink(path)
				return err == nil && to == file
			}

			content["exercises/door/starter/handler.go"] = &fstest.MapFile{Data: []byte("package door // newer\n")}
			_, changes, err := workspace.Create(w.Dir, content, c, "")
			require.NoError(t, err)
			require.Len(t, changes.Kept, 1)
			assert.True(t, isLink(w.Answer(door)), "a link is the learner's")
			intact()

			kept, err := w.Reset(door)
			require.NoError(t, err)
			assert.True(t, isLink(kept), "it is kept as the link that it is")
			assert.Equal(t, "package door // newer\n", answer(t, w))
			intact()
			_, err = w.UndoReset(door)
			require.NoError(t, err)
			assert.True(t, isLink(w.Answer(door)))
			intact()
		})
	}
}

func TestALinkThatLeadsNowhereIsTheLearners(t *testing.T) {
	w, content, c := made(t)
	door := c.Exercise("door")
	require.NoError(t, os.Remove(w.Answer(door)))
	require.NoError(t, os.Symlink("nowhere", w.Answer(door)))
	_, _, err := workspace.Create(w.Dir, content, c, "")
	require.NoError(t, err)
	kept, err := w.Reset(door)
	require.NoError(t, err)
	assert.Equal(t, starter, answer(t, w))
	to, err := os.Readlink(kept)
	require.NoError(t, err)
	assert.Equal(t, "nowhere", to)
}

func TestAFolderThatLeadsOutIsNotWrittenTo(t *testing.T) {
	w, content, c := made(t)
	door := c.Exercise("door")
	dir, _ := outside(t, w, "handler.go", mine)
	require.NoError(t, os.RemoveAll(filepath.Dir(w.Answer(door))))
	require.NoError(t, os.Symlink(dir, filepath.Dir(w.Answer(door))))
	before := tree(t, dir)
	said := "is not written: a link leads from there to " + dir + ", outside the workspace; take the link away, or move the workspace there"
	_, err := w.Reset(door)
	assert.ErrorContains(t, err, said)
	_, _, err = w.PutOriginals(content, door)
	assert.ErrorContains(t, err, said)
	_, _, err = workspace.Create(w.Dir, content, c, "")
	assert.ErrorContains(t, err, said)
	assert.Equal(t, before, tree(t, dir))
}

func TestAWorkspaceThatIsALinkIsOne(t *testing.T) {
	w, content, c := made(t)
	link := filepath.Join(t.TempDir(), "work")
	require.NoError(t, os.Symlink(w.Dir, link))
	require.NoError(t, os.Remove(filepath.Join(w.Dir, "README.md")))
	made, changes, err := workspace.Create(link, content, c, "")
	require.NoError(t, err)
	assert.Equal(t, []string{"README.md"}, changes.Added)
	write(t, made, "exercises/door/handler.go", mine)
	_, err = made.Reset(c.Exercise("door"))
	require.NoError(t, err)
	assert.Equal(t, starter, answer(t, w))
}

func TestWorkspacesInOddPlaces(t *testing.T) {
	for _, name := range []string{
		"with blanks and 'quotes' and \"more\"", "Tür-扉-дверь", "-v", "$HOME; ls", "a\nb", strings.Repeat("long-", 50),
	} {
		content, c := shipped(t)
		w, _, err := workspace.Create(filepath.Join(t.TempDir(), name), content, c, "")
		require.NoError(t, err, "%q", name)
		write(t, w, "exercises/door/handler.go", mine)
		_, err = w.Reset(c.Exercise("door"))
		require.NoError(t, err, "%q", name)
		_, err = w.UndoReset(c.Exercise("door"))
		require.NoError(t, err, "%q", name)
		assert.Equal(t, mine, answer(t, w), "%q", name)
	}
}

func TestScenario14TwoProgramsThatResetLoseNothing(t *testing.T) {
	w, _, c := made(t)
	door := c.Exercise("door")
	write(t, w, "exercises/door/handler.go", mine)
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() {
			for range 50 {
				_, _ = w.Reset(door)     // the other one may have done it
				_, _ = w.UndoReset(door) // likewise
			}
		})
	}
	both.Wait()
	_, _ = w.UndoReset(door)
	assert.Equal(t, mine, answer(t, w))
}
