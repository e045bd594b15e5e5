//go:build unix

package record_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/record"
)

func TestTheRecordIsForItsOwnerAlone(t *testing.T) {
	before := syscall.Umask(0) // else this alone could keep others out
	defer syscall.Umask(before)
	path := filepath.Join(t.TempDir(), "record.jsonl")
	_, err := open(t, path).Append(record.Event{Kind: record.Read})
	require.NoError(t, err)
	info, err := os.Stat(path)
	require.NoError(t, err)
	assert.Equal(t, fs.FileMode(0o600), info.Mode().Perm())
}
