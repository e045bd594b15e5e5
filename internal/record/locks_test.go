package record

import (
	"context"
	"syscall"
	"testing"
	"time"

	"github.com/gofrs/flock"
)

// WithoutLocks makes every folder one that cannot lock, until the test ends.
// No file system of this kind can be had in a test, so its answer is played.
func WithoutLocks(t *testing.T) {
	real := tryLock
	tryLock = func(context.Context, *flock.Flock, time.Duration) (bool, error) { return false, syscall.ENOLCK }
	t.Cleanup(func() { tryLock = real })
}
