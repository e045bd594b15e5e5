package record_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/record"
)

func TestFullDisk(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.jsonl")
	r := open(t, path)
	require.NoError(t, os.Symlink("/dev/full", path))
	_, err := r.Append(record.Event{Kind: record.Read})
	assert.ErrorIs(t, err, syscall.ENOSPC)
	assert.EqualError(t, err, "no space left on device. Make room on the disk, then do it again. What the record held before is whole: "+path)
	assert.Empty(t, r.Events(), "what is not on the disk does not count")
}

func TestAPipeIsNotWaitedFor(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.jsonl")
	require.NoError(t, syscall.Mkfifo(path, 0o600))
	_, err := record.Open(path, time.Now)
	assert.ErrorContains(t, err, "the record cannot be read: it is no file.")
}

func TestReadOnlyFile(t *testing.T) {
	path := inFile(t, line("a"))
	require.NoError(t, os.Chmod(path, 0o444))
	withoutPower(t, filepath.Dir(path))
	r := open(t, path)
	_, err := r.Append(record.Event{Kind: record.Read})
	assert.ErrorIs(t, err, fs.ErrPermission)
	assert.EqualError(t, err, "permission denied. Give yourself the right to read and write it and its folder, or use another folder with --workspace. "+
		"What the record held before is whole: "+path)
	assert.Equal(t, []string{"a"}, ids(r))
}

func TestUnreadableFile(t *testing.T) {
	path := inFile(t, line("a"))
	require.NoError(t, os.Chmod(path, 0))
	withoutPower(t, filepath.Dir(path))
	_, err := record.Open(path, time.Now)
	assert.EqualError(t, err, "the record cannot be read: permission denied. "+
		"Give yourself the right to read and write it and its folder, or use another folder with --workspace. It is "+path)
}

// withoutPower takes from the rest of the test the power of a superuser to
// pass over permissions, and lets anybody into dir.
func withoutPower(t *testing.T, dir string) {
	t.Helper()
	require.NoError(t, os.Chmod(filepath.Dir(dir), 0o755))
	require.NoError(t, os.Chmod(dir, 0o777))
	if os.Geteuid() != 0 {
		return
	}
	const nobody = 65534
	runtime.LockOSThread() // the kernel keeps this for each thread
	require.NoError(t, syscall.Setfsuid(nobody))
	t.Cleanup(func() {
		assert.NoError(t, syscall.Setfsuid(0))
		runtime.UnlockOSThread()
	})
}
