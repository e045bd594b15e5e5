package study

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/aymanbagabas/go-udiff"

	"gatehouse/internal/course"
	"gatehouse/internal/grade"
	"gatehouse/internal/progress"
	"gatehouse/internal/record"
	"gatehouse/internal/watch"
	"gatehouse/internal/workspace"
	"gatehouse/sandbox"
)

// ErrNoWorkspace says that what was asked for needs the learner's folder.
var ErrNoWorkspace = errors.New("there is no workspace yet; gatehouse init makes one")

// in returns the exercise and the workspace that holds it.
func (s *Study) in(id string) (*course.Exercise, *workspace.Workspace, error) {
	e, err := s.Exercise(id)
	if err != nil {
		return nil, nil, err
	}
	w := s.Workspace()
	if w == nil {
		return nil, nil, ErrNoWorkspace
	}
	return e, w, nil
}

// Grade runs the probes of an exercise and records what they found. A run that
// was cancelled, or could not be made, is not recorded; why another one was not
// stands in the result.
func (s *Study) Grade(ctx context.Context, id string, o grade.Options) (grade.Result, error) {
	return s.grade(ctx, id, o, "")
}

// Verify is Grade as one of all exercises: one that was done and does not hold
// any more is open again.
func (s *Study) Verify(ctx context.Context, id string, o grade.Options) (grade.Result, error) {
	return s.grade(ctx, id, o, progress.InVerify)
}

func (s *Study) grade(ctx context.Context, id string, o grade.Options, where string) (grade.Result, error) {
	e, w, err := s.in(id)
	if err != nil {
		return grade.Result{}, err
	}
	tool, err := s.Go(ctx)
	if err != nil {
		return unable(e, err), nil
	}
	grader := grade.Grader{Go: tool, Content: s.config.Content}
	result := grader.Run(ctx, w.Dir, e, o)
	if result.Outcome == grade.CouldNotRun {
		return result, nil
	}
	event := record.Event{Kind: record.Ran, About: e.ID, Where: where, Outcome: string(result.Outcome), Holds: result.Held(), Of: len(result.Probes)}
	for _, p := range result.Probes {
		if p.Outcome == sandbox.Broken {
			event.Broken = append(event.Broken, p.Name)
		}
	}
	if result.BehavesLike != nil {
		event.Mistake = result.BehavesLike.Mistake
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	// A verdict that cannot be recorded is a verdict all the same.
	if _, err := s.record.Append(event); err != nil {
		result.Unrecorded = err.Error()
	}
	return result, nil
}

// unable is the result of a run that has no tool chain.
func unable(e *course.Exercise, why error) grade.Result {
	result := grade.Result{
		Exercise: e.ID, Outcome: grade.CouldNotRun, Reason: why.Error(),
		Probes: []sandbox.Verdict{}, Compile: []grade.Problem{}, Edited: []string{},
	}
	if e.Matrix == nil {
		return result
	}
	for _, p := range e.Matrix.Probes {
		result.Probes = append(result.Probes, sandbox.Verdict{
			Name: p.Name, Honest: p.Honest, Outcome: sandbox.CouldNotRun, Advice: []string{}, Exchanges: []sandbox.Exchange{},
		})
	}
	return result
}

// Warm builds what every run needs, once on a machine. Progress is told how
// many packages are built, of how many.
func (s *Study) Warm(ctx context.Context, progress func(done, of int)) error {
	w := s.Workspace()
	if w == nil {
		return ErrNoWorkspace
	}
	tool, err := s.Go(ctx)
	if err != nil {
		return err
	}
	grader := grade.Grader{Go: tool, Content: s.config.Content}
	return grader.Warm(ctx, w.Dir, progress)
}

// Watch sends a value at each save that changed the learner's file, until ctx
// ends. A save that changed nothing is sent to same, which may be nil.
func (s *Study) Watch(ctx context.Context, id string, same chan<- struct{}) (<-chan struct{}, error) {
	path, err := s.AnswerPath(id)
	if err != nil {
		return nil, err
	}
	saved, err := watch.File(ctx, path, same)
	if err != nil {
		return nil, fmt.Errorf("%w; gatehouse init puts back what is missing", err)
	}
	return saved, nil
}

// AnswerPath returns the path of the file that the learner edits.
func (s *Study) AnswerPath(id string) (string, error) {
	e, w, err := s.in(id)
	if err != nil {
		return "", err
	}
	return w.Answer(e), nil
}

// Task returns what is to be done, as Markdown.
func (s *Study) Task(id string) (string, error) {
	e, err := s.Exercise(id)
	if err != nil {
		return "", err
	}
	return e.Task, nil
}

// Reset puts the starter back. The learner's version is kept in the file that
// is returned, or "" where there was nothing but the starter.
func (s *Study) Reset(id string) (kept string, err error) {
	e, w, err := s.in(id)
	if err != nil {
		return "", err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if kept, err = w.Reset(e); err != nil {
		return "", err
	}
	_, err = s.note(record.Event{Kind: record.Reset, About: e.ID})
	return kept, err
}

// UndoReset puts the version that was kept last back, byte for byte, and
// returns the file that it was kept in.
func (s *Study) UndoReset(id string) (from string, err error) {
	e, w, err := s.in(id)
	if err != nil {
		return "", err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if from, err = w.UndoReset(e); err != nil {
		return "", err
	}
	_, err = s.note(record.Event{Kind: record.ResetUndone, About: e.ID})
	return from, err
}

// PutOriginals puts the files that judge the exercise back where the learner
// changed them, and returns those files and where the learner's are kept.
func (s *Study) PutOriginals(id string) (put, kept []string, err error) {
	e, w, err := s.in(id)
	if err != nil {
		return nil, nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return w.PutOriginals(s.config.Content, e)
}

// Diff compares the learner's file with the "starter" or the "reference" as
// unified text; "" when nothing differs.
func (s *Study) Diff(id, against string) (string, error) {
	e, w, err := s.in(id)
	if err != nil {
		return "", err
	}
	mine, err := os.ReadFile(w.Answer(e))
	if err != nil {
		return "", fmt.Errorf("%w; gatehouse reset %s puts the starter back", err, e.ID)
	}
	read := e.Starter
	if against == "reference" {
		read = e.Reference
	}
	other, err := read()
	if err != nil {
		return "", fmt.Errorf("read the %s of %s: %w", against, e.ID, err)
	}
	return udiff.Unified(against, "yours", string(other), string(mine)), nil
}
