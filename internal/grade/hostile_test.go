package grade_test

import (
	"errors"
	"maps"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/course"
	"gatehouse/internal/grade"
	"gatehouse/internal/workspace"
)

// newGate makes a workspace in a folder, with an exercise whose handler lets
// the case at hand answer who must be refused. Its sandbox is the real one.
func newGate(t *testing.T, dir string) desk {
	t.Helper()
	const home = "testdata/hostile/exercises/gate"
	recorded, err := os.ReadFile(home + "/matrix.txt")
	require.NoError(t, err)
	matrix, err := course.ParseMatrix(recorded)
	require.NoError(t, err)
	gate := &course.Exercise{ID: "gate", Kind: course.Guard, Matrix: matrix, Files: os.DirFS(home)}
	whole := &course.Course{Chapters: []course.Chapter{{Lessons: []*course.Lesson{{Exercises: []*course.Exercise{gate}}}}}}
	content := os.DirFS("../..")
	_, _, err = workspace.Create(dir, content, whole, "")
	require.NoError(t, err)
	tool, err := grade.FindGo(t.Context(), os.Getenv)
	require.NoError(t, err)
	d := desk{t: t, Grader: &grade.Grader{Go: tool, Content: content}, exercise: gate, dir: dir}
	rest, err := os.ReadFile(home + "/gate.go")
	require.NoError(t, err)
	d.write("exercises/gate/gate.go", string(rest))
	return d
}

// wanted is what must come of a hostile case: the lines that stand before its
// files.
type wanted struct {
	row    string // the verdicts
	says   []string
	limits grade.Limits
	edited []string
}

func readWanted(t *testing.T, comment string) wanted {
	t.Helper()
	w := wanted{edited: []string{}}
	for line := range strings.Lines(comment) {
		word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		var err error
		switch word {
		case "row":
			w.row = rest
		case "says":
			w.says = append(w.says, rest)
		case "time":
			w.limits.Time, err = time.ParseDuration(rest)
		case "memory":
			w.limits.Memory, err = strconv.ParseInt(rest, 10, 64)
		case "edited":
			w.edited = append(w.edited, rest)
		case "#", "":
		default:
			err = errors.New(line)
		}
		require.NoError(t, err)
	}
	return w
}

// Each case is an archive of what a learner's folder holds. Names without a
// slash are of the exercise. What one system alone can tell is a case of that
// system, by its name as with Go's own files.
func TestHostileAndUnluckyCode(t *testing.T) {
	cases, err := filepath.Glob("testdata/hostile/cases/*.txtar")
	require.NoError(t, err)
	require.NotEmpty(t, cases)
	// In a folder where it lay before, the sandbox is not compiled again.
	folders := make(chan string, runtime.GOMAXPROCS(0))
	for i := range cap(folders) {
		folders <- filepath.Join(t.TempDir(), strconv.Itoa(i), "my work")
	}
	for _, file := range cases {
		name, system, _ := strings.Cut(strings.TrimSuffix(filepath.Base(file), ".txtar"), "_")
		if system != "" && system != runtime.GOOS {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(file)
			require.NoError(t, err)
			w := readWanted(t, string(archive.Comment))
			dir := <-folders
			t.Cleanup(func() {
				assert.NoError(t, os.RemoveAll(dir))
				folders <- dir
			})
			d := newGate(t, dir)
			for _, f := range archive.Files {
				name := f.Name
				if !strings.Contains(name, "/") && name != "go.mod" {
					name = path.Join("exercises/gate", name)
				}
				d.write(name, strings.ReplaceAll(string(f.Data), "DIR", d.dir))
			}
			began := time.Now()
			r := d.Run(t.Context(), d.dir, d.exercise, grade.Options{Seed: 5, Limits: w.limits})
			took := time.Since(began)

			told := r.Reason
			for _, p := range r.Probes {
				told += "\n" + p.Name + ": " + p.Got
				if p.At != nil {
					told += " at " + p.At.File + ":" + strconv.Itoa(p.At.Line)
				}
			}
			for _, c := range r.Compile {
				told += "\n" + c.File + ":" + strconv.Itoa(c.Line) + ": " + c.Message
			}
			t.Logf("%s in %.1f s: %s", r.Outcome, took.Seconds(), told)
			assert.Equal(t, w.row, grade.Row(r.Probes), "every probe is listed: %s", told)
			right := strings.Trim(w.row, ".") == "" && len(w.says) == 0
			assert.Equal(t, right, r.Outcome == grade.Holds)
			for _, words := range w.says {
				assert.Contains(t, told, words)
			}
			assert.Equal(t, w.edited, r.Edited)
			assert.LessOrEqual(t, len(r.Output), int(grade.Usual.Output))
			assert.Empty(t, remain(d.dir), "no process remains")
		})
	}
}

// remain are the processes that work in the folder or below it, by what they
// were started with, where the system tells.
func remain(dir string) []string {
	found := map[string]bool{}
	links, _ := filepath.Glob("/proc/[0-9]*/cwd")
	for _, link := range links {
		at, err := os.Readlink(link)
		if err == nil && (at == dir || strings.HasPrefix(at, dir+"/")) {
			line, _ := os.ReadFile(filepath.Join(filepath.Dir(link), "cmdline"))
			found[strings.ReplaceAll(string(line), "\x00", " ")] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}
