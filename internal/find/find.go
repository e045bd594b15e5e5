// Package find looks words up in all that a learner may see of a course:
// lessons, exercises and their probes, the questions that were answered, and
// the commands. It is pure: an index follows from the course and the commands.
package find

import (
	"slices"
	"strings"

	"gatehouse/internal/course"
)

// Kind says what was found.
type Kind string

// The kinds.
const (
	Lesson   Kind = "lesson"
	Exercise Kind = "exercise"
	Probe    Kind = "probe"
	Question Kind = "question"
	Command  Kind = "command"
)

// Thing is something that can be found and opened.
type Thing struct {
	Kind    Kind
	ID      string // of the lesson or exercise; lesson/question; the name of the command
	Lesson  string // the id of the lesson that it belongs to; empty for a command
	Under   string // the title of the lesson or exercise that it is a part of, or ""
	Title   string // in one line
	Section int    // of a lesson's section: which one, from 0
	Level   int    // of a lesson's section: that of its heading, from 1
}

// Path is the title of a thing behind that of what it is a part of.
func (t Thing) Path() string {
	if t.Under == "" {
		return t.Title
	}
	return t.Under + " › " + t.Title
}

// Usage is a command as people look it up.
type Usage struct {
	Name  string // what is typed after the program's name
	Line  string // the whole line, with what it takes
	Short string // what it does, in a few words
	Long  string // what it does, and its options
}

// Index holds the words of a course.
type Index struct {
	course *course.Course
	things []Thing // in the order of the course, the commands last
	words  []string
	at     [][]place // of each word
}

// place is the thing that a word stands in, and whether in its title: a number
// whose last bit is the latter.
type place uint32

func (p place) thing() int { return int(p >> 1) }

// Of reports whether this is the index of that very course.
func (x *Index) Of(c *course.Course) bool { return x != nil && x.course == c }

// Seen tells whether a question, named lesson/question, may be found: one that
// was never answered must not be, as an exam may ask it.
type Seen func(question string) bool

// Found is what there is of some words.
type Found struct {
	Things  []Thing // the best first, Shown of them at most
	Count   int     // how many there are
	Of      int     // how many things there are to be found
	Nearest string  // where there are none: words like these that do find some, or ""
}

// Shown is how many things are given at most: whoever gets as many types
// another word.
const Shown = 200

// Find finds the things in which all words stand, each whole or as the
// beginning of a word. Those of the lesson here come first, then those whose
// titles have the words.
func (x *Index) Find(words, here string, seen Seen) Found {
	visible := x.visible(seen)
	f := Found{Of: count(visible)}
	asked := Words(words)
	best := x.best(asked, here, visible)
	if f.Count = len(best); f.Count == 0 {
		f.Nearest = x.nearest(asked, visible)
	}
	for _, thing := range best[:min(Shown, len(best))] {
		f.Things = append(f.Things, x.things[thing])
	}
	return f
}

// Contents are the sections and exercises of a lesson, or the lessons of the
// course where it is empty.
func (x *Index) Contents(lesson string) []Thing {
	var all []Thing
	for _, t := range x.things {
		switch {
		case lesson == "" && t.Kind == Lesson && t.Section == 0,
			lesson != "" && t.Lesson == lesson && (t.Kind == Lesson || t.Kind == Exercise):
			all = append(all, t)
		}
	}
	return all
}

func (x *Index) visible(seen Seen) []bool {
	visible := make([]bool, len(x.things))
	for i, t := range x.things {
		visible[i] = t.Kind != Question || seen(t.ID)
	}
	return visible
}

// best finds the things that have all words: which ones, the best first.
func (x *Index) best(words []string, here string, visible []bool) []int32 {
	if len(words) == 0 {
		return nil
	}
	total := x.scores(words[0])
	for _, word := range words[1:] {
		for thing, score := range x.scores(word) {
			if total[thing] == 0 || score == 0 {
				total[thing] = 0
			} else {
				total[thing] += score
			}
		}
	}
	// Scores are small: things are put into a row for each, not sorted.
	rows := make([][]int32, len(words)*most+2)
	for i, score := range total {
		switch {
		case score == 0 || !visible[i]:
		case here != "" && x.things[i].Lesson == here:
			rows[len(rows)-1] = append(rows[len(rows)-1], int32(i))
		default:
			rows[score] = append(rows[score], int32(i))
		}
	}
	slices.Reverse(rows)
	return slices.Concat(rows...)
}

// How well a word fits: a title counts more than a text, a whole word more than
// a beginning.
const (
	inText  = 1
	inTitle = 3
	whole   = 1
	most    = inTitle + whole
)

// scores says of each thing how well a word fits; 0 is not at all.
func (x *Index) scores(word string) []int {
	scores := make([]int, len(x.things))
	first, last := x.beginning(word)
	for i := first; i < last; i++ {
		for _, at := range x.at[i] {
			score := inText
			if at&1 != 0 {
				score = inTitle
			}
			if x.words[i] == word {
				score += whole
			}
			scores[at.thing()] = max(scores[at.thing()], score)
		}
	}
	return scores
}

// beginning is the range of words that begin like that.
func (x *Index) beginning(word string) (first, last int) {
	first, _ = slices.BinarySearch(x.words, word)
	for last = first; last < len(x.words) && strings.HasPrefix(x.words[last], word); last++ {
	}
	return first, last
}

func count(visible []bool) int {
	n := 0
	for _, v := range visible {
		if v {
			n++
		}
	}
	return n
}
