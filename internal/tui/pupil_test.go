package tui

import (
	"context"
	"errors"
	"strings"
	"testing/fstest"
	"time"

	"gatehouse/internal/grade"
	"gatehouse/internal/quiz"
	"gatehouse/internal/study"
	"gatehouse/internal/workspace"
)

// pupil is a study of a tiny course, in memory. Runs of Go are played.
type pupil struct {
	*study.Study
	content  fstest.MapFS
	authored chan struct{} // saves of the course
	saves    chan struct{}
	same     chan<- struct{}   // saves that change nothing
	grades   chan grade.Result // what the next runs give
	hints    int               // hints shown
	graded   int               // runs that were begun
	ended    int               // runs that were cancelled
	dir      string            // the workspace, once there is one
	reset    int               // how often the starter was put back
	trouble  error             // with the record
	begins                     // what the test began with
}

// now is the pupil's time. A day that a test lets go by is taken off the
// clock's own, which may not run far.
func (p *pupil) now() time.Time { return time.Now().UTC().Add(p.ahead) }

func (p *pupil) Warnings() []string {
	if p.warning == "" {
		return p.Study.Warnings()
	}
	return []string{p.warning}
}

func (p *pupil) Pack() string { return p.pack }

func (p *pupil) WatchCourse(ctx context.Context) (<-chan struct{}, error) {
	return relay(ctx, p.authored), nil
}

// tests gives the tiny exercise a test, as the author saved it.
func (p *pupil) tests(source string) {
	p.content["exercises/doors/handler_test.go"] = &fstest.MapFile{Data: []byte(source)}
}

func (p *pupil) MakeWorkspace(dir string) (workspace.Changes, error) {
	if strings.Contains(dir, "full") {
		return workspace.Changes{}, errors.New(dir + " is not empty and no workspace")
	}
	p.dir = dir
	return workspace.Changes{}, nil
}

func (p *pupil) Workspace() *workspace.Workspace {
	if p.dir == "" {
		return nil
	}
	return &workspace.Workspace{Dir: p.dir}
}

func (p *pupil) Refresh() (bool, error) {
	if p.trouble != nil {
		return false, p.trouble
	}
	return p.Study.Refresh()
}

func (p *pupil) Answer(a quiz.Asked, chosen []int, hintSeen bool, where string) (quiz.Marked, error) {
	marked, err := p.Study.Answer(a, chosen, hintSeen, where)
	return marked, errors.Join(err, p.trouble)
}

func (p *pupil) Hint(exercise string) (study.Hint, error) {
	e := p.Course().Exercise(exercise)
	p.hints = min(p.hints+1, len(e.Hints))
	return study.Hint{Number: p.hints, Of: len(e.Hints), Text: e.Hints[p.hints-1]}, nil
}

func (p *pupil) Diff(exercise, against string) (string, error) {
	if p.Study.Workspace() != nil {
		return p.Study.Diff(exercise, against)
	}
	return "--- starter\n+++ yours\n@@ -20,3 +21,4 @@\n a := 1\n-b := 2\n+b := 3\n+c := 4\n", nil
}

func (p *pupil) Solution(string) (study.Solution, error) {
	return study.Solution{Code: "package doors\n", Afterwards: "It asks for the key."}, nil
}

func (p *pupil) Reset(string) (string, error) {
	p.reset++
	return "handler.go.mine-1", nil
}

func (p *pupil) AnswerPath(string) (string, error) { return p.dir + "/exercises/doors/handler.go", nil }

func (p *pupil) PutOriginals(string) (put, kept []string, err error) {
	return []string{"sandbox/doc.go"}, []string{"sandbox/doc.go.mine-1"}, nil
}

func (p *pupil) UndoReset(string) (string, error) { return "handler.go.mine-1", nil }

func (p *pupil) Go(ctx context.Context) (grade.Go, error) {
	if p.searching {
		<-ctx.Done()
	}
	return grade.Go{Path: "/usr/bin/go", Version: "go1.26.1"}, p.goErr
}

// Warm is over at once, or gets stuck half-way.
func (p *pupil) Warm(ctx context.Context, progress func(done, of int)) error {
	if p.building {
		progress(112, 251)
		<-ctx.Done()
	}
	return nil
}

func (p *pupil) Watch(ctx context.Context, _ string, same chan<- struct{}) (<-chan struct{}, error) {
	if p.unwatched != nil {
		return nil, p.unwatched
	}
	p.same = same
	return relay(ctx, p.saves), nil
}

// relay passes saves on until ctx ends.
func relay(ctx context.Context, from <-chan struct{}) <-chan struct{} {
	saves := make(chan struct{})
	go func() {
		defer close(saves)
		for {
			select {
			case <-from:
			case <-ctx.Done():
				return
			}
			select {
			case saves <- struct{}{}:
			case <-ctx.Done():
				return
			}
		}
	}()
	return saves
}

// Grade waits for the result that a test plays, or for the run's end.
func (p *pupil) Grade(ctx context.Context, exercise string, _ grade.Options) (grade.Result, error) {
	p.graded++
	select {
	case r := <-p.grades:
		return r, nil
	case <-ctx.Done():
		p.ended++
		return grade.Result{Exercise: exercise, Outcome: grade.CouldNotRun, Reason: "cancelled"}, nil
	}
}
