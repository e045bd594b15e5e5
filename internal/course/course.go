// Package course holds the content: lessons, questions and exercises, read
// from any fs.FS that is laid out like this repository. It reads and judges
// content; it writes nothing and knows nothing of a learner.
package course

import (
	"slices"
	"time"
)

// Course is everything a learner goes through, in order.
type Course struct {
	Title          string
	Pack           Pack // with the course's title where it has no pack.yaml
	Chapters       []Chapter
	Misconceptions Misconceptions
	Problems       []Problem // what is wrong with files that were left out, or stayed as they were
}

// Chapter groups lessons under a title.
type Chapter struct {
	Title   string
	Lessons []*Lesson
}

// Lesson is one topic: its text, its bank of questions and its exercises.
type Lesson struct {
	ID        string
	Title     string
	Summary   string // one sentence
	Minutes   int    // reading time
	Aliases   []string
	Facts     []Fact
	Body      string // Markdown, without the front matter
	Bank      []*Question
	Exercises []*Exercise
}

// Fact is a statement of a lesson that ages. It says either since or as-of.
type Fact struct {
	Statement string `yaml:"statement"`       // the sentence that ages
	Since     string `yaml:"since,omitempty"` // the version and date that began it
	AsOf      string `yaml:"as-of,omitempty"` // the version that it was seen in
	Source    string `yaml:"source"`          // where it can be looked up again
	Checked   Date   `yaml:"checked"`         // the day on which somebody looked
}

// Date is a day, written 2006-01-02.
type Date struct{ time.Time }

// UnmarshalText reads a day written 2006-01-02.
func (d *Date) UnmarshalText(text []byte) (err error) {
	d.Time, err = time.Parse(time.DateOnly, string(text))
	return err
}

// Lessons returns all lessons in the order of the course.
func (c *Course) Lessons() []*Lesson {
	var all []*Lesson
	for _, chapter := range c.Chapters {
		all = append(all, chapter.Lessons...)
	}
	return all
}

// Exercises returns all exercises in the order of the course.
func (c *Course) Exercises() []*Exercise {
	var all []*Exercise
	for _, lesson := range c.Lessons() {
		all = append(all, lesson.Exercises...)
	}
	return all
}

// Lesson returns the lesson with this id or alias, or nil.
func (c *Course) Lesson(id string) *Lesson {
	for _, lesson := range c.Lessons() {
		if lesson.ID == id || slices.Contains(lesson.Aliases, id) {
			return lesson
		}
	}
	return nil
}

// Exercise returns the exercise with this id or alias, or nil.
func (c *Course) Exercise(id string) *Exercise {
	for _, exercise := range c.Exercises() {
		if exercise.ID == id || slices.Contains(exercise.Aliases, id) {
			return exercise
		}
	}
	return nil
}

// Question returns the question with this id of the lesson, or nil.
func (l *Lesson) Question(id string) *Question {
	for _, q := range l.Bank {
		if q.ID == id {
			return q
		}
	}
	return nil
}
