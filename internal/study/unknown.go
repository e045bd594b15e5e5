package study

import (
	"fmt"

	"gatehouse/internal/course"
	"gatehouse/internal/find"
)

// UnknownID says that the course has no lesson or exercise of that id.
type UnknownID struct {
	Kind    string // "lesson" or "exercise"
	ID      string
	Nearest string // the closest id there is; empty when the course has none
}

// Error names the closest id and where all of them are listed.
func (u *UnknownID) Error() string {
	nearest := ""
	if u.Nearest != "" {
		nearest = " Nearest: " + u.Nearest + "."
	}
	return fmt.Sprintf("No %s %q.%s gatehouse list shows all.", u.Kind, u.ID, nearest)
}

// Lesson returns the lesson with this id or alias. The error is an *UnknownID.
func (s *Study) Lesson(id string) (*course.Lesson, error) {
	if lesson := s.Course().Lesson(id); lesson != nil {
		return lesson, nil
	}
	var ids []string
	for _, lesson := range s.Course().Lessons() {
		ids = append(ids, lesson.ID)
	}
	return nil, &UnknownID{"lesson", id, find.Nearest(id, ids)}
}

// Exercise returns the exercise with this id or alias. The error is an
// *UnknownID.
func (s *Study) Exercise(id string) (*course.Exercise, error) {
	if e := s.Course().Exercise(id); e != nil {
		return e, nil
	}
	var ids []string
	for _, e := range s.Course().Exercises() {
		ids = append(ids, e.ID)
	}
	return nil, &UnknownID{"exercise", id, find.Nearest(id, ids)}
}
