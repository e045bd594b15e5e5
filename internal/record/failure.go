package record

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"
)

var errNoFile = errors.New("is no file")

func readError(path string, err error) error {
	return fmt.Errorf("read the record %s: %w. %s", path, cause(err), remedy(err))
}

func writeError(path string, err error) error {
	return fmt.Errorf("write to the record %s: %w. What it held before is whole. %s", path, cause(err), remedy(err))
}

// cause takes off the path that a file error repeats.
func cause(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

func remedy(err error) string {
	switch {
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return "Give yourself the right to read and write it and its folder, or use another folder with --workspace."
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return "Make room on the disk, then do it again."
	case errors.Is(err, fs.ErrNotExist):
		return "Its folder is gone: put it back, or make a new one with gatehouse init."
	default:
		return "See that it is a file in a folder that can be read and written, then do it again."
	}
}
