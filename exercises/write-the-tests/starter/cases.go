// Package writethetests holds the cases that a notes server is tested with.
package writethetests

import (
	"gatehouse/exercises/write-the-tests/given"
	"gatehouse/sandbox"
)

// Cases are what a right server passes, and what no broken one does.
func Cases(d given.Deps) []sandbox.Case {
	return []sandbox.Case{
		{Name: "no token", Send: sandbox.Get(d.AliceItem), Want: sandbox.Status(401)},
	}
}
