package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"

	"gatehouse/internal/grade"
	"gatehouse/internal/study"
	"gatehouse/internal/workspace"
)

// place is where a learner works and on which course.
type place struct {
	dir    string // of the workspace, or where it would be made; empty where there is no home
	exists bool
	pack   string // folder of the course pack; empty for the built-in course
}

// place finds the workspace and the course that belongs to it. A pack has a
// workspace of its own beside that of another course.
func (p *program) place() (place, error) {
	here, err := os.Getwd()
	if err != nil {
		return place{}, fmt.Errorf("find the workspace: %w", err)
	}
	home, _ := os.UserHomeDir() // without a home there is no default, that is all
	dir, exists := workspace.Find(here, home, p.workspace)
	if !exists && p.workspace == "" && home == "" {
		dir = ""
	}
	at := place{dir: dir, exists: exists}
	if p.course == "" {
		return at, nil
	}
	if at.pack, err = filepath.Abs(p.course); err != nil {
		return place{}, fmt.Errorf("find the course: %w", err)
	}
	if p.workspace == "" && home != "" && at.taken() {
		at.dir = workspace.Default(home) + "-" + filepath.Base(at.pack)
		at.dir, at.exists = workspace.Find(here, home, at.dir)
	}
	return at, nil
}

// taken reports whether the workspace there belongs to another course.
func (at place) taken() bool {
	w, err := workspace.Open(at.dir)
	return err == nil && w.Pack != at.pack
}

// open opens the study for a command, and tells what the learner should know
// of course, workspace and record.
func (p *program) open() (*study.Study, error) {
	at, err := p.place()
	if err != nil {
		return nil, err
	}
	if p.workspace != "" && !at.exists {
		return nil, fmt.Errorf("%s is no workspace; gatehouse init %s makes one there", p.workspace, p.workspace)
	}
	s, err := p.study(at)
	if err != nil {
		return nil, err
	}
	for _, problem := range s.Course().Problems {
		p.warn(problem.Error())
	}
	for _, warning := range s.Warnings() {
		p.warn(warning)
	}
	return s, nil
}

// study opens the study at a place. A workspace that was made from another
// course than the one asked for is left alone: nothing is kept then.
func (p *program) study(at place) (*study.Study, error) {
	dir := ""
	if at.exists {
		w, err := workspace.Open(at.dir)
		if err != nil {
			return nil, err
		}
		switch {
		case p.course == "":
			at.pack, dir = w.Pack, w.Dir
		case w.Pack == at.pack:
			dir = w.Dir
		default:
			p.tell("The workspace %s belongs to another course and is left alone: nothing is kept. --workspace DIR names another folder.", w.Dir)
		}
	}
	return p.studyOf(at.pack, dir)
}

// studyOf opens the study of a course; an empty dir keeps nothing.
func (p *program) studyOf(pack, dir string) (*study.Study, error) {
	content, err := p.contentOf(pack)
	if err != nil {
		return nil, err
	}
	s, err := study.Open(study.Config{
		Content: content, Workspace: dir, Pack: pack, Now: time.Now, Seed: rand.Uint64(),
		FindGo: func(ctx context.Context) (grade.Go, error) { return grade.FindGo(ctx, os.Getenv) },
	})
	if err != nil && pack != "" {
		return nil, fmt.Errorf("the course pack %s: %w", pack, err)
	}
	return s, err
}

// contentOf is the content of a course pack, with the sandbox that comes with
// the program; or the built-in course. No link leads out of a pack's folder.
func (p *program) contentOf(pack string) (fs.FS, error) {
	if pack == "" {
		return p.content, nil
	}
	root, err := os.OpenRoot(pack)
	if err != nil {
		return nil, fmt.Errorf("the course pack cannot be read: %w; --course names the folder that holds lessons/", err)
	}
	return joined{pack: root.FS(), own: p.content}, nil
}

// joined is a course pack and our own sandbox as one.
type joined struct{ pack, own fs.FS }

// Open implements fs.FS.
func (j joined) Open(name string) (fs.File, error) {
	if name == "sandbox" || strings.HasPrefix(name, "sandbox/") {
		return j.own.Open(name)
	}
	return j.pack.Open(name)
}

// show is a path as a learner can use it from here: relative where it is below
// the current folder.
func show(path string) string {
	here, err := os.Getwd()
	if err != nil {
		return path
	}
	if short, err := filepath.Rel(here, path); err == nil && filepath.IsLocal(short) {
		return short
	}
	return path
}

// fileOf is a file of an exercise's folder as it can be used from here: with a
// line after it, terminals and editors make links of it.
func fileOf(s *study.Study, exercise, name string) string {
	answer, err := s.AnswerPath(exercise)
	if err != nil {
		return name
	}
	return show(filepath.Join(filepath.Dir(answer), filepath.FromSlash(name)))
}

// keeps tells, before something is to be recorded, that there is no workspace
// to keep it.
func (p *program) keeps(s *study.Study) {
	if s.Workspace() == nil {
		p.warn("Nothing is kept: there is no workspace. gatehouse init makes one.")
	}
}

var errNoHome = errors.New("this account has no home folder; name a folder for your work: gatehouse init DIR")
