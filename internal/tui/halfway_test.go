package tui

import (
	"strings"
	"time"

	"gatehouse/internal/course"
	"gatehouse/internal/record"
)

// daysAhead is November, seen from when a test's clock begins.
const daysAhead = 327 * 24 * time.Hour

// halfWay is the record of a learner who is half-way through the first lessons
// of the course.
func halfWay(c *course.Course) []record.Event {
	b := newRecorder(c, time.Date(2000, time.November, 3, 18, 0, 0, 0, time.UTC))
	b.between = 4 * 24 * time.Hour
	lessons := c.Lessons()
	b.read(lessons[0]).answered(lessons[0], "+++++").ran(lessons[0], 0).exam(lessons[0], 9)
	b.read(lessons[2]).answered(lessons[2], "++-++").ran(lessons[2], 0).exam(lessons[2], 8)
	b.read(lessons[6]).answered(lessons[6], "+-+++").ran(lessons[6], 2)
	b.read(lessons[3]).answered(lessons[3], "-+")
	b.read(lessons[1]).answered(lessons[1], "+++-+").ran(lessons[1], 11)
	return b.events
}

// recorder writes down what a learner did, four minutes a step.
type recorder struct {
	course  *course.Course
	at      time.Time
	between time.Duration // lessons
	events  []record.Event
}

func newRecorder(c *course.Course, at time.Time) *recorder { return &recorder{course: c, at: at} }

func (b *recorder) add(e record.Event) *recorder {
	b.at = b.at.Add(4 * time.Minute)
	e.Time = b.at
	b.events = append(b.events, e)
	return b
}

func (b *recorder) read(l *course.Lesson) *recorder {
	b.at = b.at.Add(b.between)
	return b.add(record.Event{Kind: record.Read, About: l.ID})
}

// answered answers the first questions of the bank, right (+) or wrong.
func (b *recorder) answered(l *course.Lesson, how string) *recorder {
	for i, sign := range how {
		q, right := l.Bank[i], sign == '+'
		e := record.Event{Kind: record.Answered, About: l.ID + "/" + q.ID, Where: "practice", Right: &right}
		for _, o := range q.Options {
			if o.Correct == right && (right || o.Misconception != "") {
				e.Chosen = append(e.Chosen, o.Text)
				if !right {
					e.MixedUp = []string{o.Misconception}
					break
				}
			}
		}
		b.add(e)
	}
	return b
}

// ran runs the exercise of the lesson until so many probes are broken.
func (b *recorder) ran(l *course.Lesson, broken int) *recorder {
	for _, e := range l.Exercises {
		of := len(e.Matrix.Probes)
		starter := e.Matrix.Row("starter", "").Verdicts
		b.add(record.Event{Kind: record.Ran, About: e.ID, Outcome: "broken", Holds: strings.Count(starter, "."), Of: of})
		last := record.Event{Kind: record.Ran, About: e.ID, Outcome: "holds", Holds: of - broken, Of: of}
		for i, p := range e.Matrix.Probes {
			if starter[i] == 'x' && len(last.Broken) < broken {
				last.Broken, last.Outcome = append(last.Broken, p.Name), "broken"
			}
		}
		b.add(last)
	}
	return b
}

func (b *recorder) exam(l *course.Lesson, right int) *recorder {
	return b.add(record.Event{Kind: record.ExamEnded, About: l.ID, Exam: "exam of " + l.ID, Score: right, Of: 10, Passed: right >= 8})
}
