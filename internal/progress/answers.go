package progress

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"gatehouse/internal/course"
	"gatehouse/internal/quiz"
	"gatehouse/internal/record"
)

// answered counts an answer, unless its question is gone or was edited so
// that what was chosen is no longer offered.
func (t *tally) answered(e record.Event) {
	lesson, q := t.question(e.About)
	if q == nil || e.Right == nil || !offers(q, e.Chosen) {
		return
	}
	t.touch(lesson.ID, e.Time)
	about := key(lesson, q)
	t.past[about] = append(t.past[about], quiz.Answer{Time: e.Time, Right: *e.Right, HintSeen: e.HintSeen})
	for _, id := range e.MixedUp {
		t.mixUp(id, lesson.ID)
	}
	if *e.Right {
		t.seeThrough(q)
	}
}

// question finds what lesson/question names; the lesson may be an alias.
// Both are nil when the course does not have it.
func (t *tally) question(about string) (*course.Lesson, *course.Question) {
	lessonID, questionID, _ := strings.Cut(about, "/")
	lesson := t.course.Lesson(lessonID)
	if lesson == nil {
		return nil, nil
	}
	return lesson, lesson.Question(questionID)
}

func key(lesson *course.Lesson, q *course.Question) string {
	return quiz.Asked{Lesson: lesson.ID, Question: q}.About()
}

func offers(q *course.Question, chosen []string) bool {
	for _, text := range chosen {
		if !slices.ContainsFunc(q.Options, func(o course.Option) bool { return o.Text == text }) {
			return false
		}
	}
	return true
}

func (t *tally) last(lesson *course.Lesson, q *course.Question) (quiz.Answer, bool) {
	past := t.past[key(lesson, q)]
	if len(past) == 0 {
		return quiz.Answer{}, false
	}
	return past[len(past)-1], true
}

func (t *tally) mixUp(id, lessonID string) {
	belief, known := t.course.Misconceptions[id]
	if !known {
		return
	}
	m := t.mixedUp[id]
	if m == nil {
		m = &MixedUp{ID: id, Belief: belief}
		t.mixedUp[id] = m
	}
	m.Count++
	m.Lesson, m.RightSince = lessonID, false
}

// seeThrough notes that a question was answered right although it offered its
// misconceptions.
func (t *tally) seeThrough(q *course.Question) {
	for _, option := range q.Options {
		if m := t.mixedUp[option.Misconception]; m != nil {
			m.RightSince = true
		}
	}
}

func (t *tally) mixedUpMostOftenFirst() []MixedUp {
	var all []MixedUp
	for _, m := range t.mixedUp {
		all = append(all, *m)
	}
	slices.SortFunc(all, func(a, b MixedUp) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.ID, b.ID))
	})
	return all
}

// schedule parts the questions that come again into those due now, oldest due
// first, and a count for each later day. It counts the former by lesson too.
func (t *tally) schedule() ([]string, []Later) {
	type dated struct {
		about string
		due   time.Time
	}
	var now []dated
	later := map[time.Time]int{}
	for _, lesson := range t.course.Lessons() {
		for _, q := range lesson.Bank {
			due, scheduled := quiz.Due(t.past[key(lesson, q)], t.now)
			switch {
			case !scheduled:
			case due.After(t.now):
				later[due]++
			default:
				now = append(now, dated{key(lesson, q), due})
				t.lessons[lesson.ID].Due++
			}
		}
	}
	slices.SortStableFunc(now, func(a, b dated) int { return a.due.Compare(b.due) })
	var due []string
	for _, d := range now {
		due = append(due, d.about)
	}
	var days []Later
	for _, day := range slices.SortedFunc(maps.Keys(later), time.Time.Compare) {
		days = append(days, Later{Day: day, Count: later[day]})
	}
	return due, days
}
