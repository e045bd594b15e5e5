// Package exercises_test holds every exercise to its word: the probes let the
// reference and each variant pass, break the starter, catch each mistake where
// its author says so, and find what matrix.txt records.
package exercises_test

import (
	"flag"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/course"
	"gatehouse/internal/grade"
	"gatehouse/sandbox"
)

var update = flag.Bool("update", false, "rewrite each matrix.txt")

func TestExercises(t *testing.T) {
	tests, err := filepath.Glob("*/*_test.go")
	require.NoError(t, err)
	require.NotEmpty(t, tests)
	tool, err := grade.FindGo(t.Context(), os.Getenv)
	require.NoError(t, err)
	for _, file := range tests {
		t.Run(filepath.Dir(file), func(t *testing.T) {
			check(t, tool, open(filepath.Dir(file)))
		})
	}
}

// open describes the exercise in a folder as far as its probes need it.
func open(id string) *course.Exercise {
	e := &course.Exercise{ID: id, Kind: course.Guard, Files: os.DirFS(id)}
	if _, err := os.Stat(filepath.Join(id, "cases.go")); err == nil {
		e.Kind = course.Hunt
	}
	return e
}

// answer is one handler that the probes meet.
type answer struct {
	kind, name string // as in course.MatrixRow; empty for the reference
	folder     string // below the exercise
	grade.Tested
}

func check(t *testing.T, tool grade.Go, e *course.Exercise) {
	reference, others := run(t, tool, e)
	holds(t, reference)
	m := &course.Matrix{}
	for _, v := range reference.Probes {
		m.Probes = append(m.Probes, course.MatrixProbe{Name: v.Name, Honest: v.Honest})
	}
	for _, a := range others {
		switch a.kind {
		case "starter":
			assert.Equal(t, grade.Broken, a.Outcome(), "the starter must have its hole\n%s", tell(a.Tested))
		case "mistake":
			caught(t, e, a)
		case "variant":
			holds(t, a)
		}
		row := course.MatrixRow{Kind: a.kind, Name: a.name, Verdicts: grade.Row(a.Probes)}
		if assert.Len(t, row.Verdicts, len(m.Probes), "%s %s was not judged by every probe\n%s", a.kind, a.name, tell(a.Tested)) {
			m.Rows = append(m.Rows, row)
		}
	}
	t.Logf("\n%s", m)
	compare(t, filepath.Join(e.ID, "matrix.txt"), m.String())
}

// run plays the exercise's probes against all its answers.
func run(t *testing.T, tool grade.Go, e *course.Exercise) (reference answer, others []answer) {
	root, err := filepath.Abs("..")
	require.NoError(t, err)
	all := answers(t, e)
	b := grade.Batch{Go: tool, Dir: root, Overlay: map[string]string{}, Seed: seed(t), Timeout: 10 * time.Minute}
	for _, a := range all {
		folder := path.Join("exercises", e.ID, a.folder)
		b.Packages = append(b.Packages, folder)
		if a.folder != "" {
			b.Overlay[filepath.Join(root, folder, e.Test())] = filepath.Join(root, "exercises", e.ID, e.Test())
		}
	}
	tested := b.Run(t.Context())
	for i := range all {
		all[i].Tested = tested[b.Packages[i]]
	}
	return all[0], all[1:]
}

// answers lists the reference and then, in the order of the matrix, all others.
func answers(t *testing.T, e *course.Exercise) []answer {
	all := []answer{{}, {kind: "starter", folder: "starter"}}
	for _, kind := range []string{"mistake", "variant"} {
		files, err := filepath.Glob(filepath.Join(e.ID, kind+"s", "*", e.Answer()))
		require.NoError(t, err)
		for _, file := range files {
			name := filepath.Base(filepath.Dir(file))
			all = append(all, answer{kind: kind, name: name, folder: path.Join(kind+"s", name)})
		}
	}
	return all
}

// seed is the same at every run, so that the matrix is; another one can be tried.
func seed(t *testing.T) uint64 {
	text := os.Getenv("SANDBOX_SEED")
	if text == "" {
		return 1
	}
	n, err := strconv.ParseUint(text, 10, 64)
	require.NoError(t, err)
	return n
}

func holds(t *testing.T, a answer) {
	t.Helper()
	assert.Equal(t, grade.Holds, a.Outcome(), "%s/%s is right and must pass\n%s", a.kind, a.name, tell(a.Tested))
}

var want = regexp.MustCompile(`// want ("(?:[^"\\]|\\.)*")`)

// caught asserts that every probe which a mistake's source names catches it.
func caught(t *testing.T, e *course.Exercise, a answer) {
	t.Helper()
	file := filepath.Join(e.ID, filepath.FromSlash(a.folder), e.Answer())
	source, err := os.ReadFile(file)
	require.NoError(t, err)
	wants := want.FindAllStringSubmatch(string(source), -1)
	assert.NotEmpty(t, wants, "%s: no line ends with // want \"the probe that must catch it\"", file)
	assert.NotContains(t, []grade.Outcome{grade.DoesNotCompile, grade.Holds}, a.Outcome(), "%s\n%s", file, tell(a.Tested))
	for _, w := range wants {
		name, err := strconv.Unquote(w[1])
		require.NoError(t, err, file)
		i := slices.IndexFunc(a.Probes, func(v sandbox.Verdict) bool { return v.Name == name })
		if i < 0 {
			assert.Fail(t, "no such probe", "%s wants %q", file, name)
		} else if a.Probes[i].Outcome != sandbox.Broken {
			assert.Fail(t, "not caught", "%s wants %q, which says: %s; broken are:\n%s", file, name, a.Probes[i].Outcome, tell(a.Tested))
		}
	}
}

// tell says what did not hold, with the exchanges that show it.
func tell(tested grade.Tested) string {
	var b strings.Builder
	if tested.Reason != "" {
		fmt.Fprintln(&b, tested.Reason)
	}
	for _, p := range tested.Compile {
		fmt.Fprintf(&b, "%s:%d:%d: %s\n", p.File, p.Line, p.Column, p.Message)
	}
	for _, v := range tested.Probes {
		if v.Outcome == sandbox.Holds {
			continue
		}
		fmt.Fprintf(&b, "%s: %s: got %s, want %s (%d of %d exchanges)\n", v.Outcome, v.Name, v.Got, v.Want, v.Wrong, v.Asked)
		for _, x := range v.Exchanges {
			if x.Wrong {
				fmt.Fprintf(&b, "    %q\n    %q\n", x.Request, x.Response)
			}
		}
	}
	return b.String()
}

// compare holds the matrix against its file, or rewrites the file.
func compare(t *testing.T, file, matrix string) {
	t.Helper()
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(matrix), 0o644))
		return
	}
	recorded, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, string(recorded), matrix, "what the probes find has changed; go test ./exercises -update records it")
}
