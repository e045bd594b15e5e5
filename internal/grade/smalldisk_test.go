//go:build linux && smalldisk

package grade_test

import (
	"os"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/grade"
)

// disk is a small disk on which temporary files lie. It takes the right to
// mount, so these tests are built where that is asked for.
func disk(t *testing.T, size string) {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, syscall.Mount("none", dir, "tmpfs", 0, "size="+size))
	t.Cleanup(func() { require.NoError(t, syscall.Unmount(dir, syscall.MNT_DETACH)) })
	t.Setenv("TMPDIR", dir)
}

func TestADiskWithoutRoomToBuild(t *testing.T) {
	d := newGate(t, t.TempDir()+"/work")
	disk(t, "256k")
	r := d.run()
	assert.Equal(t, grade.CouldNotRun, r.Outcome)
	assert.Contains(t, r.Reason, "the disk is full; make room and run again")
	assert.Equal(t, "???", grade.Row(r.Probes))
}

func TestADiskThatAProbeFills(t *testing.T) {
	d := newGate(t, t.TempDir()+"/work")
	d.write("exercises/gate/handler.go", `package gate

import (
	"net/http"
	"os"
)

func begin() {}

func refuse(w http.ResponseWriter, r *http.Request) {
	file, _ := os.CreateTemp("", "")
	for err := error(nil); err == nil; {
		_, err = file.Write(make([]byte, 1<<20))
	}
	for err := error(nil); err == nil; {
		_, err = file.Write(make([]byte, 1))
	}
	w.Header().Set("WWW-Authenticate", "Bearer")
	w.WriteHeader(http.StatusUnauthorized)
	_, _ = w.Write(make([]byte, 32<<10)) // more evidence than the rest of a block
}
`)
	disk(t, "128m")
	r := d.run()
	assert.Equal(t, grade.CouldNotRun, r.Outcome)
	assert.Contains(t, r.Reason, "the disk is full")
	assert.Len(t, r.Probes, 3)
	left, err := os.ReadDir(os.TempDir())
	require.NoError(t, err)
	assert.Empty(t, left, "what a run wrote goes with it")
}
