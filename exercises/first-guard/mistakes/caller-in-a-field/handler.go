// Package firstguard keeps the caller of the request at hand in the server.
//
// One field for who is asking is handy, and atomic, so the race detector is
// silent. But two requests share it: what a stranger sends while the owner's
// note is still arriving decides about the owner, and the other way round.
package firstguard

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"sync/atomic"

	"gatehouse/exercises/first-guard/given"
)

const maxNote = 4096 // bytes

// caller is who sent the request at hand.
type caller struct{ name string }

type server struct {
	d      given.Deps
	want   [sha256.Size]byte
	caller atomic.Pointer[caller] // nil for a stranger
}

// Handler serves a vault: its public side, and /secure-data for its owner.
func Handler(d given.Deps) (http.Handler, error) {
	if d.Token == "" {
		return nil, errors.New("no token is configured")
	}
	s := &server{d: d, want: sha256.Sum256([]byte("Bearer " + d.Token))}
	mux := http.NewServeMux()
	mux.Handle("GET /public", say("message", "The vault is open."))
	mux.Handle("GET /healthz", say("status", "ok"))
	mux.Handle("GET /secure-data", s.identify(s.show))
	mux.Handle("POST /secure-data", s.identify(s.add))
	return mux, nil
}

// identify finds out who is asking before next is called.
func (s *server) identify(next http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.caller.Store(nil) // want "a stranger who calls while the owner's note arrives is told apart"
		got := sha256.Sum256([]byte(r.Header.Get("Authorization")))
		if subtle.ConstantTimeCompare(got[:], s.want[:]) == 1 {
			s.caller.Store(&caller{s.d.User})
		}
		next(w, r)
	})
}

// owner returns the caller, or refuses a stranger and returns nil.
func (s *server) owner(w http.ResponseWriter) *caller {
	c := s.caller.Load()
	if c == nil {
		w.Header().Set("WWW-Authenticate", `Bearer realm="vault"`)
		w.Header().Set("Connection", "close") // do not wait for a body
		http.Error(w, "unauthorized", http.StatusUnauthorized)
	}
	return c
}

// show answers with the owner's name and what the vault holds.
func (s *server) show(w http.ResponseWriter, r *http.Request) {
	c := s.owner(w)
	if c == nil {
		return
	}
	writeJSON(w, map[string]string{"user": c.name, "data": s.d.Vault.Read()})
}

// add keeps the request's body as a note, then shows the vault.
func (s *server) add(w http.ResponseWriter, r *http.Request) {
	if s.owner(w) == nil {
		return
	}
	note, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxNote))
	if err != nil {
		http.Error(w, "note too long", http.StatusRequestEntityTooLarge)
		return
	}
	s.d.Vault.Add(string(note))
	s.show(w, r)
}

// say answers with one fixed word.
func say(key, word string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		writeJSON(w, map[string]string{key: word})
	}
}

func writeJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(v)
}
