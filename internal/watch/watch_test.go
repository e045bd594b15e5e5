package watch

import (
	"context"
	"crypto/sha256"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/fsnotify/fsnotify"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// file is a file whose saves a test plays in virtual time.
type file struct {
	now     atomic.Pointer[content]
	stirred chan fsnotify.Event // nil: the system reports nothing
	saved   chan struct{}
}

func (f *file) content() content { return *f.now.Load() }

func (f *file) save(text string) {
	f.become(content{there: true, sum: sha256.Sum256([]byte(text))})
}

func (f *file) remove() { f.become(content{}) }

func (f *file) become(c content) {
	f.now.Store(&c)
	if f.stirred != nil {
		f.stirred <- fsnotify.Event{}
	}
}

// noticed waits in virtual time and reports whether a save came by then.
func (f *file) noticed(within time.Duration) bool {
	time.Sleep(within)
	synctest.Wait()
	select {
	case <-f.saved:
		return true
	default:
		return false
	}
}

// play runs a test on a file that is followed.
func play(t *testing.T, reported bool, test func(t *testing.T, f *file)) {
	synctest.Test(t, func(t *testing.T) {
		f := &file{saved: make(chan struct{}, 1)}
		f.save("first")
		if reported {
			f.stirred = make(chan fsnotify.Event)
		}
		go follower{read: f.content, saved: f.saved}.follow(t.Context(), f.content(), f.stirred)
		test(t, f)
	})
}

func TestASaveIsNoticedWhenTheFolderRests(t *testing.T) {
	play(t, true, func(t *testing.T, f *file) {
		f.save("second")
		assert.False(t, f.noticed(quiet-time.Millisecond), "still within the rest")
		assert.True(t, f.noticed(2*time.Millisecond))
		assert.False(t, f.noticed(time.Minute), "only once")
	})
}

func TestTenSavesAreOne(t *testing.T) {
	play(t, true, func(t *testing.T, f *file) {
		for i := range 10 {
			f.save(string(rune('a' + i)))
			assert.False(t, f.noticed(30*time.Millisecond))
		}
		assert.True(t, f.noticed(quiet))
		assert.False(t, f.noticed(time.Minute))
	})
}

func TestASaveWithoutAChangeIsNone(t *testing.T) {
	play(t, true, func(t *testing.T, f *file) {
		f.save("first")
		assert.False(t, f.noticed(time.Minute))
	})
}

func TestAFileThatIsGoneIsNoSave(t *testing.T) {
	play(t, true, func(t *testing.T, f *file) {
		f.remove()
		assert.False(t, f.noticed(time.Minute))
		f.save("first")
		assert.False(t, f.noticed(time.Minute), "back as it was")
		f.remove()
		f.save("second")
		assert.True(t, f.noticed(time.Second))
	})
}

func TestASaveIsNoticedWithoutReports(t *testing.T) {
	play(t, false, func(t *testing.T, f *file) {
		f.save("second")
		assert.True(t, f.noticed(2*time.Second))
		assert.False(t, f.noticed(time.Minute))
	})
}

func TestTheWatchGoesOnWhenReportsEnd(t *testing.T) {
	play(t, true, func(t *testing.T, f *file) {
		close(f.stirred)
		f.stirred = nil
		f.save("second")
		assert.True(t, f.noticed(2*time.Second))
	})
}

func TestHowEditorsSave(t *testing.T) {
	for name, save := range map[string]func(t *testing.T, path string){
		"in place": func(t *testing.T, path string) {
			require.NoError(t, os.WriteFile(path, []byte("second"), 0o644))
		},
		"by rename": func(t *testing.T, path string) {
			require.NoError(t, os.WriteFile(path+".tmp", []byte("second"), 0o644))
			require.NoError(t, os.Rename(path+".tmp", path))
		},
		"with a backup": func(t *testing.T, path string) {
			require.NoError(t, os.Rename(path, path+"~"))
			require.NoError(t, os.WriteFile(path, []byte("second"), 0o644))
			require.NoError(t, os.Remove(path+"~"))
		},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "handler.go")
			require.NoError(t, os.WriteFile(path, []byte("first"), 0o644))
			ctx, cancel := context.WithCancel(t.Context())
			saved, err := File(ctx, path, nil)
			require.NoError(t, err)

			save(t, path)
			_, open := <-saved
			assert.True(t, open)

			cancel()
			_, open = <-saved
			assert.False(t, open, "closed, with no second value")
		})
	}
}

func TestASaveWithoutAChangeIsToldApart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "handler.go")
	require.NoError(t, os.WriteFile(path, []byte("first"), 0o644))
	same := make(chan struct{}, 1)
	saved, err := File(t.Context(), path, same)
	require.NoError(t, err)

	later := time.Now().Add(time.Minute) // as if written again then
	require.NoError(t, os.Chtimes(path, later, later))
	<-same

	require.NoError(t, os.WriteFile(path, []byte("second"), 0o644))
	<-saved
	select {
	case <-same:
		t.Fatal("a change is no save without one")
	default:
	}
}

func TestAFileInAFolderThatIsNotThere(t *testing.T) {
	_, err := File(t.Context(), filepath.Join(t.TempDir(), "gone", "handler.go"), nil)
	assert.ErrorIs(t, err, os.ErrNotExist)
}
