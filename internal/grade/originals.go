package grade

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
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
	if edited, err = workspace.Edited(content, dir, e); err != nil {
		return nil, nil, err
	}
	overlay = map[string]string{}
	for i, name := range edited {
		original := "" // no file
		if text, ours := probes[name]; ours {
			original = filepath.Join(temp, strconv.Itoa(i)+".go")
			if err := os.WriteFile(original, text, 0o600); err != nil {
				return nil, nil, fmt.Errorf("lay the original of %s over it: %w", name, err)
			}
		}
		overlay[filepath.Join(dir, filepath.FromSlash(name))] = original
	}
	return overlay, edited, nil
}
