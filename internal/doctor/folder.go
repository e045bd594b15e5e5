package doctor

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// Folder is a place that things are written to.
type Folder struct {
	Finding
	Path     string  `json:"path"`
	There    bool    `json:"there"` // else it would be made
	Writable bool    `json:"writable"`
	Free     *uint64 `json:"free"` // bytes that may still be written there; nil where the system does not say
}

// Cache is a folder that grows.
type Cache struct {
	Folder
	Bytes   int64 `json:"bytes"`   // what the files in it hold
	Counted bool  `json:"counted"` // all of them were; else there is more
}

// need is what a folder is to us.
type need struct {
	worst  State  // what it is when it cannot be written
	remedy string // what to do then
}

// How many bytes should be free: a first build takes some 300 MB, and an event
// of the record a few hundred bytes.
const (
	tight = 1 << 30
	full  = 16 << 20
)

func (c Config) temporary() Folder {
	f := folder(c.Temporary, need{worst: Broken, remedy: "set TMPDIR to a folder that can be written"})
	if !f.There {
		f.worsen(Broken, "make it, or set TMPDIR to another folder")
	}
	return f
}

// folder looks at a folder. One that is not there is judged by the one in which
// it would be made.
func folder(path string, n need) Folder {
	f := Folder{Path: path}
	if !filepath.IsAbs(path) {
		f.Finding = Finding{n.worst, "there is none; " + n.remedy}
		return f
	}
	at := existing(path)
	f.There = at == path
	f.Finding = Finding{OK, path}
	if !f.There {
		f.Says += ", which is not there yet"
	}
	if err := writable(at); err != nil {
		where := ""
		if !f.There {
			where = at + " "
		}
		f.worsen(n.worst, fmt.Sprintf("%scannot be written: %v; %s", where, err, n.remedy))
		return f
	}
	f.Writable = true
	if bytes, err := free(at); err == nil {
		f.Free = &bytes
		f.room(bytes, n)
	}
	return f
}

// room judges how many bytes are free.
func (f *Folder) room(bytes uint64, n need) {
	says := size(int64(min(bytes, 1<<62))) + " free"
	switch {
	case bytes < full:
		f.worsen(n.worst, says+": the disk is full; make room on it")
	case bytes < tight:
		f.worsen(Look, says+": a first build takes some 300 MB; make room on the disk")
	default:
		f.Says += "; " + says
	}
}

// cache looks at a folder and counts what is in it.
func cache(ctx context.Context, path string, n need) Cache {
	c := Cache{Folder: folder(path, n)}
	if !c.There {
		return c
	}
	const enough = 3 * time.Second // a cache can hold a million files
	ctx, cancel := context.WithTimeout(ctx, enough)
	defer cancel()
	c.Bytes, c.Counted = held(ctx, path)
	holds := "holds " + size(c.Bytes)
	if !c.Counted {
		holds = "holds more than " + size(c.Bytes)
	}
	c.Says += "; " + holds
	return c
}

// held adds up the sizes of the files below a folder until ctx ends, and
// reports whether it came to the end.
func held(ctx context.Context, dir string) (bytes int64, all bool) {
	all = true
	_ = filepath.WalkDir(dir, func(_ string, entry fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			all = false
			return filepath.SkipAll
		case err != nil || entry.IsDir():
			return nil // what cannot be read is not counted
		}
		if info, err := entry.Info(); err == nil {
			bytes += info.Size()
		}
		return nil
	})
	return bytes, all
}

// existing is the nearest folder upwards that is there, the path itself first.
func existing(path string) string {
	for {
		_, err := os.Stat(path)
		above := filepath.Dir(path)
		if above == path || !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, syscall.ENOTDIR) {
			return path
		}
		path = above
	}
}

// writable tries to write: what the rights of a folder say is not all that may
// be in the way.
func writable(dir string) error {
	file, err := os.CreateTemp(dir, ".gatehouse-doctor-")
	if err == nil {
		err = errors.Join(file.Close(), os.Remove(file.Name()))
	}
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err // the path is told already
	}
	return err
}

// size is a number of bytes for people.
func size(bytes int64) string {
	for _, unit := range []struct {
		name  string
		bytes int64
	}{{"GB", 1 << 30}, {"MB", 1 << 20}, {"KB", 1 << 10}} {
		if n := float64(bytes) / float64(unit.bytes); n >= 10 {
			return fmt.Sprintf("%.0f %s", n, unit.name)
		} else if n >= 1 {
			return fmt.Sprintf("%.1f %s", n, unit.name)
		}
	}
	return fmt.Sprintf("%d bytes", bytes)
}
