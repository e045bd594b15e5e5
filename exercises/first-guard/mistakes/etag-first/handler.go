// Package firstguard reads the vault for strangers who bring a tag.
//
// The answer to a conditional request saves work, so it was put in front of
// everything, also of the guard. The vault is read to compare the tag, and
// who guesses the tag learns that nothing changed. A request without a token,
// but with If-None-Match, shows it.
package firstguard

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"

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
	mux.Handle("GET /secure-data", notModified(d, requireToken(d.Token, show(d)))) // want "nobody gets in by claiming to be trusted"
	mux.Handle("POST /secure-data", requireToken(d.Token, add(d)))
	return mux, nil
}

// tag names what the vault holds without telling it.
func tag(data string) string {
	return fmt.Sprintf("%q", fmt.Sprintf("%x", sha256.Sum256([]byte(data))))
}

// notModified answers 304 when the caller has seen what the vault holds.
func notModified(d given.Deps, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if seen := r.Header.Get("If-None-Match"); seen != "" && seen == tag(d.Vault.Read()) {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// requireToken passes a request on to next when it carries the token.
func requireToken(token string, next http.Handler) http.Handler {
	want := sha256.Sum256([]byte("Bearer " + token))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got := sha256.Sum256([]byte(r.Header.Get("Authorization")))
		if subtle.ConstantTimeCompare(got[:], want[:]) != 1 {
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
		data := d.Vault.Read()
		w.Header().Set("ETag", tag(data))
		writeJSON(w, map[string]string{"user": d.User, "data": data})
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
