package grade

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func newStream(p *told) *stream {
	return &stream{started: func() {}, packages: map[string]*told{"p": p}, builds: map[string]*capped{}}
}

func FuzzStream(f *testing.F) {
	f.Add([]byte(`{"Action":"start","Package":"p"}`+"\n"+`{"Action":"output","Package":"p","Output":"panic: x\n"}`+"\n"+
		`{"ImportPath":"p","Action":"build-output","Output":"# p\n"}`+"\n"+`{"Action":"fail","Package":"p","FailedBuild":"p"}`+"\n"), uint16(7))
	f.Add([]byte(`{"Action":"output","Package":"p","Output":"--- PASS: T\n    x.go:1: a\n        b\n\u0016"}`+"\nrubbish\n{"), uint16(1))
	f.Fuzz(func(t *testing.T, text []byte, size uint16) {
		whole, parts := newTold(64), newTold(64)
		_, err := newStream(whole).Write(text)
		require.NoError(t, err)
		s := newStream(parts)
		for rest := text; len(rest) > 0; {
			n := min(1+int(size), len(rest))
			written, err := s.Write(rest[:n])
			require.NoError(t, err)
			require.Equal(t, n, written)
			rest = rest[n:]
		}
		if len(text) < maxEvent {
			assert.Equal(t, whole, parts, "it matters where a pipe cuts")
		}
		for _, kept := range []int{s.packages["p"].output.text.Len() - 64, parts.log.text.Len() - maxLog, parts.crash.text.Len() - maxSaid} {
			assert.LessOrEqual(t, kept, 0)
		}
		assert.LessOrEqual(t, len(s.partial), maxEvent)
		told := tally{root: t.TempDir(), folder: "p", told: parts}
		assert.NotEmpty(t, told.ending().text)
	})
}

func FuzzProblems(f *testing.F) {
	f.Add("# p\nexercises/p/handler.go:3:9: undefined: x\n\thave ()\n./a.go:99999999999999999999:1: b\npackage p\n")
	f.Add("../../secret.go:1:1: x\n/etc/secret.go:1: y\nexercises/p/../../../secret.go:1: z\nlink.go:1:1: a\n")
	f.Add("\t\n a.go\n:0:0: \n\xff.go:1:1: \x1b\r\n")
	above := f.TempDir()
	root := filepath.Join(above, "workspace")
	folder := filepath.Join(root, "exercises", "p")
	require.NoError(f, os.MkdirAll(folder, 0o755))
	const secret, ours = "what no message shows", "package p\n\nvar x = \"\xff\"\n"
	require.NoError(f, os.WriteFile(filepath.Join(above, "secret.go"), []byte(secret), 0o600))
	require.NoError(f, os.WriteFile(filepath.Join(folder, "handler.go"), []byte(ours), 0o600))
	f.Fuzz(func(t *testing.T, said string) {
		all := problems(root, "exercises/p", said)
		assert.NotNil(t, all)
		assert.LessOrEqual(t, len(all), 1+strings.Count(said, "\n"))
		for i, p := range all {
			assert.NotEqual(t, secret, p.Source, "%q", said)
			assert.True(t, utf8.ValidString(p.Source))
			assert.True(t, p.Line >= 0 && p.Column >= 0, fmt.Sprint(p))
			if i > 0 {
				assert.LessOrEqual(t, all[i-1].File, p.File)
			}
		}
	})
}

// What the learner's file is, and what a course holds, is read before it runs.
func FuzzAnswer(f *testing.F) {
	f.Add([]byte("package p\n\nimport (\n\t\"os\"\n\t\"unsafe\"\n)\n\n//go:linkname a b\nfunc x() { os.StartProcess() }\n"))
	f.Add([]byte("//go:build ignore\n\npackage p\n"))
	f.Add([]byte("package p\n" + strings.Repeat("func(", 1_000)))
	f.Add(bytes.Repeat([]byte("("), 1_000))
	root := f.TempDir()
	folder := filepath.Join(root, "exercises", "p")
	require.NoError(f, os.MkdirAll(folder, 0o755))
	f.Fuzz(func(t *testing.T, source []byte) {
		require.NoError(t, os.WriteFile(filepath.Join(folder, "handler.go"), source, 0o600))
		r := &reading{dir: root, folder: "exercises/p", seen: map[string]bool{}}
		require.NoError(t, r.pkg("exercises/p"))
		for _, found := range r.found {
			assert.Equal(t, "handler.go", found.file)
			assert.True(t, 1 <= found.line && found.line <= 1+bytes.Count(source, []byte("\n")), "line %d", found.line)
		}
		began, exits := beginIn(folder), exitIn(folder)
		assert.True(t, began == nil || began.Line > 0)
		assert.True(t, exits == nil || exits.Line > 0)
	})
}
