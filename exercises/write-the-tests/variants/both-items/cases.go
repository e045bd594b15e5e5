// Package writethetests asks for the items of both users, by functions that
// name the case.
package writethetests

import (
	"strings"

	"gatehouse/exercises/write-the-tests/given"
	"gatehouse/sandbox"
)

type suite []sandbox.Case

func (s *suite) add(name string, send sandbox.Request, want ...sandbox.Want) {
	*s = append(*s, sandbox.Case{Name: name, Send: send, Want: sandbox.All(want...)})
}

// Cases are what a right server passes, and what no broken one does.
func Cases(d given.Deps) []sandbox.Case {
	var s suite
	for _, u := range []struct{ name, token, stranger, path, note string }{
		{"Alice's", d.Alice, d.Bob, d.AliceItem, d.AliceNote},
		{"Bob's", d.Bob, d.Alice, d.BobItem, d.BobNote},
	} {
		get := sandbox.Get(u.path)
		post := get.Method("POST").Body("application/json", `{"note": "rice"}`)
		del := get.Method("DELETE")
		challenged, hidden := sandbox.Carries("Www-Authenticate"), sandbox.Lacks(u.note)

		s.add(u.name+": its owner", get.Bearer(u.token), sandbox.Shows(u.note))
		s.add(u.name+": its owner, BEARER", get.With("Authorization", "BEARER "+u.token), sandbox.Shows(u.note))
		s.add(u.name+": its owner writes", post.Bearer(u.token), sandbox.Served)
		s.add(u.name+": the other user", get.Bearer(u.stranger), sandbox.Status(404), hidden)
		s.add(u.name+": the other user writes", post.Bearer(u.stranger), sandbox.Status(404), hidden)
		s.add(u.name+": its owner deletes", del.Bearer(u.token), sandbox.Status(403))
		s.add(u.name+": the admin deletes", del.Bearer(d.Admin), sandbox.Status(204))
		for _, r := range []sandbox.Request{get, post, del, get.Method("HEAD")} {
			method, _, _ := strings.Cut(r.String(), " ")
			s.add(u.name+": nobody, "+method, r, sandbox.Status(401), challenged, hidden)
			s.add(u.name+": Basic, "+method, r.With("Authorization", "Basic dTpw"), sandbox.Status(401), challenged, hidden)
		}
	}
	for name, token := range map[string]string{"expired": d.Expired, "revoked": d.Revoked, "another service's": d.OtherService, "nobody's": "7Qm3"} {
		s.add("a token: "+name, sandbox.Get(d.AliceItem).Bearer(token), sandbox.Status(401), sandbox.Lacks(d.AliceNote))
	}
	return s
}
