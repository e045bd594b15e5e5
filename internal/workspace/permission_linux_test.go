package workspace_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/workspace"
)

func TestFoldersThatCannotBeWritten(t *testing.T) {
	w, content, c := made(t)
	door := c.Exercise("door")
	write(t, w, "exercises/door/handler.go", mine)
	require.NoError(t, os.Remove(filepath.Join(w.Dir, "exercises", "door", "TASK.md")))
	withoutPower(t, w.Dir, filepath.Dir(w.Answer(door)))
	before := tree(t, w.Dir)
	_, err := w.Reset(door)
	assert.EqualError(t, err, "cannot write "+w.Answer(door)+".mine-1: permission denied; see that there is room and that the folder may be written")
	_, _, err = workspace.Create(w.Dir, content, c, "")
	assert.EqualError(t, err, "cannot write "+filepath.Join(filepath.Dir(w.Answer(door)), "TASK.md")+": permission denied; see that there is room and that the folder may be written")
	after := tree(t, w.Dir)
	delete(after, ".gatehouse/workspace.lock")
	assert.Equal(t, before, after)
}

// withoutPower takes from the rest of the test the power of a superuser to
// pass over permissions, and lets anybody into dir, but for the folder closed,
// which nobody may write.
func withoutPower(t *testing.T, dir, closed string) {
	t.Helper()
	require.NoError(t, filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Chmod(path, 0o777)
	}))
	require.NoError(t, os.Chmod(filepath.Dir(filepath.Dir(dir)), 0o755))
	require.NoError(t, os.Chmod(closed, 0o555))
	if os.Geteuid() == 0 {
		const nobody = 65534
		runtime.LockOSThread() // the kernel keeps this for each thread
		require.NoError(t, syscall.Setfsuid(nobody))
	}
	t.Cleanup(func() {
		if os.Geteuid() == 0 {
			assert.NoError(t, syscall.Setfsuid(0))
			runtime.UnlockOSThread()
		}
		assert.NoError(t, os.Chmod(closed, 0o755))
	})
}
