package workspace

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"

	"gatehouse/internal/course"
)

// Edited returns, of the files that judge the exercise in the workspace dir,
// those that are not as we made them: changed, gone, or added to ours. They are
// sorted paths in the workspace with slashes. Line ends do not count.
func Edited(content fs.FS, dir string, e *course.Exercise) ([]string, error) {
	probes, err := Probes(content, e)
	if err != nil {
		return nil, err
	}
	edited := foreigners(dir, e, probes)
	for name, text := range probes {
		local := filepath.Join(dir, filepath.FromSlash(name))
		// To read what is no file, a pipe above all, could take for ever.
		if info, err := os.Stat(local); err == nil && !info.Mode().IsRegular() {
			edited = append(edited, name)
			continue
		}
		there, err := os.ReadFile(local)
		if err != nil || !bytes.Equal(unixEnds(there), unixEnds(text)) {
			edited = append(edited, name)
		}
	}
	slices.Sort(edited)
	return edited, nil
}

func unixEnds(text []byte) []byte { return bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")) }

// built are the ends of the names of files that Go builds into a package.
var built = []string{
	".go", ".s", ".S", ".sx", ".syso", ".c", ".cc", ".cpp", ".cxx", ".m", ".f", ".F", ".for", ".f90", ".swig", ".swigcxx",
}

// Built reports whether Go may build a file of that name into its package.
func Built(name string) bool { return slices.Contains(built, path.Ext(name)) }

// foreigners returns the files that would be built into what judges and are not
// ours: any in the sandbox and in what is given, tests beside the answer.
func foreigners(dir string, e *course.Exercise, probes map[string][]byte) []string {
	home := path.Join("exercises", e.ID)
	found := []string{}
	for _, pattern := range []string{"sandbox/*", home + "/given/*", home + "/*_test.go"} {
		// The only error of Glob is a pattern that is none.
		names, _ := fs.Glob(os.DirFS(dir), pattern)
		for _, name := range names {
			if _, ours := probes[name]; !ours && Built(name) {
				found = append(found, name)
			}
		}
	}
	return found
}

// PutOriginals puts back what Edited returns and returns that. What the learner
// made of it is kept beside it, in the files kept, whose names no Go tool takes
// for source.
func (w *Workspace) PutOriginals(content fs.FS, e *course.Exercise) (put, kept []string, err error) {
	unlock, err := w.lock()
	if err != nil {
		return nil, nil, err
	}
	defer unlock()
	if put, err = Edited(content, w.Dir, e); err != nil {
		return nil, nil, err
	}
	probes, err := Probes(content, e)
	if err != nil {
		return nil, nil, err
	}
	for _, name := range put {
		aside, err := w.keep(name, probes[name], probes[name])
		if err != nil {
			return nil, nil, err
		}
		if aside != "" {
			kept = append(kept, aside)
		}
		if err := w.original(name, probes); err != nil {
			return nil, nil, err
		}
	}
	return put, kept, nil
}

// original puts our file at name, or takes away one that is not ours.
func (w *Workspace) original(name string, probes map[string][]byte) error {
	if text, ours := probes[name]; ours {
		return writeFile(w.Dir, name, text)
	}
	local := filepath.Join(w.Dir, filepath.FromSlash(name))
	if err := os.Remove(local); err != nil && !os.IsNotExist(err) { // a link was kept as one, and is gone
		return fmt.Errorf("cannot remove %s: %w", local, cause(err))
	}
	return nil
}
