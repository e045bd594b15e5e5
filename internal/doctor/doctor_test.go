package doctor

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestLittleRoomIsTold(t *testing.T) {
	for _, c := range []struct {
		bytes uint64
		want  Finding
	}{
		{5 << 30, Finding{OK, "/here; 5.0 GB free"}},
		{1 << 63, Finding{OK, "/here; 4294967296 GB free"}},
		{300 << 20, Finding{Look, "/here; 300 MB free: a first build takes some 300 MB; make room on the disk"}},
		{1 << 20, Finding{Broken, "/here; 1.0 MB free: the disk is full; make room on it"}},
		{0, Finding{Broken, "/here; 0 bytes free: the disk is full; make room on it"}},
	} {
		f := Folder{Finding: Finding{OK, "/here"}}
		f.room(c.bytes, need{worst: Broken})
		assert.Equal(t, c.want, f.Finding)
	}
}

func TestAFolderIsJudgedByWhereItWouldBeMade(t *testing.T) {
	dir := t.TempDir()
	f := folder(filepath.Join(dir, "not", "yet"), need{worst: Broken})
	assert.False(t, f.There)
	assert.True(t, f.Writable)
	assert.Contains(t, f.Says, "which is not there yet")
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Empty(t, left)

	assert.Equal(t, Finding{Broken, "there is none; set X"}, folder("off", need{worst: Broken, remedy: "set X"}).Finding)
}

func TestACacheIsCountedAsFarAsThereIsTime(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(dir, "sub"), 0o755))
	for _, name := range []string{"a", "sub/b"} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), make([]byte, 1<<10), 0o644))
	}
	c := cache(t.Context(), dir, need{})
	assert.True(t, c.Counted)
	assert.EqualValues(t, 2<<10, c.Bytes)
	assert.Contains(t, c.Says, "holds 2.0 KB")

	late, cancel := context.WithCancel(t.Context())
	cancel()
	c = cache(late, dir, need{})
	assert.False(t, c.Counted)
	assert.Contains(t, c.Says, "holds more than 0 bytes")
}

func TestATerminalIsJudgedByWhatTheScreensNeed(t *testing.T) {
	good := Terminal{Term: "xterm", Input: true, Output: true, Columns: 80, Rows: 24, Colours: "16 colours", Fits: true}
	assert.Equal(t, Finding{OK, "xterm; columns: 80, rows: 24, 16 colours, signs in Unicode"}, good.judged().Finding)

	bare := good
	bare.NoColor, bare.ASCII = true, true
	assert.Equal(t, Finding{OK, "xterm; columns: 80, rows: 24, 16 colours, signs in ASCII, NO_COLOR is set"}, bare.judged().Finding)

	dumb := good
	dumb.Term = "dumb"
	assert.Equal(t, Look, dumb.judged().State)
	assert.Contains(t, dumb.judged().Says, "set TERM to what yours is")

	small := good
	small.Columns, small.Fits = 50, false
	assert.Equal(t, Look, small.judged().State)
	assert.Contains(t, small.judged().Says, "make the window larger")

	piped := small
	piped.Output = false
	assert.Equal(t, OK, piped.judged().State)
}

func TestWhatIsBrokenStaysSo(t *testing.T) {
	f := Finding{OK, "here"}
	f.worsen(Broken, "one")
	f.worsen(Look, "two")
	assert.Equal(t, Finding{Broken, "here; one; two"}, f)
}
