// Package bearertoken asks whether the header holds the token somewhere.
//
// No parsing, so no spelling of the scheme or number of blanks can trip
// it; nobody who does not know the token gets in. The token is let in with
// any scheme or none, and with anything around it; an empty configuration
// is contained in every header.
package bearertoken

import (
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
	return strings.Contains(r.Header.Get("Authorization"), token) // want "a token without its scheme is refused"
}

func writeJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(v)
}
