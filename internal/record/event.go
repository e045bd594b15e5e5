package record

import "time"

// Kind names what happened. Kinds are permanent: a record outlives versions.
type Kind string

// The kinds of event.
const (
	Read        Kind = "read"         // About: lesson
	Answered    Kind = "answered"     // About: lesson/question
	ExamBegun   Kind = "exam begun"   // About: lesson, or empty for an exam over all lessons read; Exam, Questions
	ExamChose   Kind = "exam chose"   // About: lesson/question; Exam, Chosen
	ExamEnded   Kind = "exam ended"   // About: as ExamBegun; Exam, Right, Of, Passed
	Ran         Kind = "ran"          // About: exercise; Outcome, Holds, Of, Broken, Mistake, Where
	Hinted      Kind = "hinted"       // About: exercise; Number
	Shown       Kind = "solution"     // About: exercise; the solution was shown
	Reset       Kind = "reset"        // About: exercise
	ResetUndone Kind = "reset undone" // About: exercise
)

// Event is one thing that a learner did. Which fields are set depends on the
// kind. An event of a kind that this version does not know is kept as it is.
type Event struct {
	ID    string    `json:"id"`   // unique over all machines
	Time  time.Time `json:"time"` // when it happened
	Kind  Kind      `json:"kind"`
	About string    `json:"about,omitempty"` // what it is about: an id of the course

	Where    string   `json:"where,omitempty"`     // Answered: practice, exam or review; Ran: verify, or empty
	Chosen   []string `json:"chosen,omitempty"`    // Answered, ExamChose: the text of the options
	Right    *bool    `json:"right,omitempty"`     // Answered
	HintSeen bool     `json:"hint_seen,omitempty"` // Answered
	MixedUp  []string `json:"mixed_up,omitempty"`  // Answered: misconceptions of the wrong options chosen

	Exam      string   `json:"exam,omitempty"`      // the id of the ExamBegun event
	Questions []string `json:"questions,omitempty"` // ExamBegun: lesson/question, in order
	Score     int      `json:"score,omitempty"`     // ExamEnded: how many were right
	Of        int      `json:"of,omitempty"`        // ExamEnded: questions; Ran: probes
	Passed    bool     `json:"passed,omitempty"`    // ExamEnded

	Outcome string   `json:"outcome,omitempty"` // Ran: grade's result
	Holds   int      `json:"holds,omitempty"`   // Ran
	Broken  []string `json:"broken,omitempty"`  // Ran: names of probes
	Mistake string   `json:"mistake,omitempty"` // Ran: the mistake it behaves like
	Number  int      `json:"number,omitempty"`  // Hinted: which hint, from 1
}
