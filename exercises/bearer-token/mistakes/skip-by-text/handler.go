// Package bearertoken spares requests whose target names the public path.
//
// One guard stands before everything, so no route can be forgotten, and
// the public one is excepted by name. The name is looked for in the whole
// request target: a query that holds it takes the guard off the card.
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
		writeJSON(w, map[string]string{"card": d.Card})
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		public := strings.Contains(r.RequestURI, "/public") // want "naming /public in the query opens nothing"
		if !public && !allowed(r, d.Token) {
			w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
			http.Error(w, "unauthorized", http.StatusUnauthorized)
			return
		}
		mux.ServeHTTP(w, r)
	})
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
