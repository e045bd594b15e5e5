// Package check finds everything that is wrong with a course before a learner
// sees it: files that do not belong together, lessons that lack a part, code
// that does not compile, questions that give themselves away, and probes that
// would not notice a hole.
package check

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"time"

	"gatehouse/internal/course"
	"gatehouse/internal/grade"
)

// Options say what to check, and with what.
type Options struct {
	Root     string // folder of the course; empty: the course is in Content
	Content  fs.FS  // the built-in course and the sandbox
	Go       grade.Go
	Cache    string // folder for what was found before; empty: nothing is kept
	Update   bool   // rewrite each matrix.txt
	Progress func(done, of int, what string)
}

// Run checks a whole course. The error says why that could not be done; what
// is wrong with the course is in the report.
func Run(ctx context.Context, o Options) (Report, error) {
	content, closing, err := o.course()
	if err != nil {
		return Report{}, err
	}
	defer closing()
	problems, err := o.texts(ctx, content)
	if err != nil {
		return Report{}, err
	}
	c, err := course.Load(content)
	if err != nil { // why is among the problems
		return report(problems, nil), nil
	}
	played, faults := exercises(ctx, o, content, c)
	return report(append(problems, faults...), played), ctx.Err()
}

// Texts checks all of a course but what the probes of its exercises say.
func Texts(ctx context.Context, o Options) (Report, error) {
	content, closing, err := o.course()
	if err != nil {
		return Report{}, err
	}
	defer closing()
	problems, err := o.texts(ctx, content)
	return report(problems, nil), err
}

// texts finds what is wrong with the files of a course and the Go in them.
func (o Options) texts(ctx context.Context, content fs.FS) ([]Problem, error) {
	faults, err := blocks(ctx, content, o.Content, o.Go)
	return append(static(content, time.Now()), faults...), err
}

// course is the file system that holds the course. No symbolic link leads out
// of a folder.
func (o Options) course() (content fs.FS, closing func() error, err error) {
	if o.Root == "" {
		return o.Content, func() error { return nil }, nil
	}
	root, err := os.OpenRoot(o.Root)
	if err != nil {
		return nil, nil, fmt.Errorf("open the course: %w", err)
	}
	return root.FS(), root.Close, nil
}

// static finds what is wrong with files without running any of them.
func static(content fs.FS, now time.Time) []Problem {
	f := newFinder(content)
	f.checkFiles()
	f.checkPack()
	c := f.checkCourse()
	for _, l := range c.lessons {
		f.checkLesson(l)
		f.checkFacts(l, now)
	}
	f.checkQuiz(c)
	f.checkLoad()
	return f.problems
}
