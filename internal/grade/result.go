package grade

import "gatehouse/sandbox"

// Outcome is the result of one run.
type Outcome string

// The outcomes of a run.
const (
	Holds          Outcome = "holds"
	Broken         Outcome = "broken"
	DoesNotCompile Outcome = "does not compile"
	CouldNotRun    Outcome = "could not run"
)

// Result is one run of an exercise's probes against the learner's file: what
// screens, plain lines and JSON print. Its JSON form is a contract. Lists are
// never nil.
type Result struct {
	Exercise        string            `json:"exercise"`
	Outcome         Outcome           `json:"result"`
	Reason          string            `json:"reason"` // why it could not run, else empty
	Probes          []sandbox.Verdict `json:"probes"` // every probe, always, in order
	Compile         []Problem         `json:"compile"`
	BehavesLike     *Like             `json:"behaves_like"`
	Output          string            `json:"output"` // what the learner's code printed, as it came
	OutputTruncated bool              `json:"output_truncated"`
	Seed            uint64            `json:"seed"`
	Seconds         float64           `json:"seconds"`
	Unrecorded      string            `json:"unrecorded"` // why the record does not hold this run, else empty
	Edited          []string          `json:"edited"`     // our own files that differ in the workspace; the originals were used
}

// Problem is one complaint of the compiler.
type Problem struct {
	File    string `json:"file"` // relative to the exercise's folder
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Message string `json:"message"`
	Source  string `json:"source"` // the line itself
}

// Like is the known mistake whose verdicts are the same.
type Like struct {
	Mistake     string `json:"mistake"`
	Summary     string `json:"summary"` // "cuts the prefix without asking whether it is there"
	Explanation string `json:"explanation"`
}

// Held counts the probes that hold.
func (r Result) Held() int {
	held := 0
	for _, p := range r.Probes {
		if p.Outcome == sandbox.Holds {
			held++
		}
	}
	return held
}
