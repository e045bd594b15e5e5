package workspace

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// writeFile puts content at name, a path below the workspace dir with slashes,
// as a whole or not at all. A link at name is replaced, and none on the way to
// it is followed out of dir.
func writeFile(dir, name string, content []byte) error {
	err := replace(dir, name, content)
	if err == nil {
		return nil
	}
	local := filepath.Join(dir, filepath.FromSlash(name))
	if to, out := leadsOut(dir, filepath.Dir(local)); out {
		return fmt.Errorf("%s is not written: a link leads from there to %s, outside the workspace; take the link away, or move the workspace there", local, to)
	}
	return fmt.Errorf("cannot write %s: %w; see that there is room and that the folder may be written", local, cause(err))
}

func replace(dir, name string, content []byte) (err error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	for _, folder := range []string{private, path.Dir(name)} {
		if err := root.MkdirAll(folder, 0o755); err != nil {
			return err
		}
	}
	// What a program that dies leaves behind lies among our own files.
	part := path.Join(private, "part-"+rand.Text())
	defer func() {
		if err != nil {
			_ = root.Remove(part)
		}
	}()
	file, err := root.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	if err = errors.Join(err, file.Close()); err != nil {
		return err
	}
	return root.Rename(part, name)
}

// leadsOut reports whether the folder, or the nearest above it that is there,
// is outside dir when its links are followed, and where it is.
func leadsOut(dir, folder string) (to string, out bool) {
	real, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return "", false
	}
	for ; len(folder) >= len(dir); folder = filepath.Dir(folder) {
		if to, err = filepath.EvalSymlinks(folder); err == nil {
			return to, to != real && !strings.HasPrefix(to, real+string(filepath.Separator))
		}
	}
	return "", false
}

// isLink reports whether there is a symbolic link at the path.
func isLink(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && info.Mode()&fs.ModeSymlink != 0
}

// cause strips the path and the system call from an error whose message will
// name the path by itself.
func cause(err error) error {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		return path.Err
	}
	if link, ok := errors.AsType[*os.LinkError](err); ok {
		return link.Err
	}
	return err
}
