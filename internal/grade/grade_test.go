package grade_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/course"
	"gatehouse/internal/grade"
	"gatehouse/internal/workspace"
)

// desk is a learner's workspace with one exercise, whose sandbox knows no HTTP
// and is quick to build: see testdata.
type desk struct {
	t *testing.T
	*grade.Grader
	exercise *course.Exercise
	dir      string
}

func newDesk(t *testing.T) desk {
	t.Helper()
	return newDeskIn(t, filepath.Join(t.TempDir(), "my work"))
}

func newDeskIn(t *testing.T, dir string) desk {
	t.Helper()
	content := os.DirFS("testdata")
	recorded, err := os.ReadFile("testdata/exercises/door/matrix.txt")
	require.NoError(t, err)
	matrix, err := course.ParseMatrix(recorded)
	require.NoError(t, err)
	door := &course.Exercise{ID: "door", Kind: course.Guard, Matrix: matrix, Files: os.DirFS("testdata/exercises/door")}
	whole := &course.Course{Chapters: []course.Chapter{{Lessons: []*course.Lesson{{Exercises: []*course.Exercise{door}}}}}}
	_, _, err = workspace.Create(dir, content, whole, "")
	require.NoError(t, err)
	tool, err := grade.FindGo(t.Context(), os.Getenv)
	require.NoError(t, err)
	return desk{t: t, Grader: &grade.Grader{Go: tool, Content: content}, exercise: door, dir: dir}
}

// write puts a file into the workspace.
func (d desk) write(name, text string) {
	d.t.Helper()
	path := filepath.Join(d.dir, filepath.FromSlash(name))
	require.NoError(d.t, os.MkdirAll(filepath.Dir(path), 0o755))
	require.NoError(d.t, os.WriteFile(path, []byte(text), 0o644))
}

// solve writes a handler.go: line 5 on is the body of Opens, then what follows.
func (d desk) solve(body, follows string, imports ...string) {
	d.t.Helper()
	list := `import ("gatehouse/exercises/door/given"; "` + strings.Join(append(imports, "errors"), `"; "`) + "\")\n"
	d.write("exercises/door/handler.go",
		"package door\n"+list+"var _ = errors.New\n"+
			"func Opens(d given.Deps, gate, shown string) bool {\n"+body+"\nreturn shown == d.Key\n}\n"+follows+"\n")
}

func (d desk) run() grade.Result {
	d.t.Helper()
	return d.Run(d.t.Context(), d.dir, d.exercise, grade.Options{Seed: 5})
}

func TestTheStarter(t *testing.T) {
	r := newDesk(t).run()
	assert.Equal(t, grade.Broken, r.Outcome)
	assert.Equal(t, ".xx.", grade.Row(r.Probes))
	assert.Equal(t, 2, r.Held())
	assert.Equal(t, "door", r.Exercise)
	assert.EqualValues(t, 5, r.Seed)
	assert.Positive(t, r.Seconds)
	assert.Empty(t, r.Reason)
	assert.Empty(t, r.Output, "what the tests log is not the learner's print")
	assert.Equal(t, []string{}, r.Edited)
	assert.Nil(t, r.BehavesLike, "the starter is no mistake")
}

func TestARightAnswer(t *testing.T) {
	d := newDesk(t)
	d.solve("", "")
	r := d.run()
	assert.Equal(t, grade.Holds, r.Outcome)
	assert.Equal(t, "....", grade.Row(r.Probes))
}

func TestSecretsComeFromTheSeed(t *testing.T) {
	d := newDesk(t)
	d.solve(`return shown == "key5"`, "")
	assert.Equal(t, grade.Holds, d.run().Outcome)
	r := d.Run(t.Context(), d.dir, d.exercise, grade.Options{Seed: 6})
	assert.Equal(t, "x..x", grade.Row(r.Probes))
	assert.NotZero(t, d.Run(t.Context(), d.dir, d.exercise, grade.Options{}).Seed, "a drawn seed is told")
}

func TestAKnownMistakeIsNamed(t *testing.T) {
	d := newDesk(t)
	d.solve("return strings.HasPrefix(d.Key, shown)", "", "strings")
	assert.Equal(t, &grade.Like{
		Mistake:     "prefix",
		Summary:     "compares only as much of the key as was shown",
		Explanation: "An empty key is the beginning of every key.",
	}, d.run().BehavesLike)
}

func TestAProgramThatEnds(t *testing.T) {
	for name, test := range map[string]struct {
		body, follows string
		imports       []string
		row, got      string
		line          int
	}{
		"exits": {
			body: `if gate == "west" { os.Exit(1) }`, imports: []string{"os"},
			row: ".x..", got: "the program exited", line: 5,
		},
		"exits as if all were well": {
			body: `if gate == "west" { os.Exit(0) }`, imports: []string{"os"},
			row: ".x..", got: "panic: unexpected call to os.Exit(0) during test", line: 5,
		},
		"gives up in the log": {
			body: `if shown == "" { log.Fatal("no key") }`, imports: []string{"log"},
			row: "..x.", got: "the program exited", line: 5,
		},
		"panics in a goroutine, after a print": {
			body: "if gate == \"west\" {\nprint(\"here\"); go func() { panic(\"boom\") }()\nselect {} }",
			row:  ".x..", got: "panic: boom", line: 6,
		},
		"recurses for ever": {
			body: `if gate == "north" { debug.SetMaxStack(1 << 20); return deep(1) }`, imports: []string{"runtime/debug"},
			follows: "func deep(n int) bool { return !deep(n + 1) }",
			row:     "...x", got: "fatal error: stack overflow", line: 8,
		},
		"ends at every probe": {
			body: `os.Exit(1)`, imports: []string{"os"}, row: "xxxx", got: "the program exited", line: 5,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			d.solve(test.body, test.follows, test.imports...)
			r := d.run()
			assert.Equal(t, grade.Broken, r.Outcome)
			assert.Equal(t, test.row, grade.Row(r.Probes))
			broken := r.Probes[strings.Index(test.row, "x")]
			assert.Equal(t, test.got, broken.Got)
			assert.Empty(t, r.Reason)
			require.NotNil(t, broken.At)
			assert.Equal(t, "handler.go", broken.At.File)
			assert.Equal(t, test.line, broken.At.Line)
			assert.NotEmpty(t, broken.At.Source)
			assert.Contains(t, test.body+test.follows, broken.At.Source, "the line itself")
		})
	}
}

func TestAProgramThatEndsBeforeItsFirstProbe(t *testing.T) {
	d := newDesk(t)
	d.solve("", `func init() { panic("early") }`)
	r := d.run()
	assert.Equal(t, grade.CouldNotRun, r.Outcome)
	assert.Equal(t, "the program ended before the first probe: panic: early (handler.go:8)", r.Reason)
	assert.Equal(t, "????", grade.Row(r.Probes), "all probes are listed")
	assert.Contains(t, r.Output, "panic: early")
}

func TestAnAnswerThatNeverComes(t *testing.T) {
	d := newDesk(t)
	d.solve(`for gate == "south" {}`, "")
	r := d.Run(t.Context(), d.dir, d.exercise, grade.Options{Limits: grade.Limits{Time: time.Second}})
	assert.Equal(t, grade.Broken, r.Outcome)
	assert.Equal(t, "..x?", grade.Row(r.Probes))
	assert.Equal(t, "no end within the time limit", r.Probes[2].Got)
	assert.Equal(t, "not reached: no end within the time limit", r.Probes[3].Got)
	assert.Empty(t, r.Reason, "it did run")
}

func TestWhatTheLearnerPrints(t *testing.T) {
	d := newDesk(t)
	d.solve(`fmt.Println("at", gate); print("no end of line")`, "", "fmt")
	r := d.run()
	assert.Equal(t, grade.Holds, r.Outcome)
	const once = "\nno end of line"
	assert.Equal(t, "at east"+once+"at west"+once+"at south"+once+"at north"+once, r.Output)
	assert.False(t, r.OutputTruncated)
}

func TestAFloodOfPrintsIsCut(t *testing.T) {
	d := newDesk(t)
	d.solve(`for range 10_000 { fmt.Println("flood flood flood") }`, "", "fmt")
	r := d.run()
	assert.Equal(t, grade.Holds, r.Outcome)
	assert.Len(t, r.Output, 64<<10)
	assert.True(t, r.OutputTruncated)
}
