// Package bearertoken looks at the first six letters for the scheme.
//
// Six letters are compared in either case, and what comes after the blank
// is the token: all spellings of Bearer get in. So does every word that
// begins like it; the scheme of such a header is another one, with rules
// of its own.
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
	if len(lines) != 1 || len(lines[0]) < len("Bearer ") {
		return false
	}
	if !strings.EqualFold(lines[0][:len("Bearer")], "Bearer") { // want "a scheme that only begins like Bearer is refused"
		return false
	}
	_, rest, _ := strings.Cut(lines[0], " ")
	got := strings.TrimLeft(rest, " ")
	return got != "" && subtle.ConstantTimeCompare([]byte(got), []byte(token)) == 1
}

func writeJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(v)
}
