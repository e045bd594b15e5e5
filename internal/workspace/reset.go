package workspace

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

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
	return w.put(e, starter, starter)
}

// UndoReset puts the version that was kept last back, byte for byte, and
// returns the file it stood in, which is gone then. What the learner wrote
// since is kept in its turn.
func (w *Workspace) UndoReset(e *course.Exercise) (from string, err error) {
	starter, err := e.Starter()
	if err != nil {
		return "", fmt.Errorf("read the starter of exercise %s: %w", e.ID, err)
	}
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
	if _, err := w.put(e, content, starter); err != nil {
		return "", err
	}
	if err := os.Remove(from); err != nil {
		return "", fmt.Errorf("cannot remove %s: %w", from, cause(err))
	}
	return from, nil
}

// put makes content the learner's answer, and keeps what stood there unless it
// is that already or is only the starter.
func (w *Workspace) put(e *course.Exercise, content, starter []byte) (kept string, err error) {
	answer := w.Answer(e)
	old, err := os.ReadFile(answer)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("cannot read %s: %w", answer, cause(err))
	}
	if err == nil && !bytes.Equal(old, content) && !bytes.Equal(old, starter) {
		newest, err := newestKept(answer)
		if err != nil {
			return "", err
		}
		kept = keptName(answer, newest+1)
		if err := writeFile(kept, old); err != nil {
			return "", err
		}
	}
	return kept, writeFile(answer, content)
}

// newestKept returns the number of the version of the answer that was kept
// last, 0 for none.
func newestKept(answer string) (int, error) {
	entries, err := os.ReadDir(filepath.Dir(answer))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return 0, fmt.Errorf("cannot read %s: %w", filepath.Dir(answer), cause(err))
	}
	newest := 0
	for _, entry := range entries {
		number, ok := strings.CutPrefix(entry.Name(), filepath.Base(answer)+".mine-")
		if n, err := strconv.Atoi(number); ok && err == nil {
			newest = max(newest, n)
		}
	}
	return newest, nil
}

func keptName(answer string, number int) string {
	return fmt.Sprintf("%s.mine-%d", answer, number)
}
