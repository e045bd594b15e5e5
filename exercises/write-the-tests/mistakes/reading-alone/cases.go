// Package writethetests tries one method: GET.
//
// One guard stands before all methods, or so one thinks who has seen the
// code. Send a POST, a HEAD and a DELETE to a server whose guard was bound
// to GET.
package writethetests

import (
	"gatehouse/exercises/write-the-tests/given"
	"gatehouse/sandbox"
)

// Cases are what a right server passes, and what no broken one does.
func Cases(d given.Deps) []sandbox.Case {
	read := sandbox.Get(d.AliceItem)
	refused := sandbox.All(sandbox.Status(401), sandbox.Carries("WWW-Authenticate"), sandbox.Lacks(d.AliceNote))
	return []sandbox.Case{
		{Name: "no token reads", Send: read, Want: refused},                       // want "a server that changes an item without a token is caught"
		{Name: "an invented token", Send: read.Bearer("invented"), Want: refused}, // want "a server that answers HEAD without a token is caught"
		{Name: "an expired token", Send: read.Bearer(d.Expired), Want: refused},
		{Name: "a revoked token", Send: read.Bearer(d.Revoked), Want: refused},
		{Name: "a token for another service", Send: read.Bearer(d.OtherService), Want: refused},
		{Name: "Alice reads", Send: read.Bearer(d.Alice), Want: sandbox.Shows(d.AliceNote)},
		{Name: "Alice reads, in small letters", Send: read.With("Authorization", "bearer "+d.Alice), Want: sandbox.Shows(d.AliceNote)},
		{Name: "Bob reads Alice's", Send: read.Bearer(d.Bob), Want: sandbox.All(sandbox.Status(404), sandbox.Lacks(d.AliceNote))}, // want "a server that lets a user delete is caught"
	}
}
