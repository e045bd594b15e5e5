// Package firstguard asks whether a token is there, and never which.
//
// Requests without a token are refused, which is what one tries first. But
// nothing is compared with the configured token, so any word will do. A
// request with a wrong token shows it.
package firstguard

import (
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

// requireToken passes a request on to next when it carries the token.
func requireToken(token string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.Header.Get("Authorization"), "Bearer ") { // want "a wrong token is refused"
			w.Header().Set("WWW-Authenticate", `Bearer realm="vault"`)
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
