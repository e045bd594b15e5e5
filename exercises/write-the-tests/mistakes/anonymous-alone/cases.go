// Package writethetests asks without a token, and never with one.
//
// That a stranger is refused is what the guard is for, so it looks like all
// there is to try. A server that refuses its own users passes every case.
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
		{Name: "no token reads", Send: read, Want: refused},             // want "a server that refuses every token is caught"
		{Name: "no token asks for the head", Send: head, Want: refused}, // want "a server that takes any text for a token is caught"
		{Name: "no token changes", Send: change, Want: refused},         // want "a server that shows Bob an item of Alice's is caught"
		{Name: "no token deletes", Send: remove, Want: refused},
	}
}
