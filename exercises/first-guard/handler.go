// Package firstguard answers the exercise: a vault whose every route is
// guarded, but for those that are listed as public.
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

// Handler serves a vault: its public side, and /secure-data for its owner. It
// returns an error when no token is configured.
func Handler(d given.Deps) (http.Handler, error) {
	if d.Token == "" {
		// A guard without a token would have to let in everybody or nobody.
		// An operator who forgot to set it learns of that here, before the
		// first request does.
		return nil, errors.New("no token is configured")
	}

	vault := http.NewServeMux()
	vault.Handle("GET /secure-data", show(d))
	vault.Handle("POST /secure-data", add(d))

	mux := http.NewServeMux()
	mux.Handle("GET /public", say("message", "The vault is open."))
	mux.Handle("GET /healthz", say("status", "ok"))
	// The list above is all that is public. Whatever else is asked for, in
	// whatever method, meets the guard first: a route added to vault next
	// month is guarded without anybody remembering it.
	mux.Handle("/", requireToken(d.Token, vault))
	return mux, nil
}

// requireToken passes a request on to next when it carries the token.
func requireToken(token string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !carries(r, token) {
			// The challenge goes before http.Error: a header set after the
			// status was written is never sent.
			w.Header().Set("WWW-Authenticate", `Bearer realm="vault"`)
			http.Error(w, "unauthorized", http.StatusUnauthorized)
			return // http.Error writes; it does not end this function
		}
		next.ServeHTTP(w, r)
	})
}

// carries reports whether r shows the token as a bearer token.
func carries(r *http.Request, token string) bool {
	// With no blank there is no credential, and nothing to compare.
	scheme, credential, ok := strings.Cut(r.Header.Get("Authorization"), " ")
	if !ok || !strings.EqualFold(scheme, "Bearer") {
		return false
	}
	// Equal in every byte, and in a time that does not tell how many were.
	credential = strings.TrimLeft(credential, " ")
	return subtle.ConstantTimeCompare([]byte(credential), []byte(token)) == 1
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
