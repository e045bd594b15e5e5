package study

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"gatehouse/internal/course"
	"gatehouse/internal/progress"
	"gatehouse/internal/quiz"
	"gatehouse/internal/record"
)

// Exam is an exam that is under way.
type Exam struct {
	ID     string
	Lesson string // empty: over all lessons read
	Asked  []quiz.Asked
	Chosen [][]int // for each question, indices into its options; empty where nothing is chosen yet
}

// Exam begins an exam on a lesson, or on all lessons read where id is empty.
// One that was begun and not handed in goes on where it was.
func (s *Study) Exam(id string) (*Exam, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.progress()
	lessons, id, err := s.examined(id, now)
	if err != nil {
		return nil, err
	}
	open, ok := now.OpenExams[id]
	if !ok || len(open.Questions) == 0 {
		if open, err = s.begin(id, lessons); err != nil {
			return nil, err
		}
	}
	return s.resume(id, open), nil
}

func (s *Study) examined(id string, now progress.Progress) ([]*course.Lesson, string, error) {
	if id != "" {
		lesson, err := s.Lesson(id)
		if err != nil {
			return nil, "", err
		}
		return []*course.Lesson{lesson}, lesson.ID, nil
	}
	lessons := slices.DeleteFunc(s.Course().Lessons(), func(l *course.Lesson) bool { return !now.Lessons[l.ID].Read })
	if len(lessons) == 0 {
		return nil, "", errors.New("no lesson was read yet; name one: gatehouse exam ID")
	}
	return lessons, "", nil
}

// LastExam gives the exam on a lesson, or over all lessons read where id is
// empty, that was handed in last, and its result.
func (s *Study) LastExam(id string) (*Exam, quiz.Result, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	about := "no exam over all lessons read was handed in yet; gatehouse exam begins one"
	if id != "" {
		lesson, err := s.Lesson(id)
		if err != nil {
			return nil, quiz.Result{}, err
		}
		id, about = lesson.ID, fmt.Sprintf("no exam on %s was handed in yet; gatehouse exam %s begins one", lesson.Title, lesson.ID)
	}
	last, ok := s.progress().LastExams[id]
	if !ok {
		return nil, quiz.Result{}, errors.New(about)
	}
	x := s.resume(id, last)
	var answers []quiz.Marked
	for i, a := range x.Asked {
		answers = append(answers, quiz.Mark(a, x.Chosen[i]))
	}
	return x, quiz.Judge(answers), nil
}

func (s *Study) begin(id string, lessons []*course.Lesson) (progress.OpenExam, error) {
	asked, err := quiz.Exam(lessons, s.rng)
	if err != nil {
		return progress.OpenExam{}, err
	}
	var questions []string
	for _, a := range asked {
		questions = append(questions, a.About())
	}
	begun, err := s.note(record.Event{Kind: record.ExamBegun, About: id, Questions: questions})
	return progress.OpenExam{ID: begun.ID, Begun: begun.Time, Questions: questions}, err
}

// resume puts the questions of an exam, their options in the order that its
// id decides: it is the same each time.
func (s *Study) resume(lesson string, open progress.OpenExam) *Exam {
	x := &Exam{ID: open.ID, Lesson: lesson}
	for _, about := range open.Questions {
		id, question, _ := strings.Cut(about, "/")
		from := s.Course().Lesson(id)
		if from == nil || from.Question(question) == nil {
			continue
		}
		a := quiz.Ask(from.ID, from.Question(question), seeded(open.ID+about))
		var chosen []int
		for i, o := range a.Options {
			if slices.Contains(open.Chosen[about], o.Text) {
				chosen = append(chosen, i)
			}
		}
		x.Asked, x.Chosen = append(x.Asked, a), append(x.Chosen, chosen)
	}
	return x
}

// Choose keeps what is chosen at question i; it can be changed until the exam
// is handed in.
func (s *Study) Choose(x *Exam, i int, chosen []int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, err := s.note(record.Event{
		Kind: record.ExamChose, About: x.Asked[i].About(), Exam: x.ID, Chosen: texts(x.Asked[i], chosen),
	})
	if err != nil {
		return err
	}
	x.Chosen[i] = chosen
	return nil
}

// HandIn ends an exam and judges it. A question without an answer counts as
// missed.
func (s *Study) HandIn(x *Exam) (quiz.Result, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var answers []quiz.Marked
	for i, a := range x.Asked {
		// Ids that follow from the exam: handed in twice, it counts once.
		m, err := s.answer(x.ID+"/"+a.About(), quiz.Mark(a, x.Chosen[i]), false, InExam)
		if err != nil {
			return quiz.Result{}, err
		}
		answers = append(answers, m)
	}
	result := quiz.Judge(answers)
	_, err := s.note(record.Event{
		ID: x.ID + "/ended", Kind: record.ExamEnded, About: x.Lesson, Exam: x.ID, Score: result.Right, Of: result.Of, Passed: result.Passed,
	})
	return result, err
}
