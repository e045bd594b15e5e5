package watch

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, name)
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
	require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
}

func TestWhatHappensAnywhereInAFolderIsNoticed(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "lessons/doors/lesson.md", "first")
	ctx, cancel := context.WithCancel(t.Context())
	saved, err := Folder(ctx, dir)
	require.NoError(t, err)
	noticed := func(what string) {
		_, open := <-saved
		assert.True(t, open, what)
	}

	write(t, dir, "lessons/doors/lesson.md", "second")
	noticed("a save far below")
	write(t, dir, "exercises/doors/exercise.md", "first")
	noticed("a new folder")
	write(t, dir, "exercises/doors/exercise.md", "second")
	noticed("a save in it")
	require.NoError(t, os.Rename(filepath.Join(dir, "lessons"), filepath.Join(dir, "texts")))
	noticed("another name")
	require.NoError(t, os.RemoveAll(filepath.Join(dir, "texts")))
	noticed("a folder that went")

	cancel()
	_, open := <-saved
	assert.False(t, open, "closed, with no further value")
}

func TestWhatIsHiddenInAFolderDoesNotCount(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "pack.yaml", "title: Doors\n")
	entered := []string{}
	f := folder{dir: dir, enter: func(dir string) { entered = append(entered, dir) }}
	before := f.read()
	write(t, dir, ".git/index", "x")
	write(t, dir, ".pack.yaml.swp", "x")
	assert.Equal(t, before, f.read())
	assert.Equal(t, []string{dir}, entered)
	write(t, dir, "pack.yaml", "title: All doors\n")
	assert.NotEqual(t, before, f.read())
}

func TestAFolderToWatchMustBeThere(t *testing.T) {
	_, err := Folder(t.Context(), filepath.Join(t.TempDir(), "gone"))
	assert.ErrorIs(t, err, os.ErrNotExist)
}
