// Package scaffold makes new lessons and exercises: small, whole and true
// examples in a course's folder, for an author to change.
package scaffold

import (
	"errors"
	"fmt"
	"go/token"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"

	"gatehouse/internal/course"
)

// Made tells what was written. Names are relative to the course's folder,
// with slashes.
type Made struct {
	Added   []string // new files
	Changed []string // files that got a line more
	First   string   // the new file to open first
}

const (
	contentsFile       = "lessons/course.yaml"
	misconceptionsFile = "quiz/misconceptions.yaml"
)

// IsCourse reports whether a folder is laid out as a course.
func IsCourse(dir string) bool {
	info, err := fs.Stat(os.DirFS(dir), contentsFile)
	return err == nil && info.Mode().IsRegular()
}

// Lesson writes a lesson with its bank and its exercise into the course in
// dir, and lists it there as the last. Without a course.yaml one is made; the
// schemas that the course lacks are copied from content. An error means that
// nothing was changed.
func Lesson(content fs.FS, dir, id string) (Made, error) {
	s, err := open(dir)
	if err != nil {
		return Made{}, err
	}
	defer s.root.Close()
	if err := s.free(id, "lessons/"+id, "quiz/"+id+".yaml", "exercises/"+id); err != nil {
		return Made{}, err
	}
	if s.course.Lesson(id) != nil || s.course.Exercise(id) != nil {
		return Made{}, fmt.Errorf("%q is an id or an alias in this course already; choose another", id)
	}
	s.fill(names{ID: id, Lesson: id}, "lessons/ID", "quiz/ID.yaml", "exercises/ID")
	if err := s.list(id); err != nil {
		return Made{}, err
	}
	if err := s.believe(); err != nil {
		return Made{}, err
	}
	if err := s.describe(content); err != nil {
		return Made{}, err
	}
	return s.write("lessons/" + id + "/lesson.md")
}

// Exercise writes an exercise for a lesson, given by its id or alias, into the
// course in dir; "" is the last lesson. An error means that nothing was
// changed.
func Exercise(dir, id, lesson string) (Made, error) {
	s, err := open(dir)
	if err != nil {
		return Made{}, err
	}
	defer s.root.Close()
	if err := s.free(id, "exercises/"+id); err != nil {
		return Made{}, err
	}
	if s.course.Exercise(id) != nil {
		return Made{}, fmt.Errorf("%q is an alias in this course already; choose another id", id)
	}
	of, err := s.lesson(lesson)
	if err != nil {
		return Made{}, err
	}
	s.fill(names{ID: id, Lesson: of.ID}, "exercises/ID")
	return s.write("exercises/" + id + "/exercise.md")
}

// site is a course's folder and what is to be done there.
type site struct {
	root    *os.Root // nothing outside the folder is touched
	course  *course.Course
	added   []file
	changed []file
}

// file is a file as it is to be, by its name below the course.
type file struct {
	name string
	text []byte
}

func open(dir string) (*site, error) {
	root, err := os.OpenRoot(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no folder %s; make it first", dir)
	}
	if err != nil {
		return nil, fmt.Errorf("open the course's folder: %w", err)
	}
	s := &site{root: root, course: &course.Course{}}
	if _, err = root.Stat(contentsFile); errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if s.course, err = course.Load(root.FS()); err != nil {
		root.Close()
		return nil, err
	}
	return s, nil
}

var (
	ids = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	// As a folder or as the name of a package these mean something to Go, and
	// misconceptions is a file of every course.
	reserved = []string{"documentation", "internal", "main", "misconceptions", "testdata", "vendor"}
)

// free says why an id cannot be had, or a name below the course that would
// come of it.
func (s *site) free(id string, names ...string) error {
	if !ids.MatchString(id) {
		return fmt.Errorf("%q is no id: write small letters, digits and single hyphens, a letter first, as in rate-limits", id)
	}
	if slices.Contains(reserved, id) || token.IsKeyword(packageOf(id)) {
		return fmt.Errorf("%q cannot be an id, as it has a meaning of its own here or in Go; choose another", id)
	}
	for _, name := range names {
		_, err := s.root.Lstat(name)
		if err == nil {
			return fmt.Errorf("%q is taken: %s is there already; choose another id", id, name)
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("look for %s: %w", name, err)
		}
	}
	return nil
}

// lesson is the lesson with an id or alias; "" is the last one.
func (s *site) lesson(id string) (*course.Lesson, error) {
	all := s.course.Lessons()
	if len(all) == 0 {
		return nil, errors.New("the course has no lesson that can be read, and an exercise belongs to one; gatehouse new lesson ID makes both")
	}
	if id == "" {
		return all[len(all)-1], nil
	}
	if found := s.course.Lesson(id); found != nil {
		return found, nil
	}
	var known []string
	for _, l := range all {
		known = append(known, l.ID)
	}
	return nil, fmt.Errorf("the course has no lesson %q, only %s", id, strings.Join(known, ", "))
}

// fill adds the files of the template that stand below the given names.
func (s *site) fill(n names, below ...string) {
	for _, f := range render(n) {
		if slices.ContainsFunc(below, func(name string) bool {
			name = strings.ReplaceAll(name, "ID", n.ID)
			return f.name == name || strings.HasPrefix(f.name, name+"/")
		}) {
			s.added = append(s.added, f)
		}
	}
}

// describe adds the schemas that the first line of a YAML file names.
func (s *site) describe(content fs.FS) error {
	schemas, err := fs.Glob(content, "schemas/*.json")
	if err != nil {
		return err
	}
	for _, name := range schemas {
		if _, missing, err := s.read(name); err != nil || !missing {
			continue // theirs stays
		}
		text, err := fs.ReadFile(content, name)
		if err != nil {
			return err
		}
		s.added = append(s.added, file{name, text})
	}
	return nil
}

// packageOf is the name of an exercise's package.
func packageOf(id string) string { return strings.ReplaceAll(id, "-", "") }

// read returns a file of the course; missing is true when it is not there.
func (s *site) read(name string) (text []byte, missing bool, err error) {
	text, err = s.root.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, true, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("read %s: %w", name, err)
	}
	return text, false, nil
}
