package find

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"gatehouse/internal/course"
)

// New makes the index of a course and of the commands.
func New(c *course.Course, commands []Usage) *Index {
	b := builder{number: map[string]int{}}
	for _, lesson := range c.Lessons() {
		b.lesson(lesson)
		for _, e := range lesson.Exercises {
			b.exercise(e)
		}
		for _, q := range lesson.Bank {
			b.question(lesson, q)
		}
	}
	for _, u := range commands {
		b.add(Thing{Kind: Command, ID: u.Name, Title: u.Line + ": " + u.Short}, u.Line, u.Short, u.Long)
	}
	x := &Index{course: c, things: b.things, words: slices.Sorted(maps.Keys(b.number))}
	for _, word := range x.words {
		x.at = append(x.at, b.at[b.number[word]])
	}
	return x
}

// builder collects what an index holds.
type builder struct {
	things []Thing
	number map[string]int // of each word, as it was met
	at     [][]place      // by that number
}

// add takes a thing, the name that it is known by, and what else it says.
func (b *builder) add(t Thing, name string, texts ...string) {
	t.Title = strings.Join(strings.Fields(t.Title), " ")
	b.things = append(b.things, t)
	at := place(len(b.things)-1) << 1
	b.stand(at|1, name)
	for _, text := range texts {
		b.stand(at, text)
	}
}

// stand notes where the words of a text stand; a word of the title is not noted
// again for the text.
func (b *builder) stand(at place, text string) {
	for _, word := range wordsAndParts(text) {
		number, known := b.number[word]
		if !known {
			number = len(b.at)
			b.number[word], b.at = number, append(b.at, nil)
		}
		places := b.at[number]
		if n := len(places); n == 0 || places[n-1].thing() != at.thing() {
			b.at[number] = append(places, at)
		}
	}
}

func (b *builder) lesson(l *course.Lesson) {
	for i, s := range l.Sections() {
		t := Thing{Kind: Lesson, ID: l.ID, Lesson: l.ID, Title: s.Title, Section: i, Level: s.Level}
		texts := []string{l.Title}
		name := s.Title
		if i == 0 {
			name += " " + l.ID
			texts = append(texts, l.Summary)
		}
		if s.Title != l.Title {
			t.Under = l.Title
		}
		for _, p := range s.Parts {
			texts = append(texts, p.Source)
		}
		b.add(t, name, texts...)
	}
}

func (b *builder) exercise(e *course.Exercise) {
	b.add(Thing{Kind: Exercise, ID: e.ID, Lesson: e.Lesson, Title: e.Title}, e.Title+" "+e.ID, e.Task)
	if e.Matrix == nil {
		return
	}
	for _, p := range e.Matrix.Probes {
		b.add(Thing{Kind: Probe, ID: e.ID, Lesson: e.Lesson, Under: e.Title, Title: p.Name}, p.Name, e.Title)
	}
}

// question takes what a learner has read of a question that was answered, and
// not which option is right.
func (b *builder) question(l *course.Lesson, q *course.Question) {
	texts := []string{l.Title, q.Rule, cmp.Or(q.Code, &course.Code{}).Text}
	for _, o := range q.Options {
		texts = append(texts, o.Text)
	}
	b.add(Thing{Kind: Question, ID: l.ID + "/" + q.ID, Lesson: l.ID, Title: q.Text}, q.Text, texts...)
}
