// Package firstguard compares the first 64 bytes of the token, and its length.
//
// Buffers of one size make the comparison equally long whatever is sent, and
// the tokens at hand are shorter. Of a longer one the end does not count: a
// long token with its last character changed shows it.
package firstguard

import (
	"crypto/subtle"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"

	"gatehouse/exercises/first-guard/given"
)

const maxNote = 4096 // bytes

// Handler serves a vault: its public side, and /secure-data for its owner.
func Handler(d given.Deps) (http.Handler, error) {
	if d.Token == "" {
		return nil, errors.New("no token is configured")
	}
	mux := http.NewServeMux()
	mux.Handle("GET /public", say("message", "The vault is open."))
	mux.Handle("GET /healthz", say("status", "ok"))
	mux.Handle("GET /secure-data", requireToken(d.Token, show(d)))
	mux.Handle("POST /secure-data", requireToken(d.Token, add(d)))
	return mux, nil
}

// equal compares in a time that does not depend on where a and b differ, nor
// on how long they are: ConstantTimeCompare alone returns early on lengths.
func equal(a, b string) bool {
	var x, y [64]byte // want "credentials of every legal shape work, and only whole"
	copy(x[:], a)
	copy(y[:], b)
	sameLen := subtle.ConstantTimeEq(int32(len(a)), int32(len(b)))
	return sameLen&subtle.ConstantTimeCompare(x[:], y[:]) == 1
}

// requireToken passes a request on to next when it carries the token.
func requireToken(token string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		if !ok || !equal(got, token) {
			w.Header().Set("WWW-Authenticate", `Bearer realm="vault"`)
			w.Header().Set("Connection", "close") // do not wait for a body
			http.Error(w, "unauthorized", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// show answers with the owner's name and what the vault holds.
func show(d given.Deps) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		writeJSON(w, map[string]string{"user": d.User, "data": d.Vault.Read()})
	}
}

// add keeps the request's body as a note, then shows the vault.
func add(d given.Deps) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		note, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxNote))
		if err != nil {
			http.Error(w, "note too long", http.StatusRequestEntityTooLarge)
			return
		}
		d.Vault.Add(string(note))
		show(d)(w, r)
	}
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
