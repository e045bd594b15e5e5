// Package writethetests holds the cases that a notes server is tested with.
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

	// A refusal is three things: the status, the challenge that a 401 must
	// carry (RFC 9110 §15.5.2), and a body that gives nothing away.
	refused := sandbox.All(sandbox.Status(401), sandbox.Carries("WWW-Authenticate"), sandbox.Lacks(d.AliceNote))

	return []sandbox.Case{
		// Without a token: by each method, as a guard on one says nothing of
		// the others.
		{Name: "no token reads", Send: read, Want: refused},
		{Name: "no token asks for the head", Send: head, Want: refused},
		{Name: "no token changes", Send: change, Want: refused},
		{Name: "no token deletes", Send: remove, Want: refused},

		// A token that is no good: invented, and good once or elsewhere.
		{Name: "an invented token", Send: read.Bearer("invented"), Want: refused},
		{Name: "an expired token", Send: read.Bearer(d.Expired), Want: refused},
		{Name: "a revoked token", Send: read.Bearer(d.Revoked), Want: refused},
		{Name: "a token for another service", Send: read.Bearer(d.OtherService), Want: refused},

		// The right caller: else a server that refuses all is the best.
		{Name: "Alice reads", Send: read.Bearer(d.Alice), Want: sandbox.Shows(d.AliceNote)},
		{Name: "alice reads, in small letters", Send: read.With("Authorization", "bearer "+d.Alice), Want: sandbox.Shows(d.AliceNote)},
		{Name: "Alice changes", Send: change.Bearer(d.Alice), Want: sandbox.Shows("milk")},
		{Name: "the admin deletes", Send: remove.Bearer(d.Admin), Want: sandbox.Status(204)},

		// A good token in the wrong hands.
		{Name: "Bob reads Alice's", Send: read.Bearer(d.Bob), Want: sandbox.All(sandbox.Status(404), sandbox.Lacks(d.AliceNote))},
		{Name: "Bob changes Alice's", Send: change.Bearer(d.Bob), Want: sandbox.All(sandbox.Status(404), sandbox.Lacks(d.AliceNote))},
		{Name: "Alice deletes her own", Send: remove.Bearer(d.Alice), Want: sandbox.Status(403)},
	}
}
