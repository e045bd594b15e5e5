package check

import (
	"cmp"
	"slices"
)

// Severity says how bad a problem is. A course with errors does not hold; a
// warning is for somebody to look at.
type Severity string

// The severities.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
)

// Problem is one thing that is wrong with a course.
type Problem struct {
	Severity Severity `json:"severity"`
	File     string   `json:"file"`   // relative to the root of the course, with slashes
	Line     int      `json:"line"`   // from 1
	Column   int      `json:"column"` // from 1, in bytes
	Code     string   `json:"code"`   // the kind of fault; permanent
	Message  string   `json:"message"`
	Source   string   `json:"source"` // the line with a caret, or empty
	Help     string   `json:"help"`   // what to do
}

// Exercise is what the probes say of one exercise.
type Exercise struct {
	ID            string    `json:"id"`
	Reference     string    `json:"reference"`      // "holds", "broken", "does not compile", "could not run"
	StarterBroken []string  `json:"starter_broken"` // names of probes
	Variants      []Variant `json:"variants"`
	Mistakes      []Mistake `json:"mistakes"`
}

// Variant is another right solution.
type Variant struct {
	Name   string `json:"name"`
	Result string `json:"result"` // as Exercise.Reference
}

// Mistake is a wrong solution, and the probes that catch it.
type Mistake struct {
	Name     string   `json:"name"`
	Must     []string `json:"must"`      // the probes that its want line names
	CaughtBy []string `json:"caught_by"` // the probes that are broken
}

// Report is everything a check found.
type Report struct {
	OK        bool       `json:"ok"` // no error; warnings are allowed
	Problems  []Problem  `json:"problems"`
	Exercises []Exercise `json:"exercises"`
}

// report puts problems in the order of their files, errors first within a
// file, and without what was found twice.
func report(problems []Problem, exercises []Exercise) Report {
	slices.SortStableFunc(problems, func(a, b Problem) int {
		return cmp.Or(
			cmp.Compare(a.File, b.File), cmp.Compare(a.Severity, b.Severity),
			cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
		)
	})
	problems = slices.Compact(problems)
	ok := !slices.ContainsFunc(problems, func(p Problem) bool { return p.Severity == Error })
	return Report{OK: ok, Problems: append([]Problem{}, problems...), Exercises: append([]Exercise{}, exercises...)}
}
