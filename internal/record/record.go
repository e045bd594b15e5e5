package record

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"time"
)

// maxSize is how many bytes a record may have: some 300,000 events, more than
// a learner makes. What is larger is something else, or was joined by mistake,
// and would take the memory that other programs need.
const maxSize = 64 << 20

// Record is the events of one learner and the file that holds them. Several
// programs may append to one file at once, each with a Record of its own; one
// Record is for one goroutine at a time.
type Record struct {
	path string
	now  func() time.Time
	seen os.FileInfo // the file as it was read; nil when there was none
	held contents
}

// Open reads the record in the file path; a missing file is an empty record.
// With an empty path the events are kept in memory only. It writes nothing. Now
// tells the time of events that come without one.
func Open(path string, now func() time.Time) (*Record, error) {
	r := &Record{path: path, now: now}
	_, err := r.Refresh()
	return r, err
}

// Events returns the events in the order of the file, each once. Kinds that
// this version does not know are among them.
func (r *Record) Events() []Event { return slices.Clone(r.held.events) }

// Warnings says what of the file could not be read, a sentence each.
func (r *Record) Warnings() []string { return r.held.warnings() }

// Refresh reads what other programs wrote since and reports whether the
// events are others than before. When the file is gone that is an error, and
// the events stay.
func (r *Record) Refresh() (bool, error) {
	if r.path == "" {
		return false, nil
	}
	info, err := os.Stat(r.path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && r.seen == nil:
		return false, nil
	case errors.Is(err, fs.ErrNotExist):
		return false, fmt.Errorf("the record is %w. Put it back, and what it held counts again. It was %s", errGone, r.path)
	case err != nil:
		return false, readError(r.path, err)
	case r.seen != nil && sameState(info, r.seen):
		return false, nil
	case info.Mode()&(fs.ModeNamedPipe|fs.ModeSocket) != 0:
		return false, readError(r.path, errNoFile) // opening it could wait for ever
	case info.Size() > maxSize:
		return false, fmt.Errorf("the record has %d MB, and no learner writes more than %d. "+
			"Move it elsewhere, and Gatehouse begins a new one. It is %s", info.Size()>>20, maxSize>>20, r.path)
	}
	return r.read()
}

// Append adds an event and returns it as it was written: with a new ID and
// the time of now where they were empty. Such a time is never before the last
// event's, even when the clock went back; see complete. When Append returns no
// error, the event is on the disk; else nothing of it is, or a line that no
// reader takes for an event. The folder of the record must exist.
func (r *Record) Append(e Event) (Event, error) {
	if r.path == "" {
		e = r.complete(e)
		r.held.add(e)
		return e, nil
	}
	unlock, err := lock(r.path)
	alone := err == nil
	if !alone && !hasNoLocks(err) {
		return Event{}, writeError(r.path, err)
	}
	defer unlock()
	switch _, err := r.Refresh(); {
	case errors.Is(err, errGone):
		r.seen, r.held = nil, contents{} // another one begins
	case err != nil:
		return Event{}, err
	}
	e = r.complete(e)
	line, err := json.Marshal(e)
	if err != nil {
		return Event{}, fmt.Errorf("write down an event: %w", err)
	}
	written, err := appendLine(r.path, line)
	if err != nil {
		return Event{}, writeError(r.path, err)
	}
	if alone && r.takeIn(e, written) {
		return e, nil
	}
	if _, err = r.Refresh(); err == nil && !r.holds(e) {
		err = fmt.Errorf("another program wrote over it, for the folder has no locks. Do it again, in one window. The record is %s", r.path)
	}
	return e, err
}

// wrongClock is how far the last event may lie in the future before it tells
// of a clock that was wrong, not of one that was put right.
const wrongClock = 48 * time.Hour

// complete gives an event its ID and its time. After one from a clock that was
// far ahead the true time counts again: else no event would have one until
// then.
func (r *Record) complete(e Event) Event {
	if e.ID == "" {
		e.ID = rand.Text()
	}
	if e.Time.IsZero() {
		e.Time = r.now().UTC()
		if last := r.held.last; !e.Time.After(last) && last.Sub(e.Time) < wrongClock {
			e.Time = last.Add(1)
		}
	}
	return e
}

// takeIn adds the event that was just written to those held, and reports
// whether the file is what was seen of it and so many bytes more. It saves
// reading a long file after every event.
func (r *Record) takeIn(e Event, written int) bool {
	info, err := os.Stat(r.path)
	if err != nil || r.seen == nil || r.held.cut || !os.SameFile(info, r.seen) || info.Size() != r.seen.Size()+int64(written) {
		return false
	}
	r.held.add(e)
	r.seen = info
	return true
}

func (r *Record) holds(e Event) bool {
	_, ok := r.held.places[e.ID]
	return ok
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
