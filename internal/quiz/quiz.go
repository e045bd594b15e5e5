// Package quiz draws questions, scores answers and says when a question is
// asked again. It is pure: what it draws depends on its arguments and the
// random source alone.
package quiz

import (
	"slices"
	"time"

	"gatehouse/internal/course"
)

// Asked is a question as it is put to a learner: its options in the order
// drawn for this asking.
type Asked struct {
	Lesson   string
	Question *course.Question
	Options  []course.Option // shuffled
}

// About is the id under which answers to the question are recorded.
func (a Asked) About() string { return a.Lesson + "/" + a.Question.ID }

// Again is the question as its bank holds it now. The options stay where they
// are, and new ones come last.
func (a Asked) Again(now *course.Question) Asked {
	again := Asked{Lesson: a.Lesson, Question: now}
	shown := make([]bool, len(now.Options))
	for _, o := range a.Options {
		if i := slices.Index(a.Question.Options, o); i >= 0 && i < len(shown) && !shown[i] {
			shown[i] = true
			again.Options = append(again.Options, now.Options[i])
		}
	}
	for i, o := range now.Options {
		if !shown[i] {
			again.Options = append(again.Options, o)
		}
	}
	return again
}

// Marked is an answer that was judged.
type Marked struct {
	Asked   Asked
	Chosen  []int // indices into Asked.Options
	Right   bool
	MixedUp []string // misconceptions of the wrong options that were chosen
}

// Past is what is known of earlier answers to one question, oldest first.
type Past []Answer

// Answer is one earlier answer.
type Answer struct {
	Time     time.Time
	Right    bool
	HintSeen bool
}

// Result is an exam that was handed in.
type Result struct {
	Answers []Marked // in the order asked; Chosen is empty where nothing was chosen
	Levels  []Level  // easy, medium, hard; those that were asked
	Right   int
	Of      int
	Passed  bool // 8 of 10, with no more than one easy question missed
}

// Level is the verdict on one difficulty.
type Level struct {
	Difficulty course.Difficulty
	Right, Of  int
	Strength   string // "sound", "shaky" or "weak"
}
