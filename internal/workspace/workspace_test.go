package workspace_test

import (
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/course"
	"gatehouse/internal/workspace"
)

// shipped is a small course, and the files that it is made of.
func shipped(t *testing.T) (fstest.MapFS, *course.Course) {
	t.Helper()
	content := fstest.MapFS{}
	for name, text := range map[string]string{
		"sandbox/sandbox.go":                "package sandbox\n",
		"sandbox/sandbox_test.go":           "package sandbox\n",
		"exercises/door/given/given.go":     "package given\n",
		"sandbox/internal/own.go":           "package own\n",
		"exercises/door/handler_test.go":    "package door\n\nimport (\n\t_ \"gatehouse/exercises/door/given\"\n\t_ \"gatehouse/sandbox\"\n)\n",
		"exercises/door/handler.go":         "package door // the solution\n",
		"exercises/door/starter/handler.go": "package door // the starter\n",
		"exercises/hunt/given/given.go":     "package given\n",
		"exercises/hunt/cases_test.go":      "package hunt\n",
		"exercises/hunt/starter/cases.go":   "package hunt // the starter\n",
	} {
		content[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return content, described(t, content, "door", "hunt")
}

func described(t *testing.T, content fs.FS, ids ...string) *course.Course {
	t.Helper()
	lesson := &course.Lesson{ID: "doors"}
	for _, id := range ids {
		files, err := fs.Sub(content, "exercises/"+id)
		require.NoError(t, err)
		e := &course.Exercise{ID: id, Title: "The " + id, Task: "Shut it.\n", Kind: course.Guard, Files: files}
		if id == "hunt" {
			e.Kind = course.Hunt
		}
		lesson.Exercises = append(lesson.Exercises, e)
	}
	return &course.Course{Chapters: []course.Chapter{{Lessons: []*course.Lesson{lesson}}}}
}

// made is a new workspace of the small course.
func made(t *testing.T) (*workspace.Workspace, fstest.MapFS, *course.Course) {
	t.Helper()
	content, c := shipped(t)
	w, _, err := workspace.Create(filepath.Join(t.TempDir(), "gatehouse"), content, c, "")
	require.NoError(t, err)
	return w, content, c
}

// tree reads all files below dir, by path with slashes.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	require.NoError(t, fs.WalkDir(os.DirFS(dir), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		files[name] = string(text)
		return err
	}))
	return files
}

func write(t *testing.T, w *workspace.Workspace, name, text string) {
	t.Helper()
	require.NoError(t, os.WriteFile(filepath.Join(w.Dir, filepath.FromSlash(name)), []byte(text), 0o644))
}

func TestANewWorkspace(t *testing.T) {
	content, c := shipped(t)
	dir := filepath.Join(t.TempDir(), "not", "there yet")
	w, changes, err := workspace.Create(dir, content, c, "/packs/ours")
	require.NoError(t, err)
	assert.Equal(t, &workspace.Workspace{Dir: dir, Pack: "/packs/ours"}, w)

	files := tree(t, dir)
	names := []string{
		"README.md", "exercises/door/TASK.md", "exercises/door/given/given.go",
		"exercises/door/handler.go", "exercises/door/handler_test.go", "exercises/hunt/TASK.md", "exercises/hunt/cases.go",
		"exercises/hunt/cases_test.go", "exercises/hunt/given/given.go", "go.mod", "sandbox/sandbox.go",
	}
	assert.Equal(t, names, changes.Added)
	assert.ElementsMatch(t, append(names, ".gatehouse/workspace.json"), slices.Collect(maps.Keys(files)))
	assert.Equal(t, "package door // the starter\n", files["exercises/door/handler.go"])
	assert.Equal(t, "# The door\n\nShut it.\n", files["exercises/door/TASK.md"])
	assert.Equal(t, "module gatehouse\n\ngo 1.26.0\n", files["go.mod"])

	opened, err := workspace.Open(dir)
	require.NoError(t, err)
	assert.Equal(t, w, opened)
	assert.Equal(t, filepath.Join(dir, ".gatehouse", "record.jsonl"), w.Record())
	assert.Equal(t, filepath.Join(dir, "exercises", "hunt", "cases.go"), w.Answer(c.Exercise("hunt")))
	assert.False(t, w.Stale(content, c))

	vet := exec.CommandContext(t.Context(), "go", "vet", "./...")
	vet.Dir = dir
	vet.Env = append(os.Environ(), "GOFLAGS=", "GOPROXY=off")
	said, err := vet.CombinedOutput()
	assert.NoError(t, err, "%s", said)
}

func TestARefreshTouchesNothingOfTheLearner(t *testing.T) {
	w, content, c := made(t)
	write(t, w, "exercises/door/handler.go", "package door // mine\n")
	write(t, w, "exercises/door/handler_test.go", "package door // mine\n")
	write(t, w, "notes.txt", "mine\n")
	write(t, w, ".gatehouse/record.jsonl", "{}\n")
	require.NoError(t, os.Remove(filepath.Join(w.Dir, "README.md")))
	before := tree(t, w.Dir)

	_, changes, err := workspace.Create(w.Dir, content, c, "")
	require.NoError(t, err)
	assert.Equal(t, workspace.Changes{Added: []string{"README.md"}}, changes)
	after := tree(t, w.Dir)
	assert.Contains(t, after, "README.md")
	delete(after, "README.md")
	assert.Equal(t, before, after)
}

func TestANewerCourse(t *testing.T) {
	w, content, c := made(t)
	write(t, w, "exercises/door/handler.go", "package door // mine\n")
	write(t, w, "sandbox/sandbox.go", "package sandbox // mine\n")
	write(t, w, "exercises/hunt/cases.go", "package hunt // the starter\r\n")

	content["exercises/door/starter/handler.go"] = &fstest.MapFile{Data: []byte("package door // newer\n")}
	content["exercises/hunt/starter/cases.go"] = &fstest.MapFile{Data: []byte("package hunt // newer\n")}
	content["exercises/door/given/more.go"] = &fstest.MapFile{Data: []byte("package given\n")}
	content["exercises/hunt/given/servers.go"] = &fstest.MapFile{Data: []byte("package given\n")}
	delete(content, "exercises/door/given/given.go")
	assert.True(t, w.Stale(content, c))
	_, changes, err := workspace.Create(w.Dir, content, c, "")
	require.NoError(t, err)
	assert.Equal(t, workspace.Changes{
		Added:   []string{"exercises/door/given/more.go", "exercises/hunt/given/servers.go"},
		Renewed: []string{"exercises/hunt/cases.go"},
		Kept: []workspace.Kept{{
			Name: "exercises/door/handler.go",
			Diff: "--- newer\n+++ yours\n@@ -1 +1 @@\n-package door // newer\n+package door // mine\n",
		}},
		Removed: []string{"exercises/door/given/given.go"},
	}, changes)
	files := tree(t, w.Dir)
	assert.Equal(t, "package door // mine\n", files["exercises/door/handler.go"])
	assert.Equal(t, "package sandbox // mine\n", files["sandbox/sandbox.go"])
	assert.Equal(t, "package hunt // newer\n", files["exercises/hunt/cases.go"], "line ends are no change")
	assert.False(t, w.Stale(content, c))
	_, changes, err = workspace.Create(w.Dir, content, c, "")
	require.NoError(t, err)
	assert.Empty(t, changes, "it is said once")
}

func TestAnExerciseThatIsNoLongerThereStays(t *testing.T) {
	w, content, _ := made(t)
	before := tree(t, w.Dir)
	_, changes, err := workspace.Create(w.Dir, content, described(t, content, "door"), "")
	require.NoError(t, err)
	assert.Empty(t, changes)
	after := tree(t, w.Dir)
	assert.Equal(t, before["exercises/hunt/cases.go"], after["exercises/hunt/cases.go"])
	assert.Len(t, after, len(before))
}

func TestWhereAWorkspaceCannotBe(t *testing.T) {
	content, c := shipped(t)
	for name, test := range map[string]struct {
		prepare func(t *testing.T, dir string)
		err     string
	}{
		"among other files": {
			func(t *testing.T, dir string) {
				require.NoError(t, os.MkdirAll(dir, 0o755))
				require.NoError(t, os.WriteFile(filepath.Join(dir, "taxes.txt"), nil, 0o644))
			},
			"holds other files and is no workspace; choose an empty or a new folder",
		},
		"on a file": {
			func(t *testing.T, dir string) { require.NoError(t, os.WriteFile(dir, nil, 0o644)) },
			"cannot make a workspace in",
		},
		"below a file": {
			func(t *testing.T, dir string) { require.NoError(t, os.WriteFile(filepath.Dir(dir), nil, 0o644)) },
			"not a directory",
		},
	} {
		t.Run(name, func(t *testing.T) {
			root := t.TempDir()
			dir := filepath.Join(root, "home", "gatehouse")
			if name != "below a file" {
				require.NoError(t, os.Mkdir(filepath.Dir(dir), 0o755))
			}
			test.prepare(t, dir)
			before := tree(t, root)
			_, _, err := workspace.Create(dir, content, c, "")
			require.ErrorContains(t, err, test.err)
			assert.NotContains(t, err.Error(), "\n")
			assert.Equal(t, before, tree(t, root))
		})
	}
}

func TestAWorkspaceThatCannotBeFinishedLeavesNothing(t *testing.T) {
	content, c := shipped(t)
	// No system has a file of this name, so the writing stops half-way.
	content["exercises/hunt/given/a\x00b.go"] = &fstest.MapFile{Data: []byte("package given\n")}
	root := t.TempDir()
	_, _, err := workspace.Create(filepath.Join(root, "gatehouse"), content, c, "")
	require.Error(t, err)
	entries, err := os.ReadDir(root)
	require.NoError(t, err)
	assert.Empty(t, entries)
}

func TestAnInterruptedCreateIsTakenUp(t *testing.T) {
	w, content, c := made(t)
	before := tree(t, w.Dir)
	write(t, w, ".gatehouse/workspace.json", `{"layout": 1}`)
	require.NoError(t, os.RemoveAll(filepath.Join(w.Dir, "exercises", "hunt")))
	_, changes, err := workspace.Create(w.Dir, content, c, "")
	require.NoError(t, err)
	assert.Len(t, changes.Added, 4)
	assert.Empty(t, changes.Kept)
	assert.Equal(t, before, tree(t, w.Dir))
}

func TestFind(t *testing.T) {
	w, content, c := made(t)
	root := filepath.Dir(w.Dir)
	elsewhere := t.TempDir()
	home := t.TempDir()
	_, _, err := workspace.Create(workspace.Default(home), content, c, "")
	require.NoError(t, err)
	for name, test := range map[string]struct {
		start, home, override, dir string
		ok                         bool
	}{
		"in it":                      {start: w.Dir, home: home, dir: w.Dir, ok: true},
		"deep in it":                 {start: filepath.Join(w.Dir, "exercises", "door"), home: home, dir: w.Dir, ok: true},
		"above it":                   {start: root, home: home, dir: filepath.Join(home, "gatehouse"), ok: true},
		"nowhere":                    {start: elsewhere, home: elsewhere, dir: filepath.Join(elsewhere, "gatehouse")},
		"named":                      {start: elsewhere, home: home, override: w.Dir, dir: w.Dir, ok: true},
		"named one that is not made": {start: w.Dir, home: home, override: elsewhere, dir: elsewhere},
	} {
		t.Run(name, func(t *testing.T) {
			dir, ok := workspace.Find(test.start, test.home, test.override)
			assert.Equal(t, test.dir, dir)
			assert.Equal(t, test.ok, ok)
		})
	}
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	w, content, c := made(t)
	_, err := workspace.Open(t.TempDir())
	assert.ErrorContains(t, err, "is no workspace; gatehouse init makes one")

	write(t, w, ".gatehouse/workspace.json", `{"layout": 99}`)
	_, err = workspace.Open(w.Dir)
	assert.ErrorContains(t, err, "was made by a newer Gatehouse")
	_, _, err = workspace.Create(w.Dir, content, c, "")
	assert.ErrorContains(t, err, "was made by a newer Gatehouse")

	write(t, w, ".gatehouse/workspace.json", `{"layout`)
	_, err = workspace.Open(w.Dir)
	assert.ErrorContains(t, err, "workspace.json is damaged; gatehouse init writes it anew")
	write(t, w, "exercises/door/handler.go", "package door // mine\n")
	_, changes, err := workspace.Create(w.Dir, content, c, "")
	require.NoError(t, err)
	require.Len(t, changes.Kept, 1)
	assert.Equal(t, "exercises/door/handler.go", changes.Kept[0].Name)
	_, err = workspace.Open(w.Dir)
	assert.NoError(t, err)
}
