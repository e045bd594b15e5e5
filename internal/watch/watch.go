// Package watch notices that a file was saved, or a file of a folder.
package watch

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/fsnotify/fsnotify"
)

const (
	// quiet is how long a file must rest before it counts as saved: editors
	// save in several steps.
	quiet = 100 * time.Millisecond
	// poll is how often the file is read where the system reports nothing, as
	// on network mounts.
	poll = time.Second
	// mostRead is how much of a file is read, in bytes.
	mostRead = 16 << 20
)

// File sends a value after each save that changed the content of path,
// however the editor saves, until ctx ends; then the channel is closed. Saves
// that nobody has received yet are one value. A save that changed nothing is
// sent to same, which may be nil. The error says why the folder of path cannot
// be read.
func File(ctx context.Context, path string, same chan<- struct{}) (<-chan struct{}, error) {
	if _, err := os.ReadDir(filepath.Dir(path)); err != nil {
		return nil, fmt.Errorf("saves are not noticed: %w", err)
	}
	saved := make(chan struct{}, 1)
	f := follower{read: func() content { return read(path) }, saved: saved, same: same}
	last := f.read()
	// It is the folder because editors replace the file.
	reports := listen()
	reports.of(filepath.Dir(path))
	go func() {
		defer close(saved)
		defer reports.stop()
		f.follow(ctx, last, reports.stirred)
	}()
	return saved, nil
}

// content identifies what a file or a folder holds.
type content struct {
	there bool
	sum   [sha256.Size]byte
	at    int64 // when it was written, in nanoseconds
}

// holds reports whether both hold the same, whenever they were written.
func (c content) holds(other content) bool { return c.there == other.there && c.sum == other.sum }

func read(path string) content {
	// What is no file, a pipe above all, would keep its reader waiting; and what
	// is far too long for Go code is told apart by its beginning.
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return content{}
	}
	file, err := os.Open(path)
	if err != nil {
		return content{}
	}
	defer file.Close()
	sum := sha256.New()
	_, err = io.CopyN(sum, file, mostRead)
	return content{
		there: err == nil || errors.Is(err, io.EOF), sum: [sha256.Size]byte(sum.Sum(nil)), at: info.ModTime().UnixNano(),
	}
}

type follower struct {
	read  func() content
	saved chan<- struct{}
	same  chan<- struct{} // saves that changed nothing; may be nil
}

// follow compares what is read with the last content whenever a folder was
// stirred and has come to rest, and at every poll.
func (f follower) follow(ctx context.Context, last content, stirred <-chan fsnotify.Event) {
	ticks := time.NewTicker(poll)
	defer ticks.Stop()
	rest := time.NewTimer(quiet)
	rest.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case _, ok := <-stirred:
			if !ok {
				stirred = nil
				continue
			}
			rest.Reset(quiet)
		case <-ticks.C:
			if f.read() != last {
				rest.Reset(quiet)
			}
		case <-rest.C:
			now := f.read()
			if !now.there || now == last {
				continue
			}
			to := f.saved
			if now.holds(last) {
				to = f.same
			}
			last = now
			select {
			case to <- struct{}{}:
			default:
			}
		}
	}
}
