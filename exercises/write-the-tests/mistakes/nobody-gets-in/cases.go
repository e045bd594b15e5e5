// Package writethetests has no case in which somebody gets in.
//
// Tests of security are about refusals, so it seems. The server that refuses
// everybody passes them all.
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
		{Name: "no token reads", Send: read, Want: refused}, // want "a server that refuses every token is caught"
		{Name: "no token asks for the head", Send: head, Want: refused},
		{Name: "no token changes", Send: change, Want: refused},
		{Name: "no token deletes", Send: remove, Want: refused},
		{Name: "an invented token", Send: read.Bearer("invented"), Want: refused},
		{Name: "an expired token", Send: read.Bearer(d.Expired), Want: refused},
		{Name: "a revoked token", Send: read.Bearer(d.Revoked), Want: refused},
		{Name: "a token for another service", Send: read.Bearer(d.OtherService), Want: refused},
		{Name: "Bob reads Alice's", Send: read.Bearer(d.Bob), Want: sandbox.All(sandbox.Status(404, 401), sandbox.Lacks(d.AliceNote))},
		{Name: "Bob changes Alice's", Send: change.Bearer(d.Bob), Want: sandbox.Status(404, 401)},     // want "a server that knows one spelling of Bearer is caught"
		{Name: "Alice deletes her own", Send: remove.Bearer(d.Alice), Want: sandbox.Status(403, 401)}, // want "a server that keeps the admin from deleting is caught"
	}
}
