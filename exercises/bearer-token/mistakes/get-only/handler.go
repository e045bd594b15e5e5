// Package bearertoken guards GET and leaves the other methods alone.
//
// The card is read with GET, so guarding GET covers what is documented,
// and the check itself is right. The route answers every method: HEAD or
// POST without a token gets in.
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
	mux.HandleFunc("/secure-data", func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet && !allowed(r, d.Token) { // want "a POST without a token is refused"
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
