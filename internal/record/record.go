package record

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// Record is the events of one learner and the file that holds them. Several
// programs may append to one file at once, each with a Record of its own; one
// Record is for one goroutine at a time.
type Record struct {
	path string
	seen os.FileInfo // the file as it was read; nil when there was none
	held contents
}

// Open reads the record in the file path; a missing file is an empty record.
// With an empty path the events are kept in memory only. It writes nothing.
func Open(path string) (*Record, error) {
	r := &Record{path: path}
	_, err := r.Refresh()
	return r, err
}

// Events returns the events in the order of the file, each once. Kinds that
// this version does not know are among them.
func (r *Record) Events() []Event { return slices.Clone(r.held.events) }

// Warnings says what of the file could not be read, a sentence each.
func (r *Record) Warnings() []string { return r.held.warnings() }

// Refresh reads what other programs wrote since and reports whether the
// events are others than before.
func (r *Record) Refresh() (bool, error) {
	if r.path == "" {
		return false, nil
	}
	info, err := os.Stat(r.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		changed := len(r.held.events) > 0
		r.seen, r.held = nil, contents{}
		return changed, nil
	case err != nil:
		return false, readError(r.path, err)
	case r.seen != nil && sameState(info, r.seen):
		return false, nil
	}
	return r.read()
}

// Append adds an event and returns it as it was written: with a new ID and
// the time of now where they were empty. Such a time is never before the last
// event's, even when the clock went back. When Append returns, the event is
// on the disk; the folder of the record must exist.
func (r *Record) Append(e Event) (Event, error) {
	if r.path == "" {
		e = r.complete(e)
		r.held.add(e)
		return e, nil
	}
	unlock, err := lock(r.path)
	if err != nil {
		return Event{}, writeError(r.path, err)
	}
	defer unlock()
	if _, err := r.Refresh(); err != nil {
		return Event{}, err
	}
	e = r.complete(e)
	line, err := json.Marshal(e)
	if err != nil {
		return Event{}, fmt.Errorf("write down an event: %w", err)
	}
	if err := appendLine(r.path, line); err != nil {
		return Event{}, writeError(r.path, err)
	}
	_, err = r.Refresh()
	return e, err
}

func (r *Record) complete(e Event) Event {
	if e.ID == "" {
		e.ID = rand.Text()
	}
	if e.Time.IsZero() {
		e.Time = time.Now().UTC()
		if last := r.held.last; !e.Time.After(last) {
			e.Time = last.Add(1)
		}
	}
	return e
}

func (r *Record) read() (bool, error) {
	file, err := os.Open(r.path)
	if err != nil {
		return false, readError(r.path, err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return false, readError(r.path, err)
	}
	text, err := io.ReadAll(io.LimitReader(file, info.Size()))
	if err != nil {
		return false, readError(r.path, err)
	}
	before := r.held.events
	r.seen, r.held = info, parse(text)
	sameID := func(a, b Event) bool { return a.ID == b.ID }
	return !slices.EqualFunc(before, r.held.events, sameID), nil
}

func sameState(a, b os.FileInfo) bool {
	return os.SameFile(a, b) && a.Size() == b.Size() && a.ModTime().Equal(b.ModTime())
}

const lockPatience = 10 * time.Second

// lock waits for the programs that append to the same record and returns what
// lets the next one in.
func lock(path string) (unlock func(), err error) {
	l := flock.New(strings.TrimSuffix(path, filepath.Ext(path)) + ".lock")
	ctx, cancel := context.WithTimeout(context.Background(), lockPatience)
	defer cancel()
	const retry = 5 * time.Millisecond
	if _, err := l.TryLockContext(ctx, retry); err != nil {
		if errors.Is(err, context.DeadlineExceeded) {
			return nil, fmt.Errorf("another program has held %s for %s; it can be written once that has ended", l.Path(), lockPatience)
		}
		return nil, err
	}
	return func() { _ = l.Close() }, nil
}

// appendLine writes a line at the end of the file, on a line of its own even
// when the last one was cut, and waits until it is on the disk.
func appendLine(path string, line []byte) (err error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	whole, err := endsWhole(file)
	if err != nil {
		return err
	}
	text := append(line, '\n')
	if !whole {
		text = append([]byte{'\n'}, text...)
	}
	if _, err := file.Write(text); err != nil {
		return err
	}
	return file.Sync()
}

func endsWhole(file *os.File) (bool, error) {
	info, err := file.Stat()
	if err != nil || info.Size() == 0 {
		return true, err
	}
	last := make([]byte, 1)
	_, err = file.ReadAt(last, info.Size()-1)
	return last[0] == '\n', err
}
