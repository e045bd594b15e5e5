package given

import (
	"net/http"
	"strings"
	"time"

	"gatehouse/sandbox"
)

// Right is the server that does what the task says.
func Right(d Deps) sandbox.Server {
	return sandbox.Server{
		Name:  "the right server",
		Why:   "A test that fails where nothing is wrong is switched off, and then notices nothing at all.",
		Rule:  "The task",
		Serve: func() http.Handler { return newService(d) },
	}
}

// Broken are the servers of which each does one thing otherwise.
func Broken(d Deps) []sandbox.Server {
	var all []sandbox.Server
	for _, f := range faults {
		all = append(all, sandbox.Server{Name: f.name, Why: f.why, Rule: f.rule, Serve: func() http.Handler {
			s := newService(d)
			f.do(s)
			return s
		}})
	}
	return all
}

const (
	authn = "OWASP API2:2023, WSTG-ATHN-04"
	authz = "OWASP API1:2023, WSTG-APIT-02"
	admit = "OWASP API5:2023, WSTG-APIT-04"
)

var faults = []struct {
	name, why, rule string
	do              func(*service)
}{
	{"a server that shows an item without a token", "Everybody who learns the path reads the note.", authn,
		func(s *service) { s.unguarded = method(http.MethodGet) }},
	{"a server that changes an item without a token", "A guard that was tried for reading says nothing of writing.", authn,
		func(s *service) { s.unguarded = method(http.MethodPost) }},
	{"a server that answers HEAD without a token", "Which items there are, and how long each is, is news to a stranger.", "RFC 9110 §9.3.2",
		func(s *service) { s.unguarded = method(http.MethodHead) }},
	{"a server that answers 200 with nothing in it where no token came", "A client takes the empty answer for the truth, and never asks for a token.", "RFC 9110 §15.5.2",
		func(s *service) { s.refuse = emptyTo(withoutToken) }},
	{"a server that refuses with 401 and shows the item all the same", "The status is for the program; who reads the answer has the note.", "OWASP API2:2023, CWE-200",
		func(s *service) { s.refuse = s.showing }},
	{"a server that refuses without a challenge", "A client is not told by which scheme to come back.", "RFC 9110 §15.5.2",
		func(s *service) { s.refuse = silently }},
	{"a server that takes any text for a token", "A guard that only looks whether something was sent is no guard.", authn,
		func(s *service) { s.unknown = token{user: "alice", service: here, expires: time.Now().Add(time.Hour)} }},
	{"a server that breaks down over a wrong token", "Anybody can make it fail, as often as they like.", "RFC 9110 §15.6.1, RFC 6750 §3.1",
		func(s *service) { s.refuse = failing }},
	{"a server that lets an expired token in", "A token that was stolen last year opens the door this year.", "RFC 6750 §3.1",
		func(s *service) { s.good = func(t token) bool { return t.service == here && !t.revoked } }},
	{"a server that lets a revoked token in", "Who lost the phone cannot shut out who found it.", "RFC 6750 §3.1",
		func(s *service) {
			s.good = func(t token) bool { return t.service == here && time.Now().Before(t.expires) }
		}},
	{"a server that lets a token for another service in", "The other service, or who breaks into it, reads the notes of its own users here.", "RFC 9700 §2.3",
		func(s *service) {
			s.good = func(t token) bool { return t.user != "" && !t.revoked && time.Now().Before(t.expires) }
		}},
	{"a server that refuses every token", "It is safe from everybody, and of use to nobody.", "RFC 6750 §2.1",
		func(s *service) { s.good = func(token) bool { return false } }},
	{"a server that knows one spelling of Bearer", "A client that writes the scheme in small letters is right, and kept out.", "RFC 9110 §11.1",
		func(s *service) { s.credential = oneSpelling }},
	{"a server that shows Bob an item of Alice's", "Each customer has a good token; it is good for their own notes.", authz,
		func(s *service) { s.mayRead = func(string, item) bool { return true } }},
	{"a server that lets a user delete", "What only the admin may do is one request away from everybody.", admit,
		func(s *service) { s.mayDelete = func(string) bool { return true } }},
	{"a server that keeps the admin from deleting", "Whoever must take a note away at night finds the door shut.", admit,
		func(s *service) { s.mayDelete = func(string) bool { return false } }},
}

func method(name string) func(*http.Request) bool {
	return func(r *http.Request) bool { return r.Method == name && !sent(r) }
}

func sent(r *http.Request) bool { return r.Header.Get("Authorization") != "" }

func withoutToken(r *http.Request) bool { return !sent(r) }

// emptyTo answers 200 and nothing more to some callers.
func emptyTo(some func(*http.Request) bool) func(http.ResponseWriter, *http.Request, bool) {
	return func(w http.ResponseWriter, r *http.Request, sent bool) {
		if !some(r) {
			unauthorized(w, r, sent)
		}
	}
}

func (s *service) showing(w http.ResponseWriter, r *http.Request, sent bool) {
	unauthorized(w, r, sent)
	show(w, s.item(r))
}

func silently(w http.ResponseWriter, _ *http.Request, _ bool) {
	http.Error(w, "unauthorized", http.StatusUnauthorized)
}

func failing(w http.ResponseWriter, r *http.Request, sent bool) {
	if sent {
		http.Error(w, "something went wrong", http.StatusInternalServerError)
		return
	}
	unauthorized(w, r, sent)
}

func oneSpelling(r *http.Request) (string, bool) {
	if !strings.HasPrefix(r.Header.Get("Authorization"), "Bearer ") {
		return "", false
	}
	return bearer(r)
}
