// Package study is what a learner does, as verbs: read, answer, grade, reset.
// The screens and the commands stand on it, and it alone writes the record.
package study

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"gatehouse/internal/course"
	"gatehouse/internal/grade"
	"gatehouse/internal/progress"
	"gatehouse/internal/record"
	"gatehouse/internal/workspace"
)

// Config says where a learner studies.
type Config struct {
	Content   fs.FS  // lessons/, quiz/, exercises/ and sandbox/
	Workspace string // its folder; empty: nothing is kept
	Pack      string // the folder of the course pack; empty for the built-in course
	FindGo    func(context.Context) (grade.Go, error)
	Now       func() time.Time
	Seed      uint64 // of what is drawn
}

// Study is one learner's way through one course. It is safe for concurrent
// use.
type Study struct {
	config Config
	course atomic.Pointer[course.Course]

	mu        sync.Mutex
	workspace *workspace.Workspace
	record    *record.Record
	rng       *rand.Rand

	finding sync.Mutex
	tool    grade.Go // found before; its path is empty until then
}

// Open reads the course and, where there is a workspace, its record. It writes
// nothing.
func Open(config Config) (*Study, error) {
	c, err := course.Load(config.Content)
	if err != nil {
		return nil, fmt.Errorf("the course cannot be read: %w", err)
	}
	s := &Study{config: config, rng: rand.New(rand.NewPCG(config.Seed, 1))}
	s.course.Store(c)
	file := ""
	if config.Workspace != "" {
		if s.workspace, err = workspace.Open(config.Workspace); err != nil {
			return nil, err
		}
		file = s.workspace.Record()
	}
	if s.record, err = record.Open(file, config.Now); err != nil {
		return nil, err
	}
	return s, nil
}

// Course returns what is learnt, as it was read last.
func (s *Study) Course() *course.Course { return s.course.Load() }

// Workspace returns the learner's folder, or nil where nothing is kept.
func (s *Study) Workspace() *workspace.Workspace {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.workspace
}

// Progress says how far the learner is now.
func (s *Study) Progress() progress.Progress {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.progress()
}

func (s *Study) progress() progress.Progress {
	return progress.Of(s.Course(), s.record.Events(), s.config.Now())
}

// Refresh reads what other programs recorded meanwhile and reports whether
// there was anything.
func (s *Study) Refresh() (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.record.Refresh()
}

// Warnings says what a learner should know of workspace and record, a sentence
// each. What is wrong with the course is in its Problems.
func (s *Study) Warnings() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []string
	if s.workspace != nil && s.workspace.Stale(s.config.Content, s.Course()) {
		all = append(all, "Another version of the course made this workspace. gatehouse init brings it up to date; what you changed stays.")
	}
	return append(all, s.record.Warnings()...)
}

// MakeWorkspace makes a workspace in dir, or brings the one there up to date,
// and keeps everything in it from here on, also what was done before. A
// workspace that was made from another course is refused.
func (s *Study) MakeWorkspace(dir string) (workspace.Changes, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if there, err := workspace.Open(dir); err == nil && there.Pack != s.config.Pack {
		return workspace.Changes{}, fmt.Errorf("%s was made from another course; choose another folder", there.Dir)
	}
	made, changes, err := workspace.Create(dir, s.config.Content, s.Course(), s.config.Pack)
	if err != nil {
		return changes, err
	}
	if s.workspace != nil && s.workspace.Dir == made.Dir {
		return changes, nil
	}
	kept, err := record.Open(made.Record(), s.config.Now)
	if err != nil {
		return changes, err
	}
	if s.workspace == nil {
		for _, e := range s.record.Events() {
			if _, err := kept.Append(e); err != nil {
				return changes, fmt.Errorf("what was done so far is not recorded: %w", err)
			}
		}
	}
	s.workspace, s.record = made, kept
	return changes, nil
}

// Go returns the tool chain that grades. The error is "cancelled" when ctx
// ended before one was found.
func (s *Study) Go(ctx context.Context) (grade.Go, error) {
	s.finding.Lock()
	defer s.finding.Unlock()
	if s.tool.Path != "" {
		return s.tool, nil
	}
	found, err := s.config.FindGo(ctx)
	switch {
	case err == nil:
		s.tool = found
	case ctx.Err() != nil:
		err = errors.New("cancelled") // a search that was cut short tells nothing
	}
	return found, err
}

// note records an event.
func (s *Study) note(e record.Event) (record.Event, error) {
	noted, err := s.record.Append(e)
	if err != nil {
		err = fmt.Errorf("not recorded: %w", err)
	}
	return noted, err
}

// seeded is a random source that depends on the words alone.
func seeded(words string) *rand.Rand {
	hash := fnv.New64a()
	_, _ = hash.Write([]byte(words)) // a hash takes everything
	return rand.New(rand.NewPCG(hash.Sum64(), 2))
}
