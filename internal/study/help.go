package study

import (
	"fmt"

	"gatehouse/internal/course"
	"gatehouse/internal/record"
)

// Hint is one hint of an exercise.
type Hint struct {
	Number, Of int
	Text       string
}

// Last reports whether no more telling hint follows.
func (h Hint) Last() bool { return h.Number == h.Of }

// Hint gives the next hint and records that it was seen. After the last one
// it gives the last one again.
func (s *Study) Hint(id string) (Hint, error) {
	e, err := s.Exercise(id)
	if err != nil {
		return Hint{}, err
	}
	if len(e.Hints) == 0 {
		return Hint{}, fmt.Errorf("%s has no hints; gatehouse solution %s shows the solution", e.ID, e.ID)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	seen := s.hintsSeen(e)
	if seen == len(e.Hints) {
		return hint(e, seen), nil
	}
	_, err = s.note(record.Event{Kind: record.Hinted, About: e.ID, Number: seen + 1})
	return hint(e, seen+1), err
}

// Hints returns the hints that were seen.
func (s *Study) Hints(id string) ([]Hint, error) {
	e, err := s.Exercise(id)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []Hint
	for n := range s.hintsSeen(e) {
		all = append(all, hint(e, n+1))
	}
	return all, nil
}

func (s *Study) hintsSeen(e *course.Exercise) int {
	return min(s.progress().Lessons[e.Lesson].Exercises[e.ID].Hints, len(e.Hints))
}

func hint(e *course.Exercise, number int) Hint {
	return Hint{Number: number, Of: len(e.Hints), Text: e.Hints[number-1]}
}

// Solution is the reference solution and why it is so.
type Solution struct {
	Code       string // Go
	Afterwards string // Markdown
}

// Solution gives the reference solution. Before the exercise holds it is
// recorded as shown.
func (s *Study) Solution(id string) (Solution, error) {
	e, err := s.Exercise(id)
	if err != nil {
		return Solution{}, err
	}
	code, err := e.Reference()
	if err != nil {
		return Solution{}, fmt.Errorf("read the solution of %s: %w", e.ID, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.progress().Lessons[e.Lesson].Exercises[e.ID].Done {
		_, err = s.note(record.Event{Kind: record.Shown, About: e.ID})
	}
	return Solution{Code: string(code), Afterwards: e.Afterwards}, err
}
