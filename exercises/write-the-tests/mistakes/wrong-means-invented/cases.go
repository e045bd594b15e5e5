// Package writethetests knows one kind of wrong token: an invented one.
//
// Whatever the server did not issue is refused, so the guard seems tried.
// The tokens that were good once, or are good elsewhere, were issued.
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
	refused := sandbox.All(sandbox.Status(401), sandbox.Carries("WWW-Authenticate"), sandbox.Lacks(d.AliceNote))
	return []sandbox.Case{
		{Name: "no token reads", Send: read, Want: refused},
		{Name: "no token asks for the head", Send: head, Want: refused},
		{Name: "no token changes", Send: change, Want: refused},
		{Name: "no token deletes", Send: remove, Want: refused},
		{Name: "an invented token", Send: read.Bearer("invented"), Want: refused}, // want "a server that lets an expired token in is caught"
		{Name: "Alice reads", Send: read.Bearer(d.Alice), Want: sandbox.Shows(d.AliceNote)},
		{Name: "Alice reads, in small letters", Send: read.With("Authorization", "bearer "+d.Alice), Want: sandbox.Shows(d.AliceNote)},
		{Name: "Alice changes", Send: change.Bearer(d.Alice), Want: sandbox.Shows("milk")},
		{Name: "the admin deletes", Send: remove.Bearer(d.Admin), Want: sandbox.Status(204)},
		{Name: "Bob reads Alice's", Send: read.Bearer(d.Bob), Want: sandbox.All(sandbox.Status(404), sandbox.Lacks(d.AliceNote))},
		{Name: "Bob changes Alice's", Send: change.Bearer(d.Bob), Want: sandbox.Status(404)},
		{Name: "Alice deletes her own", Send: remove.Bearer(d.Alice), Want: sandbox.Status(403)},
	}
}
