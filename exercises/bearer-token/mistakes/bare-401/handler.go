// Package bearertoken challenges who sent nothing, and not who sent a
// wrong token.
//
// Two places refuse, as in many frameworks: the one that finds no token
// sends the challenge, the one that judges it sends the status alone. A
// client with an old token gets 401 and is not told what would help.
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
		got := bearer(r)
		if got == "" {
			w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
			http.Error(w, "unauthorized", http.StatusUnauthorized)
			return
		}
		one := len(r.Header.Values("Authorization")) == 1
		if !one || subtle.ConstantTimeCompare([]byte(got), []byte(d.Token)) != 1 {
			http.Error(w, "invalid token", http.StatusUnauthorized) // want "a wrong token is refused"
			return
		}
		writeJSON(w, map[string]string{"card": d.Card})
	})
	return mux
}

// bearer returns the token of the request, or nothing.
func bearer(r *http.Request) string {
	scheme, rest, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimLeft(rest, " ")
}

func writeJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(v)
}
