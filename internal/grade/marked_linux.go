package grade

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
)

// killMarked ends every process whose environment holds the first variable of
// the mark, also one that left its group. A program that begins another while
// it is ended is looked for again.
func killMarked(mark []string) {
	if len(mark) == 0 {
		return
	}
	for range 10 {
		if !killOnce([]byte(mark[0])) {
			return
		}
	}
}

func killOnce(mark []byte) (found bool) {
	// The only error of Glob is a pattern that is none.
	files, _ := filepath.Glob("/proc/[0-9]*/environ")
	for _, file := range files {
		// Those of other users cannot be read, and are not ours.
		env, err := os.ReadFile(file)
		if err != nil || !bytes.Contains(append([]byte{0}, env...), bytes.Join([][]byte{nil, mark, nil}, []byte{0})) {
			continue
		}
		if id, err := strconv.Atoi(filepath.Base(filepath.Dir(file))); err == nil {
			found = syscall.Kill(id, syscall.SIGKILL) == nil || found
		}
	}
	return found
}
