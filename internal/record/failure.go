package record

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"
)

var (
	errNoFile = errors.New("it is no file")
	errGone   = errors.New("gone")
)

// The reason and what to do come before the path: a status line is short.

func readError(path string, err error) error {
	return fmt.Errorf("the record cannot be read: %w. %s It is %s", cause(err), remedy(err), path)
}

func writeError(path string, err error) error {
	return fmt.Errorf("%w. %s What the record held before is whole: %s", cause(err), remedy(err), path)
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
