package grade

import (
	"strings"

	"gatehouse/sandbox"
)

// Tested is what the probes found in one package. Its lists are never nil.
type Tested struct {
	Probes          []sandbox.Verdict // every listed probe, in order; none where the tests did not begin
	Compile         []Problem
	Reason          string // where verdicts are missing or not to be believed: why
	Output          string // what the program printed
	OutputTruncated bool
}

// Outcome sums it up. A probe that could not run does not hold.
func (t Tested) Outcome() Outcome {
	row := Row(t.Probes)
	switch {
	case len(t.Compile) > 0:
		return DoesNotCompile
	case strings.Contains(row, "x"):
		return Broken
	case row == "" || t.Reason != "" || strings.Contains(row, "?"):
		return CouldNotRun
	}
	return Holds
}

// Row writes verdicts as a row of the matrix does, a byte for each.
func Row(verdicts []sandbox.Verdict) string {
	var row strings.Builder
	for _, v := range verdicts {
		switch v.Outcome {
		case sandbox.Holds:
			row.WriteByte('.')
		case sandbox.Broken:
			row.WriteByte('x')
		default:
			row.WriteByte('?')
		}
	}
	return row.String()
}
