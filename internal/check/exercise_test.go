package check

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/course"
	"gatehouse/internal/grade"
)

const doors = "exercises/doors/"

// quick are options with a sandbox that knows no HTTP and is quick to build.
func quick(t *testing.T) Options {
	t.Helper()
	tool, err := grade.FindGo(t.Context(), os.Getenv)
	require.NoError(t, err)
	return Options{Content: os.DirFS("../grade/testdata"), Go: tool}
}

// play checks the small course's exercise without the race detector, which
// takes longest.
func play(t *testing.T, content fs.FS, o Options) *exercise {
	t.Helper()
	c, err := course.Load(content)
	require.NoError(t, err)
	e, d := open(content, c.Exercise("doors")), newDesk(t.Context(), o)
	d.race = false
	d.expect([]*exercise{e})
	e.check(t.Context(), d)
	return e
}

func playExercise(t *testing.T, content fs.FS) []Problem { return play(t, content, quick(t)).problems }

func remove(files ...string) func(fstest.MapFS) {
	return func(content fstest.MapFS) {
		for _, file := range files {
			delete(content, file)
		}
	}
}

func TestARightExercise(t *testing.T) {
	e := play(t, small(t), quick(t))
	assert.Empty(t, e.problems)
	assert.Equal(t, Exercise{
		ID: "doors", Reference: "holds", StarterBroken: []string{"a wrong token is refused", "no token is refused"},
		Variants: []Variant{{Name: "constant-time", Result: "holds"}},
		Mistakes: []Mistake{
			{Name: "beginning", Must: []string{"no token is refused"}, CaughtBy: []string{"no token is refused"}},
			{Name: "closed", Must: []string{"the token opens the door"}, CaughtBy: []string{"the token opens the door"}},
		},
	}, e.summary())
}

func TestFaultsInFilesOfAnExercise(t *testing.T) {
	findAll(t, []fault{
		{code: "few-hints", file: doors + "exercise.md", old: ", A refusal is the end.", at: "hints:", says: "2 hints"},
		{code: "file-missing", change: remove(doors + "starter/handler.go"), in: doors + "starter/handler.go"},
		{
			code: "answer-does-not-compile", about: "no Go at all", file: doors + "mistakes/closed/handler.go",
			old: "return false", new: "return fal se", at: "se //", says: "is no Go",
		},
		{
			code: "foreign-import", about: "a module", file: doors + "handler.go",
			old: "import ", new: "import _ \"golang.org/x/net/html\"\nimport ", at: `"golang.org`,
		},
		{
			code: "foreign-import", about: "the reference", file: doors + "variants/constant-time/handler.go",
			old: `"crypto/subtle"`, new: "\"crypto/subtle\"\n\t_ \"gatehouse/exercises/doors\"", at: `"gatehouse/exercises/doors"`,
		},
		{
			code: "foreign-import", about: "in what is given", file: doors + "given/given.go",
			old: "package given\n", new: "package given\n\nimport _ \"gatehouse/sandbox\"\n", at: `"gatehouse/sandbox"`,
		},
		{
			code: "package-differs", file: doors + "mistakes/closed/handler.go",
			old: "\npackage doors", new: "\npackage gates", at: "gates\n",
		},
		{
			code: "exports-differ", about: "one more", file: doors + "variants/constant-time/handler.go",
			old: "// Opens", new: "type Door struct{}\n\n// Opens", at: "Door struct", says: "exports type Door",
		},
		{
			code: "exports-differ", about: "one less", file: doors + "handler.go",
			old: "// Opens", new: "// Shut shuts it.\nfunc (d *door) Shut() {}\n\ntype door struct{}\n\nconst Locked = true\n\n// Opens",
			in: doors + "starter/handler.go", says: "the starter lacks const Locked",
			also: []string{"exports-differ", "exports-differ", "exports-differ"},
		},
		{
			code: "dot-import", file: doors + "handler_test.go", old: `"gatehouse/sandbox"`, new: ". \"gatehouse/sandbox\"", at: ". \"",
			change: func(content fstest.MapFS) {
				file := content[doors+"handler_test.go"]
				file.Data = []byte(strings.ReplaceAll(string(file.Data), "sandbox.", ""))
			},
		},
		{
			code: "name-taken", about: "by a function", file: doors + "handler_test.go",
			old: "func Test", new: "func help() {}\n\nfunc Test", at: "help()",
		},
		{
			code: "name-taken", about: "by a variable", file: doors + "handler_test.go",
			old: "func Test", new: "var right string\n\nfunc Test", at: "var right",
		},
	}, playExercise)
}

func TestFaultsThatShowWhenAnExerciseRuns(t *testing.T) {
	findAll(t, []fault{
		{
			code: "answer-does-not-compile", about: "a mistake", file: doors + "mistakes/closed/handler.go",
			old: "return false", new: "return falsch", at: "falsch", says: "the mistake closed does not compile: undefined: falsch",
		},
		{
			code: "answer-does-not-compile", about: "what is given", file: doors + "given/given.go",
			old: "Token string", new: "Token strin", at: "strin\n", says: "undefined: strin",
			also: []string{"answer-does-not-compile", "answer-does-not-compile", "answer-does-not-compile", "answer-does-not-compile"},
		},
		{
			code: "answer-does-not-compile", about: "with the probes", file: doors + "variants/constant-time/handler.go",
			old: "shown string", new: "shown []byte", in: doors + "handler_test.go", at: "deps.Token)",
			says: "the variant constant-time does not go with the probes", also: []string{"answer-does-not-compile", "answer-does-not-compile"},
		},
		{
			code: "answer-does-not-compile", about: "the probes", file: doors + "handler_test.go",
			old: `"wrong")`, new: `wrong)`, at: "wrong)", says: "the reference does not go with the probes: undefined: wrong",
		},
		{
			code: "starter-holds", file: doors + "starter/handler.go", old: "return true", new: "return shown == d.Token",
			at: "package", also: []string{"never-tripped", "matrix-stale"},
		},
		{
			code: "right-answer-broken", about: "the reference", file: doors + "handler.go", old: "return shown == d.Token",
			new: "return len(shown) > 0", at: "package", says: `breaks the probe "a wrong token is refused"`,
		},
		{
			code: "right-answer-broken", about: "a variant", file: doors + "variants/constant-time/handler.go", old: "== 1",
			new: "== 0", at: "package", says: "the variant constant-time is right, but breaks",
			also: []string{"right-answer-broken", "right-answer-broken", "matrix-stale"},
		},
		{
			code: "right-answer-broken", about: "at another seed", file: doors + "handler.go", old: "shown == d.Token",
			new: `shown == d.Token && shown != "token13"`, at: "package", says: "SANDBOX_SEED=13 SANDBOX_SHUFFLE=13",
		},
		{
			code: "no-want", file: doors + "mistakes/closed/handler.go", old: "// want", new: "// wants", at: "package doors\n",
		},
		{
			code: "unknown-probe", file: doors + "mistakes/closed/handler.go", old: "the token opens the door",
			new: "the token opens", at: `// want`, says: `no probe "the token opens"`,
		},
		{
			code: "not-caught", about: "by that probe", file: doors + "mistakes/closed/handler.go", old: "the token opens the door",
			new: "no token is refused", at: `// want`, says: "but by the token opens the door",
		},
		{
			code: "not-caught", about: "at all", file: doors + "mistakes/closed/handler.go", old: "return false",
			new: "return shown == d.Token", at: `// want`, says: "by no probe at all", also: []string{"never-tripped", "matrix-stale"},
		},
		{
			code: "could-not-run", file: doors + "mistakes/closed/handler.go", old: "// Opens",
			new: "func init() { panic(\"boom\") }\n\n// Opens", at: "package doors\n", says: "panic: boom",
		},
		{
			code: "never-tripped", change: remove(doors + "mistakes/closed/handler.go"), in: doors + "handler_test.go",
			at: `"the token opens the door"`, also: []string{"matrix-stale"},
		},
		{
			code: "no-honest-probe", file: doors + "handler_test.go", old: "Honest: true, ", in: doors + "handler_test.go",
			at: "package", also: []string{"matrix-stale"},
		},
		{
			code: "no-hostile-probe", file: doors + "handler_test.go", at: "package", also: []string{"matrix-stale"},
			change: func(content fstest.MapFS) {
				file := content[doors+"handler_test.go"]
				text := strings.ReplaceAll(string(file.Data), "Honest: true, ", "")
				file.Data = []byte(strings.ReplaceAll(text, "Holds:", "Honest: true, Holds:"))
			},
		},
		{code: "no-matrix", change: remove(doors + "matrix.txt"), in: doors + "matrix.txt"},
		{
			code: "matrix-stale", file: doors + "matrix.txt", old: "x..\n", new: "xx.\n",
			at: "mistake closed", says: "x..",
		},
	}, playExercise)
}

func TestADataRace(t *testing.T) {
	content := small(t)
	file := content[doors+"handler.go"]
	file.Data = []byte(strings.Replace(string(file.Data), "return shown == d.Token }", `
	asked, done := 0, make(chan bool)
	go func() {
		asked++
		done <- true
	}()
	asked++
	<-done
	return shown == d.Token
}`, 1))
	c, err := course.Load(content)
	require.NoError(t, err)
	o := quick(t)
	found, problems := exercises(t.Context(), o, content, c)
	require.Len(t, problems, 1)
	if o.Go.HasRace(t.Context(), t.TempDir()) {
		assert.Equal(t, "data-race", problems[0].Code)
		assert.Equal(t, doors+"handler.go", problems[0].File)
		assert.Contains(t, problems[0].Source, "asked++")
		assert.NotEqual(t, "holds", found[0].Reference)
	} else {
		assert.Equal(t, "no-race-detector", problems[0].Code)
	}
}

func TestWithoutACCompiler(t *testing.T) {
	c, err := course.Load(small(t))
	require.NoError(t, err)
	o := quick(t)
	t.Setenv("PATH", t.TempDir())
	if o.Go.HasRace(t.Context(), t.TempDir()) {
		return // some systems need none
	}
	found, problems := exercises(t.Context(), o, small(t), c)
	assert.Equal(t, "holds", found[0].Reference)
	require.Len(t, problems, 1)
	assert.Equal(t, "no-race-detector", problems[0].Code)
	assert.Equal(t, Warning, problems[0].Severity)
	assert.Equal(t, "lessons/course.yaml", problems[0].File)
}

func TestWhatHasNotChangedIsNotRunAgain(t *testing.T) {
	content, o := small(t), quick(t)
	o.Cache = t.TempDir()
	var told []string
	last := 0
	o.Progress = func(done, of int, what string) {
		assert.Greater(t, done, last)
		assert.LessOrEqual(t, done, of)
		last = done
		told = append(told, what)
	}
	again := func() (*exercise, []string) {
		told, last = nil, 0
		return play(t, content, o), told
	}
	first, work := again()
	assert.Empty(t, first.problems)
	assert.Contains(t, work, "doors: the mistake closed")

	fault{file: doors + "exercise.md", old: "Who sends", new: "Whoever sends"}.put(t, content)
	fault{file: doors + "matrix.txt", old: "x..\n", new: "xx.\n"}.put(t, content)
	second, work := again()
	assert.Equal(t, []string{"doors"}, work, "nothing that is built has changed")
	assert.Equal(t, first.summary(), second.summary())
	require.Len(t, second.problems, 1, "what is said of it is worked out anew")
	assert.Equal(t, "matrix-stale", second.problems[0].Code)

	fault{file: doors + "mistakes/closed/handler.go", old: "return false", new: "return len(shown) > 99"}.put(t, content)
	_, work = again()
	assert.Contains(t, work, "doors: the mistake closed")
}

func TestAMatrixIsRewrittenWhenAsked(t *testing.T) {
	content, o := small(t), quick(t)
	right := string(content[doors+"matrix.txt"].Data)
	fault{file: doors + "matrix.txt", old: "x..\n", new: "xx.\n"}.put(t, content)
	o.Root = t.TempDir()
	require.NoError(t, os.CopyFS(o.Root, content))
	read := func() string {
		text, err := os.ReadFile(filepath.Join(o.Root, doors, "matrix.txt"))
		require.NoError(t, err)
		return string(text)
	}
	r, err := RunExercise(t.Context(), o, "doors")
	require.NoError(t, err)
	assert.False(t, r.OK)
	assert.NotEqual(t, right, read(), "a check changes nothing")
	o.Update = true
	r, err = RunExercise(t.Context(), o, "front-gate")
	require.NoError(t, err)
	assert.True(t, r.OK, "%v", r.Problems)
	assert.Equal(t, right, read())

	_, err = RunExercise(t.Context(), o, "cellar")
	assert.ErrorContains(t, err, `no exercise "cellar"`)
}

func TestTheTableOfAnExercise(t *testing.T) {
	o := quick(t)
	o.Root = "testdata/course"
	text, err := Matrix(t.Context(), o, "doors")
	require.NoError(t, err)
	text = regexp.MustCompile(` {2,}catches`).ReplaceAllString(text, "  catches")
	assert.Equal(t, []string{
		"                       123",
		"starter                .xx",
		"mistake beginning      ..x",
		"mistake closed         x..",
		"variant constant-time  ...",
		"",
		"  1 honest  the token opens the door  catches   1",
		"  2 hostile a wrong token is refused  catches   1",
		"  3 hostile no token is refused  catches   2",
		"",
	}, strings.Split(text, "\n"))
}

func TestATableFits120Columns(t *testing.T) {
	m := &course.Matrix{}
	for range 130 {
		m.Probes = append(m.Probes, course.MatrixProbe{Name: strings.Repeat("long ", 40)})
	}
	m.Rows = []course.MatrixRow{{Kind: "mistake", Name: strings.Repeat("long-", 40), Verdicts: strings.Repeat(".", 130)}}
	for line := range strings.Lines(table(m)) {
		assert.LessOrEqual(t, len(line)-1, 120, line)
	}
}
