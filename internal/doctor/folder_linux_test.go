package doctor

import (
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAReadOnlyFolderIsTold(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.Chmod(filepath.Dir(dir), 0o755))
	require.NoError(t, os.Chmod(dir, 0o555))
	if os.Geteuid() == 0 { // a superuser passes over permissions
		const nobody = 65534
		runtime.LockOSThread() // the kernel keeps this for each thread
		require.NoError(t, syscall.Setfsuid(nobody))
		defer runtime.UnlockOSThread()
		defer func() { assert.NoError(t, syscall.Setfsuid(0)) }()
	}
	f := folder(dir, need{worst: Look, remedy: "set GOMODCACHE"})
	assert.Equal(t, Finding{Look, dir + "; cannot be written: permission denied; set GOMODCACHE"}, f.Finding)
	assert.False(t, f.Writable)
}
