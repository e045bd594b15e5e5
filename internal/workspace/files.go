package workspace

import (
	_ "embed"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"reflect"
	"strings"

	"gatehouse/internal/course"
)

//go:embed readme.md
var readme []byte

// Probes returns the files that judge a learner's answer to the exercise and
// are not the learner's to change: its test, its given package and the
// sandbox, by their path in the workspace, with slashes. Content holds the
// sandbox.
func Probes(content fs.FS, e *course.Exercise) (map[string][]byte, error) {
	files := map[string][]byte{}
	if err := add(files, "sandbox", content, "sandbox"); err != nil {
		return nil, fmt.Errorf("read the sandbox: %w", err)
	}
	home := path.Join("exercises", e.ID)
	if err := add(files, path.Join(home, "given"), e.Files, "given"); err != nil {
		return nil, fmt.Errorf("read what exercise %s is given: %w", e.ID, err)
	}
	test, err := fs.ReadFile(e.Files, e.Test())
	if err != nil {
		return nil, fmt.Errorf("read the probes of exercise %s: %w", e.ID, err)
	}
	files[path.Join(home, e.Test())] = test
	return files, nil
}

// shipped returns all that a workspace holds when it is new, by path with slashes.
func shipped(content fs.FS, c *course.Course) (map[string][]byte, error) {
	files := map[string][]byte{
		"go.mod":    fmt.Appendf(nil, "module %s\n\ngo 1.26.0\n", Module()),
		"README.md": readme,
	}
	for _, e := range c.Exercises() {
		probes, err := Probes(content, e)
		if err != nil {
			return nil, err
		}
		maps.Copy(files, probes)
		starter, err := e.Starter()
		if err != nil {
			return nil, fmt.Errorf("read the starter of exercise %s: %w", e.ID, err)
		}
		files[path.Join("exercises", e.ID, e.Answer())] = starter
		files[path.Join("exercises", e.ID, "TASK.md")] = task(e)
	}
	return files, nil
}

// add collects the Go files of a folder, but no tests: those of the sandbox and
// of given judge us and not the learner.
func add(files map[string][]byte, to string, content fs.FS, from string) error {
	entries, err := fs.ReadDir(content, from)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if path.Ext(entry.Name()) != ".go" || strings.HasSuffix(entry.Name(), "_test.go") {
			continue
		}
		text, err := fs.ReadFile(content, path.Join(from, entry.Name()))
		if err != nil {
			return err
		}
		files[path.Join(to, entry.Name())] = text
	}
	return nil
}

// Module returns the path of a workspace's module. It is that of our own, so
// that the exercises' imports are the same there as here.
func Module() string {
	ours, _, _ := strings.Cut(reflect.TypeFor[Workspace]().PkgPath(), "/internal/")
	return ours
}

func task(e *course.Exercise) []byte {
	return fmt.Appendf(nil, "# %s\n\n%s\n", e.Title, strings.TrimSpace(e.Task))
}
