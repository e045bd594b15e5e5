package watch

import (
	"context"
	"crypto/sha256"
	"fmt"
	"hash"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Folder sends a value after files anywhere below dir were saved, made, renamed
// or removed, until ctx ends; then the channel is closed. What happens at once,
// or was not received yet, is one value. Hidden files and folders do not count.
// The error says why dir cannot be read.
func Folder(ctx context.Context, dir string) (<-chan struct{}, error) {
	if _, err := os.ReadDir(dir); err != nil {
		return nil, fmt.Errorf("watch %s: %w", dir, err)
	}
	reports := listen()
	known := folder{dir: dir, known: map[string]bool{}, enter: reports.of}
	saved := make(chan struct{}, 1)
	f := follower{read: known.read, saved: saved}
	last := f.read()
	go func() {
		defer close(saved)
		defer reports.stop()
		f.follow(ctx, last, reports.stirred)
	}()
	return saved, nil
}

// folder is a tree of folders. The system reports of one folder at a time, so
// each is entered when it is seen first.
type folder struct {
	dir   string
	known map[string]bool
	enter func(dir string)
}

// read tells the files of the tree apart by their names, sizes and times: their
// text would be too much to read every second.
func (f *folder) read() content {
	sum, seen := sha256.New(), map[string]bool{}
	err := fs.WalkDir(os.DirFS(f.dir), ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case name == "." && err != nil:
			return err
		case err != nil:
			return nil // it went away meanwhile
		case name != "." && strings.HasPrefix(entry.Name(), "."):
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		case entry.IsDir():
			seen[name] = true
			if !f.known[name] {
				f.enter(filepath.Join(f.dir, filepath.FromSlash(name)))
			}
			return nil
		}
		list(sum, name, entry)
		return nil
	})
	f.known = seen
	return content{there: err == nil, sum: [sha256.Size]byte(sum.Sum(nil))}
}

func list(sum hash.Hash, name string, entry fs.DirEntry) {
	if info, err := entry.Info(); err == nil {
		fmt.Fprintln(sum, name, info.Size(), info.ModTime().UnixNano())
	}
}
