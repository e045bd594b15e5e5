// Package progress says how far a learner is. It is pure: everything follows
// from the course, the events of the record and the time, and the order in
// which the events come does not matter.
package progress

import (
	"time"

	"gatehouse/internal/quiz"
)

// Progress is how far a learner is in a course.
type Progress struct {
	Lessons   map[string]LessonState // by the lesson's id; every lesson of the course is there
	Due       []string               // lesson/question to be asked again now, oldest due first
	DueLater  []Later                // what comes after today, by day
	MixedUp   []MixedUp              // most often first
	Next      Step
	Overall   Exam                 // the exams over all lessons read
	Events    int                  // how many there are
	OpenExams map[string]OpenExam  // by lesson id, empty for the one over all lessons
	LastExams map[string]OpenExam  // likewise: the one begun last of those handed in
	Past      map[string]quiz.Past // answers by lesson/question, oldest first
	Since     time.Time            // the first event; zero when there is none
	LastSeen  time.Time            // the last event; zero when there is none
}

// Answered reports whether a question, named lesson/question, was ever answered:
// in practice, in a review, or in an exam that was handed in.
func (p Progress) Answered(question string) bool { return len(p.Past[question]) > 0 }

// LessonState is how far one lesson is.
type LessonState struct {
	Begun     bool // something of it was done
	Done      bool // read, practised, every exercise done, exam passed
	Read      bool
	Practice  Practice
	Exam      Exam
	Exercises map[string]ExerciseState // by id; every exercise of the lesson is there
	Strength  float64                  // 0 to 1, see StrengthRule
	Due       int                      // questions of it that are due now
	LastSeen  time.Time                // the last event about it; zero when there is none
}

// Practice counts the questions of a bank.
type Practice struct {
	Right int // answered right the last time
	Asked int // ever answered, in practice, exam or review
	Of    int // in the bank
}

// Exam sums up the exams that were handed in.
type Exam struct {
	Taken  int
	Best   int // right answers of the best one
	Of     int // questions of the best one; of the next one when none was taken
	Passed bool
}

// ExerciseState is how far one exercise is.
type ExerciseState struct {
	Done          bool     // all probes held once, and whenever verify ran them since
	DoneIn        int      // how many runs that took; 0 when not done
	Outcome       string   // of the last run; empty when there was none
	Holds, Of     int      // probes, at the last run that reached them
	Broken        []string // likewise
	BehavesLike   string   // likewise: the name of a mistake, or empty
	History       []int    // probes that held at each run that reached them
	Runs          int
	Hints         int  // the highest hint that was seen
	SolutionShown bool // before the exercise was done
}

// OpenExam is an exam that was begun, with what was chosen in it.
type OpenExam struct {
	ID        string
	Begun     time.Time
	Questions []string            // lesson/question, in the order asked; those of this course
	Chosen    map[string][]string // the texts chosen, by lesson/question
}

// Later is how many questions come again on a day.
type Later struct {
	Day   time.Time // its start
	Count int
}

// MixedUp is a misconception that a learner acted on.
type MixedUp struct {
	ID         string
	Belief     string // in its holder's words
	Lesson     string // where it showed last
	Count      int
	RightSince bool // a question that offers it was answered right afterwards
}

// Step is what to do next.
type Step struct {
	Kind   StepKind
	ID     string // of the lesson or exercise; empty for review and done
	Reason string // what it is, to be read after "Next: "
}

// StepKind names a kind of step.
type StepKind string

// The kinds of step.
const (
	ReadLesson    StepKind = "lesson"
	PracticeIt    StepKind = "practice"
	SolveExercise StepKind = "exercise"
	TakeExam      StepKind = "exam"
	Review        StepKind = "review"
	Done          StepKind = "done"
)
