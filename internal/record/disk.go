package record

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/gofrs/flock"
)

const lockPatience = 10 * time.Second

// lock waits for the programs that append to the same record and returns what
// lets the next one in. The system takes the lock from a program that dies.
func lock(path string) (unlock func(), err error) {
	l := flock.New(strings.TrimSuffix(path, filepath.Ext(path)) + ".lock")
	unlock = func() { _ = l.Close() }
	ctx, cancel := context.WithTimeout(context.Background(), lockPatience)
	defer cancel()
	const retry = 5 * time.Millisecond
	_, err = tryLock(ctx, l, retry)
	if errors.Is(err, context.DeadlineExceeded) {
		err = fmt.Errorf("another program has held %s for %s; it can be written once that has ended", l.Path(), lockPatience)
	}
	return unlock, err
}

// tryLock is a variable so that a test can play a folder that has no locks.
var tryLock = func(ctx context.Context, l *flock.Flock, retry time.Duration) (bool, error) {
	return l.TryLockContext(ctx, retry)
}

// hasNoLocks reports whether an error of lock says that the folder cannot lock,
// as on some network mounts.
func hasNoLocks(err error) bool {
	return errors.Is(err, errors.ErrUnsupported) || errors.Is(err, syscall.ENOLCK)
}

// appendLine writes a line at the end of the file, on a line of its own even
// when the last one was cut, and waits until it is on the disk. It returns how
// many bytes the file grew by. What a full disk lets it write in part it takes
// back.
func appendLine(path string, line []byte) (written int, err error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	info, err := file.Stat()
	if err != nil {
		return 0, err
	}
	whole, err := endsWhole(file, info.Size())
	if err != nil {
		return 0, err
	}
	text := append(line, '\n')
	if !whole {
		text = append([]byte{'\n'}, text...)
	}
	written, err = file.Write(text)
	if err == nil {
		err = file.Sync()
	}
	if err != nil {
		takeBack(file, info.Size(), written)
		return 0, err
	}
	return written, nil
}

// takeBack cuts off what was written in vain, unless another program has
// written behind it. Should that fail too, the part is a line that was cut.
func takeBack(file *os.File, size int64, written int) {
	if info, err := file.Stat(); err == nil && info.Size() == size+int64(written) {
		_ = file.Truncate(size)
	}
}

func endsWhole(file *os.File, size int64) (bool, error) {
	if size == 0 {
		return true, nil
	}
	last := make([]byte, 1)
	_, err := file.ReadAt(last, size-1)
	return last[0] == '\n', err
}
