package workspace

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"gatehouse/internal/course"
)

// Reset puts the starter of the exercise back. The learner's version is kept
// beside it in the file kept, whose name no Go tool takes for source; kept is
// empty when there was nothing but the starter.
func (w *Workspace) Reset(e *course.Exercise) (kept string, err error) {
	starter, err := e.Starter()
	if err != nil {
		return "", fmt.Errorf("read the starter of exercise %s: %w", e.ID, err)
	}
	unlock, err := w.lock()
	if err != nil {
		return "", err
	}
	defer unlock()
	if kept, err = w.keep(answerName(e), starter, starter); err != nil {
		return "", err
	}
	return kept, writeFile(w.Dir, answerName(e), starter)
}

// UndoReset puts the version that was kept last back, byte for byte, and
// returns the file it stood in, which is gone then. What the learner wrote
// since is kept in its turn.
func (w *Workspace) UndoReset(e *course.Exercise) (from string, err error) {
	starter, err := e.Starter()
	if err != nil {
		return "", fmt.Errorf("read the starter of exercise %s: %w", e.ID, err)
	}
	unlock, err := w.lock()
	if err != nil {
		return "", err
	}
	defer unlock()
	newest, err := newestKept(w.Answer(e))
	if err != nil {
		return "", err
	}
	if newest == 0 {
		return "", fmt.Errorf("nothing to undo: no earlier version of %s is kept", w.Answer(e))
	}
	from = keptName(w.Answer(e), newest)
	content, err := os.ReadFile(from)
	if err != nil {
		return "", fmt.Errorf("cannot read %s: %w", from, cause(err))
	}
	if _, err := w.keep(answerName(e), content, starter); err != nil {
		return "", err
	}
	if err := os.Rename(from, w.Answer(e)); err != nil {
		return "", fmt.Errorf("cannot put %s back: %w", from, cause(err))
	}
	return from, nil
}

// keep keeps what stands at name, a path in the workspace with slashes, in the
// file that it returns, unless it is content or the original already. A link is
// kept as one.
func (w *Workspace) keep(name string, content, original []byte) (kept string, err error) {
	local := filepath.Join(w.Dir, filepath.FromSlash(name))
	old, err := os.ReadFile(local)
	link := isLink(local)
	switch {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return "", fmt.Errorf("cannot read %s: %w", local, cause(err))
	case link: // whatever it leads to
	case err != nil, bytes.Equal(old, content), bytes.Equal(old, original):
		return "", nil
	}
	newest, err := newestKept(local)
	if err != nil {
		return "", err
	}
	kept = keptName(local, newest+1)
	if !link {
		return kept, writeFile(w.Dir, keptName(name, newest+1), old)
	}
	if err := os.Rename(local, kept); err != nil {
		return "", fmt.Errorf("cannot keep %s: %w", local, cause(err))
	}
	return kept, nil
}

const lockPatience = 10 * time.Second

// lock lets one program at a time move what the learner wrote. In a folder
// that has no locks it lets everybody.
func (w *Workspace) lock() (unlock func(), err error) {
	if !exists(w.Dir) {
		return nil, fmt.Errorf("the workspace is gone; put it back, or gatehouse init makes a new one. It was %s", w.Dir)
	}
	l := flock.New(filepath.Join(w.Dir, private, "workspace.lock"))
	ctx, cancel := context.WithTimeout(context.Background(), lockPatience)
	defer cancel()
	const retry = 5 * time.Millisecond
	if _, err := l.TryLockContext(ctx, retry); errors.Is(err, context.DeadlineExceeded) {
		return nil, fmt.Errorf("another program has held %s for %s", l.Path(), lockPatience)
	}
	return func() { _ = l.Close() }, nil
}

func answerName(e *course.Exercise) string { return path.Join("exercises", e.ID, e.Answer()) }

// newestKept returns the number of the version of a file that was kept last, 0
// for none.
func newestKept(file string) (int, error) {
	entries, err := os.ReadDir(filepath.Dir(file))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return 0, fmt.Errorf("cannot read %s: %w", filepath.Dir(file), cause(err))
	}
	newest := 0
	for _, entry := range entries {
		number, ok := strings.CutPrefix(entry.Name(), filepath.Base(file)+".mine-")
		if n, err := strconv.Atoi(number); ok && err == nil {
			newest = max(newest, n)
		}
	}
	return newest, nil
}

func keptName(file string, number int) string {
	return fmt.Sprintf("%s.mine-%d", file, number)
}
