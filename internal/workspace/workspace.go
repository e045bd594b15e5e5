// Package workspace keeps the learner's own folder: it finds, creates,
// refreshes and resets it, and overwrites nothing that a learner wrote.
package workspace

import (
	"fmt"
	"os"
	"path/filepath"

	"gatehouse/internal/course"
)

// Workspace is the learner's folder: a Go module with the exercises in it and
// the learner's record.
type Workspace struct {
	Dir  string // absolute
	Pack string // the course pack it was made from; empty for the built-in course
}

// Find returns the folder of the learner's workspace and whether there is one.
// An override that is not empty is the only candidate; else it is the nearest
// folder from start upwards, else the default in home.
func Find(start, home, override string) (dir string, ok bool) {
	if override != "" {
		return override, exists(override)
	}
	for dir := filepath.Clean(start); ; dir = filepath.Dir(dir) {
		if exists(dir) {
			return dir, true
		}
		if dir == filepath.Dir(dir) {
			break
		}
	}
	return Default(home), exists(Default(home))
}

// Default returns the folder for a workspace of somebody who names none.
func Default(home string) string { return filepath.Join(home, "gatehouse") }

// Open opens the workspace in dir. The error says that dir is none, or that
// its description cannot be used and what to do.
func Open(dir string) (*Workspace, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("open the workspace: %w", err)
	}
	if !exists(dir) {
		return nil, fmt.Errorf("%s is no workspace; gatehouse init makes one", dir)
	}
	m, err := readManifest(dir)
	if err != nil {
		return nil, err
	}
	return &Workspace{Dir: dir, Pack: m.Pack}, nil
}

// Record returns the path of the learner's record.
func (w *Workspace) Record() string {
	return filepath.Join(w.Dir, private, "record.jsonl")
}

// Answer returns the path of the file that the learner edits in the exercise.
func (w *Workspace) Answer(e *course.Exercise) string {
	return filepath.Join(w.Dir, "exercises", e.ID, e.Answer())
}

func exists(dir string) bool {
	info, err := os.Stat(manifestPath(dir))
	return err == nil && info.Mode().IsRegular()
}
