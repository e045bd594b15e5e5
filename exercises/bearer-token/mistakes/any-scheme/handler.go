// Package bearertoken drops the scheme without reading it.
//
// The token decides, and who has it may come in, so the word before it
// seems to be decoration. A token that was issued for another scheme, or
// read by a proxy as another scheme, is let in as a bearer token.
package bearertoken

import (
	"crypto/subtle"
	"encoding/json"
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
	_, rest, _ := strings.Cut(lines[0], " ") // want "the token under another scheme is refused"
	got := strings.TrimLeft(rest, " ")
	return got != "" && subtle.ConstantTimeCompare([]byte(got), []byte(token)) == 1
}

func writeJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(v)
}
