// Package bearertoken takes what stands after the first blank, whole.
//
// Cut finds the blank, EqualFold the scheme, and an empty token is
// refused: every header one writes by hand comes out right. A second blank
// before the token, which the grammar allows, becomes part of the token,
// and an honest caller is kept out.
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
	scheme, got, _ := strings.Cut(lines[0], " ") // want "two blanks before the token are accepted"
	if !strings.EqualFold(scheme, "Bearer") || got == "" {
		return false
	}
	return subtle.ConstantTimeCompare([]byte(got), []byte(token)) == 1
}

func writeJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(v)
}
