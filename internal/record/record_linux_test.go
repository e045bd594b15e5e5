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

// A disk of five pages: the record fills it event by event, until one does not
// fit. Needs root, or a system that lets it mount.
func TestADiskThatFillsUp(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=20k"); err != nil {
		t.Skipf("no small disk can be made here: %v", err)
	}
	t.Cleanup(func() { assert.NoError(t, syscall.Unmount(dir, 0)) })
	path, ballast := filepath.Join(dir, "record.jsonl"), filepath.Join(dir, "ballast")
	require.NoError(t, os.WriteFile(ballast, make([]byte, 4096), 0o600))
	r := open(t, path)
	kept := []string{}
	var full error
	for full == nil {
		var e record.Event
		if e, full = r.Append(record.Event{Kind: record.Read, About: "bearer-token"}); full == nil {
			kept = append(kept, e.ID)
		}
	}
	require.ErrorIs(t, full, syscall.ENOSPC)
	assert.Greater(t, len(kept), 50)
	again := open(t, path)
	assert.Equal(t, kept, ids(again))
	assert.Empty(t, again.Warnings(), "of the event that did not fit nothing is left")

	require.NoError(t, os.Remove(ballast))
	e, err := r.Append(record.Event{Kind: record.Read})
	require.NoError(t, err)
	assert.Equal(t, append(kept, e.ID), ids(open(t, path)))
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
