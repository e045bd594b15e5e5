package grade

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"

	"gatehouse/internal/course"
	"gatehouse/internal/workspace"
)

// originals lays our own files over those of the workspace dir where they
// differ, so that a change there changes no verdict: the overlay, whose files
// it writes below temp, and the sorted paths with slashes of what differs.
func originals(content fs.FS, e *course.Exercise, dir, temp string) (overlay map[string]string, edited []string, err error) {
	probes, err := workspace.Probes(content, e)
	if err != nil {
		return nil, nil, err
	}
	overlay, edited = map[string]string{}, []string{}
	for _, name := range slices.Sorted(maps.Keys(probes)) {
		local := filepath.Join(dir, filepath.FromSlash(name))
		there, err := os.ReadFile(local)
		if err == nil && bytes.Equal(unixEnds(there), unixEnds(probes[name])) {
			continue
		}
		original := filepath.Join(temp, strconv.Itoa(len(overlay))+".go")
		if err := os.WriteFile(original, probes[name], 0o600); err != nil {
			return nil, nil, fmt.Errorf("lay the original of %s over it: %w", name, err)
		}
		overlay[local] = original
		edited = append(edited, name)
	}
	foreign := foreigners(dir, e, probes)
	for _, name := range foreign {
		overlay[filepath.Join(dir, filepath.FromSlash(name))] = ""
	}
	edited = append(edited, foreign...)
	slices.Sort(edited)
	return overlay, edited, nil
}

func unixEnds(text []byte) []byte { return bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")) }

// foreigners returns the Go files that would take part in the judging and are
// not ours: any in the sandbox and in what is given, tests beside the answer.
func foreigners(dir string, e *course.Exercise, probes map[string][]byte) []string {
	home := path.Join("exercises", e.ID)
	var found []string
	for _, pattern := range []string{"sandbox/*.go", home + "/given/*.go", home + "/*_test.go"} {
		// The only error of Glob is a pattern that is none.
		names, _ := fs.Glob(os.DirFS(dir), pattern)
		for _, name := range names {
			if _, ours := probes[name]; !ours {
				found = append(found, name)
			}
		}
	}
	return found
}
