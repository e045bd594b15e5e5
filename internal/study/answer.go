package study

import (
	"fmt"
	"strings"

	"gatehouse/internal/quiz"
	"gatehouse/internal/record"
)

// Where a question was answered, as the record names it.
const (
	InPractice = "practice"
	InExam     = "exam"
	InReview   = "review"
)

// MarkRead records that the learner read a lesson to its end.
func (s *Study) MarkRead(id string) error {
	lesson, err := s.Lesson(id)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	_, err = s.note(record.Event{Kind: record.Read, About: lesson.ID})
	return err
}

// Practice draws the next questions of a lesson. An id such as
// bearer-token/spellings-that-open asks that one question.
func (s *Study) Practice(id string) ([]quiz.Asked, error) {
	if strings.Contains(id, "/") {
		return s.one(id)
	}
	lesson, err := s.Lesson(id)
	if err != nil {
		return nil, err
	}
	if len(lesson.Bank) == 0 {
		return nil, fmt.Errorf("%s has no questions that can be asked; its bank is quiz/%s.yaml", lesson.Title, lesson.ID)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return quiz.Practice(lesson, s.progress().Past, s.rng), nil
}

// one asks the question of an id lesson/question.
func (s *Study) one(id string) ([]quiz.Asked, error) {
	about, question, _ := strings.Cut(id, "/")
	lesson, err := s.Lesson(about)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if asked, ok := s.ask(lesson.ID + "/" + question); ok {
		return []quiz.Asked{asked}, nil
	}
	return nil, fmt.Errorf("%s has no question %q; gatehouse practice %s draws five", lesson.Title, question, lesson.ID)
}

// Review draws what is due again, the oldest first.
func (s *Study) Review() []quiz.Asked {
	s.mu.Lock()
	defer s.mu.Unlock()
	asked := []quiz.Asked{}
	for _, about := range s.progress().Due {
		if a, ok := s.ask(about); ok {
			asked = append(asked, a)
		}
	}
	return asked
}

// ask puts the question that is recorded under lesson/question.
func (s *Study) ask(about string) (quiz.Asked, bool) {
	id, question, _ := strings.Cut(about, "/")
	lesson := s.Course().Lesson(id)
	if lesson == nil || lesson.Question(question) == nil {
		return quiz.Asked{}, false
	}
	return quiz.Ask(lesson.ID, lesson.Question(question), s.rng), true
}

// Answer judges an answer and records it. Chosen holds indices into the
// options as they were asked; where is InPractice or InReview. The judgement
// stands also where the error says that it was not recorded.
func (s *Study) Answer(a quiz.Asked, chosen []int, hintSeen bool, where string) (quiz.Marked, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.answer("", quiz.Mark(a, chosen), hintSeen, where)
}

// answer records an answer under an id; an empty one is drawn.
func (s *Study) answer(id string, m quiz.Marked, hintSeen bool, where string) (quiz.Marked, error) {
	_, err := s.note(record.Event{
		ID: id, Kind: record.Answered, About: m.Asked.About(), Where: where,
		Chosen: texts(m.Asked, m.Chosen), Right: &m.Right, HintSeen: hintSeen, MixedUp: m.MixedUp,
	})
	return m, err
}

// texts are the chosen options as they read: their order is drawn anew each
// time, their text lasts.
func texts(a quiz.Asked, chosen []int) []string {
	var all []string
	for _, i := range chosen {
		all = append(all, a.Options[i].Text)
	}
	return all
}
