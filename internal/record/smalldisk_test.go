//go:build linux && smalldisk

package record_test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/record"
)

// A disk of five pages: the record fills it event by event, until one does not
// fit. It takes the right to mount, so it is built where that is asked for.
func TestADiskThatFillsUp(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=20k"))
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
