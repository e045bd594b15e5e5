package study

import (
	"context"

	"gatehouse/internal/course"
	"gatehouse/internal/watch"
)

// Pack returns the folder of the course pack, or "" for the built-in course.
func (s *Study) Pack() string { return s.config.Pack }

// WatchCourse sends a value whenever files of the course pack were saved, until
// ctx ends. Of the built-in course, which does not change, it says nothing: the
// channel is closed.
func (s *Study) WatchCourse(ctx context.Context) (<-chan struct{}, error) {
	if s.config.Pack == "" {
		still := make(chan struct{})
		close(still)
		return still, nil
	}
	return watch.Folder(ctx, s.config.Pack)
}

// Reload reads the course again, after files of it were saved. A part that
// cannot be read stays as it was, and the course's Problems tell of it.
func (s *Study) Reload() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.course.Store(course.Reload(s.config.Content, s.Course()))
}
