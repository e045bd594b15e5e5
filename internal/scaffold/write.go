package scaffold

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// write writes all files, or none: what was done is undone at the first error.
func (s *site) write(first string) (made Made, err error) {
	var undo []func() error
	defer func() {
		for i := len(undo) - 1; i >= 0 && err != nil; i-- {
			err = errors.Join(err, undo[i]())
		}
	}()
	made.First = first
	for _, f := range s.added {
		if undo, err = s.add(f, undo); err != nil {
			return Made{}, fmt.Errorf("write %s: %w", f.name, err)
		}
		made.Added = append(made.Added, f.name)
	}
	for _, f := range s.changed {
		before, err := s.root.ReadFile(f.name)
		if err != nil {
			return Made{}, fmt.Errorf("change %s: %w", f.name, err)
		}
		if err := s.replace(f); err != nil {
			return Made{}, fmt.Errorf("change %s: %w", f.name, err)
		}
		undo = append(undo, func() error { return s.replace(file{f.name, before}) })
		made.Changed = append(made.Changed, f.name)
	}
	return made, nil
}

// add writes a new file and the folders it needs, and returns how to take
// them back, the newest last.
func (s *site) add(f file, undo []func() error) ([]func() error, error) {
	for i := range f.name {
		if f.name[i] != '/' {
			continue
		}
		folder := f.name[:i]
		if err := s.root.Mkdir(folder, 0o755); err == nil {
			undo = append(undo, func() error { return s.root.Remove(folder) })
		} else if !errors.Is(err, fs.ErrExist) {
			return undo, err
		}
	}
	if err := s.create(f, 0o644); err != nil {
		return undo, err
	}
	return append(undo, func() error { return s.root.Remove(f.name) }), nil
}

// replace puts a new version of a file in its place at once.
func (s *site) replace(f file) error {
	info, err := s.root.Stat(f.name)
	if err != nil {
		return err
	}
	beside := f.name + ".new"
	if err := s.create(file{beside, f.text}, info.Mode().Perm()); err != nil {
		return err
	}
	if err := s.root.Rename(beside, f.name); err != nil {
		return errors.Join(err, s.root.Remove(beside))
	}
	return nil
}

// create writes a file that is not there yet, whole or not at all.
func (s *site) create(f file, mode fs.FileMode) error {
	w, err := s.root.OpenFile(f.name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = w.Write(f.text)
	if err = errors.Join(err, w.Close()); err != nil {
		return errors.Join(err, s.root.Remove(f.name))
	}
	return nil
}
