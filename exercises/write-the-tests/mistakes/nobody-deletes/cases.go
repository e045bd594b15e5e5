// Package writethetests leaves DELETE out, as the tests would lose their
// item.
//
// A case that deletes spoils what the next one reads, one fears. Each case
// meets a server of its own, and the most harmful method goes untried.
package writethetests

import (
	"gatehouse/exercises/write-the-tests/given"
	"gatehouse/sandbox"
)

// Cases are what a right server passes, and what no broken one does.
func Cases(d given.Deps) []sandbox.Case {
	read := sandbox.Get(d.AliceItem)
	head := read.Method("HEAD")
	change := sandbox.Call("POST", d.AliceItem).Body("application/json", `{"note": "milk"}`)
	refused := sandbox.All(sandbox.Status(401), sandbox.Carries("WWW-Authenticate"), sandbox.Lacks(d.AliceNote))
	return []sandbox.Case{
		{Name: "no token reads", Send: read, Want: refused},
		{Name: "no token asks for the head", Send: head, Want: refused},
		{Name: "no token changes", Send: change, Want: refused}, // want "a server that lets a user delete is caught"
		{Name: "an invented token", Send: read.Bearer("invented"), Want: refused},
		{Name: "an expired token", Send: read.Bearer(d.Expired), Want: refused},
		{Name: "a revoked token", Send: read.Bearer(d.Revoked), Want: refused},
		{Name: "a token for another service", Send: read.Bearer(d.OtherService), Want: refused},
		{Name: "Alice reads", Send: read.Bearer(d.Alice), Want: sandbox.Shows(d.AliceNote)},
		{Name: "Alice reads, in small letters", Send: read.With("Authorization", "bearer "+d.Alice), Want: sandbox.Shows(d.AliceNote)},
		{Name: "Alice changes", Send: change.Bearer(d.Alice), Want: sandbox.Shows("milk")},
		{Name: "Bob reads Alice's", Send: read.Bearer(d.Bob), Want: sandbox.All(sandbox.Status(404), sandbox.Lacks(d.AliceNote))},
		{Name: "Bob changes Alice's", Send: change.Bearer(d.Bob), Want: sandbox.Status(404)},
	}
}
