package course

import "io/fs"

// Kind says what a learner does in an exercise.
type Kind string

// The kinds of exercise.
const (
	Guard Kind = "guard" // mend the handler
	Hunt  Kind = "hunt"  // write the cases that expose broken servers
)

// Exercise is 10 to 40 minutes of work on one file of Go; one that closes a
// chapter takes an hour.
type Exercise struct {
	ID         string
	Title      string
	Lesson     string
	Kind       Kind
	Minutes    int
	Aliases    []string
	Hints      []string // from gentle to telling
	Then       string   // the id of a question of its lesson, offered with the solution; empty for none
	Task       string   // Markdown
	Afterwards string   // Markdown: why the reference is so, and what production adds
	Matrix     *Matrix  // nil when the exercise has no matrix.txt
	Files      fs.FS    // the folder of the exercise
}

// Transfer is what Study.Practice takes for the question that carries the idea
// of the exercise elsewhere, or "".
func (e *Exercise) Transfer() string {
	if e.Then == "" {
		return ""
	}
	return e.Lesson + "/" + e.Then
}

// Answer is the name of the one file that the learner edits.
func (e *Exercise) Answer() string {
	if e.Kind == Hunt {
		return "cases.go"
	}
	return "handler.go"
}

// Test is the name of the file that holds the probes.
func (e *Exercise) Test() string {
	if e.Kind == Hunt {
		return "cases_test.go"
	}
	return "handler_test.go"
}

// Starter returns what the learner starts from.
func (e *Exercise) Starter() ([]byte, error) {
	return fs.ReadFile(e.Files, "starter/"+e.Answer())
}

// Reference returns the reference solution.
func (e *Exercise) Reference() ([]byte, error) {
	return fs.ReadFile(e.Files, e.Answer())
}
