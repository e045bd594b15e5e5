package progress

import (
	"maps"

	"gatehouse/internal/record"
)

// exams is what the record says of exams. Its parts are joined at the end:
// where clocks differ, an exam's choices may come before its beginning.
type exams struct {
	begun  []OpenExam
	lesson map[string]string              // of an exam
	chosen map[string]map[string][]string // by exam, then by lesson/question
	ended  map[string]bool
	// overall sums up the exams over all lessons.
	overall Exam
}

func newExams() exams {
	return exams{lesson: map[string]string{}, chosen: map[string]map[string][]string{}, ended: map[string]bool{}}
}

func (t *tally) exam(e record.Event) {
	switch e.Kind {
	case record.ExamBegun:
		t.examBegun(e)
	case record.ExamChose:
		t.examChose(e)
	case record.ExamEnded:
		t.examEnded(e)
	}
}

func (t *tally) examBegun(e record.Event) {
	if e.About != "" && t.touch(e.About, e.Time) == nil {
		return
	}
	open := OpenExam{ID: e.ID, Begun: e.Time}
	for _, about := range e.Questions {
		if lesson, q := t.question(about); q != nil {
			open.Questions = append(open.Questions, key(lesson, q))
		}
	}
	t.exams.begun = append(t.exams.begun, open)
	if e.About != "" {
		t.exams.lesson[e.ID] = t.course.Lesson(e.About).ID
	}
}

func (t *tally) examChose(e record.Event) {
	lesson, q := t.question(e.About)
	if q == nil || !offers(q, e.Chosen) {
		return
	}
	t.touch(lesson.ID, e.Time)
	if t.exams.chosen[e.Exam] == nil {
		t.exams.chosen[e.Exam] = map[string][]string{}
	}
	t.exams.chosen[e.Exam][key(lesson, q)] = e.Chosen
}

// examEnded counts an exam that was handed in; one handed in by two programs
// at once counts once.
func (t *tally) examEnded(e record.Event) {
	if t.exams.ended[e.Exam] {
		return
	}
	t.exams.ended[e.Exam] = true
	exam := &t.exams.overall
	if e.About != "" {
		lesson := t.touch(e.About, e.Time)
		if lesson == nil {
			return
		}
		exam = &lesson.Exam
	}
	if exam.Taken == 0 || e.Score*exam.Of > exam.Best*e.Of {
		exam.Best, exam.Of = e.Score, e.Of
	}
	exam.Taken++
	exam.Passed = exam.Passed || e.Passed
}

// examsThat gives for each lesson, and for the exam over all of them, the one
// begun last that was handed in, or was not.
func (t *tally) examsThat(ended bool) map[string]OpenExam {
	last := map[string]OpenExam{}
	for _, exam := range t.exams.begun {
		if t.exams.ended[exam.ID] != ended || len(exam.Questions) == 0 {
			continue
		}
		exam.Chosen = maps.Clone(t.exams.chosen[exam.ID])
		last[t.exams.lesson[exam.ID]] = exam
	}
	return last
}
