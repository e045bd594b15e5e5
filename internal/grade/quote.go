package grade

import (
	"os"
	"path/filepath"
	"strings"

	"gatehouse/sandbox"
)

// quote writes down the lines of the learner's code that the verdicts name, as
// they are now: the file may be another by the time that a verdict is read.
func quote(folder string, verdicts []sandbox.Verdict) {
	files := map[string][]string{}
	for _, v := range verdicts {
		if v.At == nil {
			continue
		}
		lines, read := files[v.At.File]
		if !read {
			text, err := os.ReadFile(filepath.Join(folder, v.At.File))
			if err == nil {
				lines = strings.Split(string(text), "\n")
			}
			files[v.At.File] = lines
		}
		if n := v.At.Line; 0 < n && n <= len(lines) {
			v.At.Source = strings.TrimSpace(lines[n-1])
		}
	}
}
