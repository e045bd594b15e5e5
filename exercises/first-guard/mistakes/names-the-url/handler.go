// Package firstguard repeats the address that was asked for in its refusal.
//
// A problem document may name its instance, and the address is at hand. A
// token that a client put into the query by mistake comes back in the body,
// and from there gets into logs and pages.
package firstguard

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"io"
	"net/http"

	"gatehouse/exercises/first-guard/given"
)

const maxNote = 4096 // bytes

// problem is an error as RFC 9457 writes it.
type problem struct {
	Type     string `json:"type"`
	Title    string `json:"title"`
	Status   int    `json:"status"`
	Instance string `json:"instance"`
}

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
	want := sha256.Sum256([]byte("Bearer " + token))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got := sha256.Sum256([]byte(r.Header.Get("Authorization")))
		if subtle.ConstantTimeCompare(got[:], want[:]) != 1 {
			w.Header().Set("WWW-Authenticate", `Bearer realm="vault"`)
			w.Header().Set("Connection", "close") // do not wait for a body
			w.Header().Set("Content-Type", "application/problem+json")
			w.WriteHeader(http.StatusUnauthorized)
			json.NewEncoder(w).Encode(problem{
				Type:     "about:blank",
				Title:    http.StatusText(http.StatusUnauthorized),
				Status:   http.StatusUnauthorized,
				Instance: r.URL.RequestURI(), // want "the credential counts in its own header field only"
			})
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
