package study

import (
	"fmt"

	"gatehouse/internal/course"
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
	return nil, &UnknownID{"lesson", id, nearest(id, ids)}
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
	return nil, &UnknownID{"exercise", id, nearest(id, ids)}
}

// nearest is the id with the fewest changes to what was typed.
func nearest(typed string, ids []string) string {
	best, least := "", 0
	for _, id := range ids {
		if d := distance(typed, id); best == "" || d < least {
			best, least = id, d
		}
	}
	return best
}

// distance counts the letters to add, drop or replace (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replace := before
			if a[i] != b[j] {
				replace++
			}
			before = row[j+1]
			row[j+1] = min(replace, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
