package progress_test

import (
	"fmt"
	"time"

	"gatehouse/internal/course"
	"gatehouse/internal/progress"
	"gatehouse/internal/record"
)

// The course of these tests has two lessons: doors with twelve questions and
// two exercises, and keys (once called old-keys) with three questions and one.
func testCourse() *course.Course {
	doors := &course.Lesson{ID: "doors", Title: "Doors", Minutes: 8, Bank: bank(12)}
	doors.Exercises = []*course.Exercise{exercise("doors", "knock", "Knock", 4), exercise("doors", "lock", "Lock", 2)}
	keys := &course.Lesson{ID: "keys", Title: "Keys", Minutes: 1, Aliases: []string{"old-keys"}, Bank: bank(3)}
	keys.Exercises = []*course.Exercise{exercise("keys", "turn", "Turn", 3)}
	keys.Exercises[0].Aliases = []string{"old-turn"}
	return &course.Course{
		Chapters:       []course.Chapter{{Lessons: []*course.Lesson{doors}}, {Lessons: []*course.Lesson{keys}}},
		Misconceptions: map[string]string{"belief": "A closed door is locked.", "other": "A lock needs no key."},
	}
}

func bank(n int) []*course.Question {
	var all []*course.Question
	for i := range n {
		all = append(all, &course.Question{
			ID:         fmt.Sprintf("q%d", i+1),
			Difficulty: course.Easy,
			Options:    []course.Option{{Text: "yes", Correct: true}, {Text: "no", Misconception: "belief"}},
		})
	}
	return all
}

func exercise(lesson, id, title string, probes int) *course.Exercise {
	return &course.Exercise{
		ID: id, Title: title, Lesson: lesson, Minutes: 20,
		Matrix: &course.Matrix{Probes: make([]course.MatrixProbe, probes)},
	}
}

// start is the first day of every story, at eight in the morning.
var start = time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC)

// story is what a learner did, a minute after the other.
type story struct {
	events []record.Event
	now    time.Time
}

func begin() *story { return &story{now: start} }

// days lets days pass.
func (s *story) days(n int) *story {
	s.now = s.now.AddDate(0, 0, n)
	return s
}

func (s *story) add(e record.Event) *story {
	s.now = s.now.Add(time.Minute)
	e.ID, e.Time = fmt.Sprintf("e%d", len(s.events)+1), s.now
	s.events = append(s.events, e)
	return s
}

func (s *story) read(lesson string) *story {
	return s.add(record.Event{Kind: record.Read, About: lesson})
}

func (s *story) right(abouts ...string) *story {
	for _, about := range abouts {
		s.add(record.Event{Kind: record.Answered, About: about, Where: "practice", Chosen: []string{"yes"}, Right: new(true)})
	}
	return s
}

func (s *story) wrong(abouts ...string) *story {
	for _, about := range abouts {
		s.add(record.Event{Kind: record.Answered, About: about, Where: "practice", Chosen: []string{"no"}, Right: new(false), MixedUp: []string{"belief"}})
	}
	return s
}

// ran adds a run of an exercise, which holds when all its probes do.
func (s *story) ran(exercise string, holds, of int) *story {
	e := record.Event{Kind: record.Ran, About: exercise, Outcome: "holds", Holds: holds, Of: of}
	if holds < of {
		e.Outcome, e.Broken, e.Mistake = "broken", []string{"a probe"}, "a-mistake"
	}
	return s.add(e)
}

func (s *story) examBegun(id, lesson string, questions ...string) *story {
	s.add(record.Event{Kind: record.ExamBegun, About: lesson, Questions: questions})
	s.events[len(s.events)-1].ID = id
	return s
}

func (s *story) examChose(id, about, option string) *story {
	return s.add(record.Event{Kind: record.ExamChose, Exam: id, About: about, Chosen: []string{option}})
}

func (s *story) examEnded(id, lesson string, score, of int, passed bool) *story {
	return s.add(record.Event{Kind: record.ExamEnded, Exam: id, About: lesson, Score: score, Of: of, Passed: passed})
}

func (s *story) progress() progress.Progress {
	return progress.Of(testCourse(), s.events, s.now)
}
