package grade

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/sandbox"
)

// held is how many bytes more are in use after f than before.
func held(f func()) int64 {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	f()
	runtime.GC()
	runtime.ReadMemStats(&after)
	return int64(after.HeapAlloc) - int64(before.HeapAlloc)
}

func TestOfAFloodLittleIsHeld(t *testing.T) {
	const times = 500
	text := bytes.Repeat([]byte("flood "), 10_000)
	for name, piece := range map[string][]byte{
		"a line without end":   text,
		"output":               fmt.Appendf(nil, `{"Action":"output","Package":"p","Output":"%s\n"}`+"\n", text),
		"panics":               fmt.Appendf(nil, `{"Action":"output","Package":"p","Output":"panic: %s\n"}`+"\n", text),
		"what a test logs":     fmt.Appendf(nil, `{"Action":"output","Package":"p","Output":"    x.go:1: %s\n"}`+"\n", text),
		"the compiler's words": fmt.Appendf(nil, `{"Action":"build-output","ImportPath":"p","Output":"%s"}`+"\n", text),
	} {
		t.Run(name, func(t *testing.T) {
			s := &stream{started: func() {}, packages: map[string]*told{"p": newTold(Usual.Output)}, builds: map[string]*capped{}}
			kept := held(func() {
				for range times {
					_, _ = s.Write(piece)
				}
			})
			assert.Less(t, kept, int64(1<<20), "of %d bytes", times*len(piece))
			runtime.KeepAlive(s)
		})
	}
}

func TestEvidenceThatCannotBeReadIsNotWaitedFor(t *testing.T) {
	for name, lay := range map[string]func(path string) error{
		"a folder": func(path string) error { return os.Mkdir(path, 0o755) },
		"endless":  func(path string) error { return os.Symlink("/dev/zero", path) },
		"huge": func(path string) error {
			if err := os.WriteFile(path, []byte("{}\n"), 0o644); err != nil {
				return err
			}
			return os.Truncate(path, 1<<40) // takes no room on the disk
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			require.NoError(t, lay(filepath.Join(dir, sandbox.EvidenceFile)))
			found, err := evidence(dir, "key")
			assert.Empty(t, found)
			assert.ErrorContains(t, err, "something beside the sandbox wrote into its evidence: sandbox.jsonl is")
		})
	}
}
