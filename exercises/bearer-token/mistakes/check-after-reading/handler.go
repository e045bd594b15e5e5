// Package bearertoken reads the body before it asks for the token.
//
// A body that is read to its end lets the connection be used again, and
// the card has not gone anywhere when the check comes. The work is done
// for everybody: a caller without a token announces a long body, sends
// none, and keeps a goroutine and a connection waiting.
package bearertoken

import (
	"crypto/subtle"
	"encoding/json"
	"io"
	"net/http"
	"strings"

	"gatehouse/exercises/bearer-token/given"
)

// Handler serves a greeting to everybody, and the card to who sends the
// token.
func Handler(d given.Deps) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /public", func(w http.ResponseWriter, r *http.Request) {
		writeJSON(w, map[string]string{"message": "Everybody may read this."})
	})
	mux.HandleFunc("GET /secure-data", func(w http.ResponseWriter, r *http.Request) {
		if _, err := io.Copy(io.Discard, r.Body); err != nil { // want "a refusal repeats no credential and waits for no body"
			http.Error(w, "bad request", http.StatusBadRequest)
			return
		}
		if !allowed(r, d.Token) {
			w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
			http.Error(w, "unauthorized", http.StatusUnauthorized)
			return
		}
		writeJSON(w, map[string]string{"card": d.Card})
	})
	return mux
}

// allowed reports whether the request carries the token.
func allowed(r *http.Request, token string) bool {
	lines := r.Header.Values("Authorization")
	if len(lines) != 1 {
		return false
	}
	scheme, rest, _ := strings.Cut(lines[0], " ")
	got := strings.TrimLeft(rest, " ")
	if !strings.EqualFold(scheme, "Bearer") || got == "" {
		return false
	}
	return subtle.ConstantTimeCompare([]byte(got), []byte(token)) == 1
}

func writeJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(v)
}
