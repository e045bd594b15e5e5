package grade

import (
	"path/filepath"
	"strings"

	"gatehouse/sandbox"
)

// quote writes down the lines of the learner's code that the verdicts name, as
// they are now: the file may be another by the time that a verdict is read.
func quote(folder string, verdicts []sandbox.Verdict) {
	files := map[string][]string{}
	for _, v := range verdicts {
		for at := v.At; at != nil; at = at.Caller {
			lines, read := files[at.File]
			if !read {
				if text, err := readRegular(filepath.Join(folder, at.File), maxSource); err == nil {
					lines = strings.Split(string(text), "\n")
				}
				files[at.File] = lines
			}
			if n := at.Line; 0 < n && n <= len(lines) {
				at.Source = strings.TrimSpace(lines[n-1])
			}
		}
	}
}
