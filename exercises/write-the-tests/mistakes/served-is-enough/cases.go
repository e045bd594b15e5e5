// Package writethetests is content that the owner gets 200, whatever for.
//
// An owner who is let in gets the note, one takes for granted, and so only
// the status is asked for, without a token as well as with one. A 401 that
// carries the note is not noticed.
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
	remove := sandbox.Call("DELETE", d.AliceItem)
	refused := sandbox.All(sandbox.Status(401), sandbox.Carries("WWW-Authenticate"))
	return []sandbox.Case{
		{Name: "no token reads", Send: read, Want: refused}, // want "a server that refuses with 401 and shows the item all the same is caught"
		{Name: "no token asks for the head", Send: head, Want: refused},
		{Name: "no token changes", Send: change, Want: refused},
		{Name: "no token deletes", Send: remove, Want: refused},
		{Name: "an invented token", Send: read.Bearer("invented"), Want: refused},
		{Name: "an expired token", Send: read.Bearer(d.Expired), Want: refused},
		{Name: "a revoked token", Send: read.Bearer(d.Revoked), Want: refused},
		{Name: "a token for another service", Send: read.Bearer(d.OtherService), Want: refused},
		{Name: "Alice reads", Send: read.Bearer(d.Alice), Want: sandbox.Served},
		{Name: "Alice reads, in small letters", Send: read.With("Authorization", "bearer "+d.Alice), Want: sandbox.Served},
		{Name: "Alice changes", Send: change.Bearer(d.Alice), Want: sandbox.Served},
		{Name: "the admin deletes", Send: remove.Bearer(d.Admin), Want: sandbox.Status(204)},
		{Name: "Bob reads Alice's", Send: read.Bearer(d.Bob), Want: sandbox.All(sandbox.Status(404), sandbox.Lacks(d.AliceNote))},
		{Name: "Bob changes Alice's", Send: change.Bearer(d.Bob), Want: sandbox.Status(404)},
		{Name: "Alice deletes her own", Send: remove.Bearer(d.Alice), Want: sandbox.Status(403)},
	}
}
