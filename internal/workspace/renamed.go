package workspace

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"regexp"

	"gatehouse/internal/course"
)

// renamed brings along what the learner wrote for exercises that had another id
// before. The old files stay where they are.
func (r *refresh) renamed(c *course.Course, files map[string][]byte) error {
	for _, e := range c.Exercises() {
		if err := r.bring(e, files); err != nil {
			return err
		}
	}
	return nil
}

func (r *refresh) bring(e *course.Exercise, files map[string][]byte) error {
	answer := func(id string) string { return path.Join("exercises", id, e.Answer()) }
	_, there, err := r.read(answer(e.ID))
	if err != nil || there != "" {
		return err
	}
	for _, alias := range e.Aliases {
		if !fs.ValidPath(alias) {
			continue
		}
		from, there, err := r.read(answer(alias))
		if err != nil {
			return err
		}
		if there == "" || there == r.before[answer(alias)] {
			continue
		}
		text, err := os.ReadFile(from)
		if err != nil {
			return fmt.Errorf("cannot read %s: %w", from, cause(err))
		}
		return writeFile(r.dir, answer(e.ID), moved(text, files[answer(e.ID)], alias, e.ID))
	}
	return nil
}

var packageClause = regexp.MustCompile(`(?m)^package \w+`)

// moved is a file that compiles under another id: with the package name of the
// starter there, and what it imports from its own folder.
func moved(text, starter []byte, from, to string) []byte {
	if clause := packageClause.Find(text); clause != nil {
		text = bytes.Replace(text, clause, packageClause.Find(starter), 1)
	}
	folder := func(id string) []byte { return []byte(`"` + Module() + "/exercises/" + id + "/") }
	return bytes.ReplaceAll(text, folder(from), folder(to))
}
