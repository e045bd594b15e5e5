package progress

import (
	"cmp"
	"slices"
	"time"

	"gatehouse/internal/course"
	"gatehouse/internal/quiz"
	"gatehouse/internal/record"
)

// Of says how far a learner is at the time now, whose location decides where
// days begin. Events about what the course no longer has are left out; an
// event from the future counts as one of now.
func Of(c *course.Course, events []record.Event, now time.Time) Progress {
	t := newTally(c, now)
	for _, e := range inOrder(events) {
		if e.Time.After(now) {
			e.Time = now
		}
		t.add(e)
	}
	return t.progress()
}

func inOrder(events []record.Event) []record.Event {
	return slices.SortedFunc(slices.Values(events), func(a, b record.Event) int {
		return cmp.Or(a.Time.Compare(b.Time), cmp.Compare(a.ID, b.ID))
	})
}

// tally takes events in, in order, until progress is asked for.
type tally struct {
	course    *course.Course
	now       time.Time
	count     int
	since     time.Time
	lastSeen  time.Time
	lessons   map[string]*LessonState
	exercises map[string]*ExerciseState
	past      map[string]quiz.Past
	mixedUp   map[string]*MixedUp
	exams     exams
}

func newTally(c *course.Course, now time.Time) *tally {
	t := &tally{
		course:    c,
		now:       now,
		lessons:   map[string]*LessonState{},
		exercises: map[string]*ExerciseState{},
		past:      map[string]quiz.Past{},
		mixedUp:   map[string]*MixedUp{},
		exams:     newExams(),
	}
	for _, lesson := range c.Lessons() {
		t.lessons[lesson.ID] = &LessonState{
			Practice: Practice{Of: len(lesson.Bank)},
			Exam:     Exam{Of: min(quiz.ExamLength, len(lesson.Bank))},
		}
	}
	for _, exercise := range c.Exercises() {
		t.exercises[exercise.ID] = newExercise(exercise)
	}
	return t
}

func (t *tally) add(e record.Event) {
	if t.count == 0 {
		t.since = e.Time
	}
	t.count++
	t.lastSeen = e.Time
	switch e.Kind {
	case record.Read:
		if lesson := t.touch(e.About, e.Time); lesson != nil {
			lesson.Read = true
		}
	case record.Answered:
		t.answered(e)
	case record.ExamBegun, record.ExamChose, record.ExamEnded:
		t.exam(e)
	case record.Ran, record.Hinted, record.Shown, record.Reset, record.ResetUndone:
		t.exercise(e)
	}
}

// touch notes that something of a lesson was done and returns its state, or
// nil when the course has no such lesson.
func (t *tally) touch(lessonID string, at time.Time) *LessonState {
	lesson := t.course.Lesson(lessonID)
	if lesson == nil {
		return nil
	}
	state := t.lessons[lesson.ID]
	state.Begun, state.LastSeen = true, at
	return state
}

func (t *tally) progress() Progress {
	p := Progress{
		Lessons:   map[string]LessonState{},
		MixedUp:   t.mixedUpMostOftenFirst(),
		Events:    t.count,
		OpenExams: t.examsThat(false),
		LastExams: t.examsThat(true),
		Overall:   t.exams.overall,
		Past:      t.past,
		Since:     t.since,
		LastSeen:  t.lastSeen,
	}
	p.Due, p.DueLater = t.schedule()
	for _, lesson := range t.course.Lessons() {
		p.Lessons[lesson.ID] = t.finish(lesson)
	}
	p.Next = next(t.course, p)
	return p
}

// finish works out what follows from all that was counted of a lesson.
func (t *tally) finish(lesson *course.Lesson) LessonState {
	state := *t.lessons[lesson.ID]
	state.Exercises = map[string]ExerciseState{}
	for _, exercise := range lesson.Exercises {
		state.Exercises[exercise.ID] = *t.exercises[exercise.ID]
	}
	for _, q := range lesson.Bank {
		if last, asked := t.last(lesson, q); asked {
			state.Practice.Asked++
			if last.Right {
				state.Practice.Right++
			}
		}
	}
	state.Strength = t.strength(lesson, state)
	_, open := StepOf(lesson, state)
	state.Done = !open
	return state
}
