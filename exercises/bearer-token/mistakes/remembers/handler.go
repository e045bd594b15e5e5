// Package bearertoken remembers the address of who was let in.
//
// Comparing once and remembering the answer saves work, and nobody gets on
// the list without the token. An address is no caller: whoever comes from
// it afterwards, through the same proxy or connection, is let in without a
// token.
package bearertoken

import (
	"crypto/subtle"
	"encoding/json"
	"net"
	"net/http"
	"strings"
	"sync"

	"gatehouse/exercises/bearer-token/given"
)

// Handler serves a greeting to everybody, and the card to who sends the
// token.
func Handler(d given.Deps) http.Handler {
	var known sync.Map
	mux := http.NewServeMux()
	mux.HandleFunc("GET /public", func(w http.ResponseWriter, r *http.Request) {
		writeJSON(w, map[string]string{"message": "Everybody may read this."})
	})
	mux.HandleFunc("GET /secure-data", func(w http.ResponseWriter, r *http.Request) {
		host, _, err := net.SplitHostPort(r.RemoteAddr)
		if err != nil {
			host = r.RemoteAddr
		}
		if _, seen := known.Load(host); !seen { // want "an answer depends on its own request, not on those before"
			if !allowed(r, d.Token) {
				w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
				http.Error(w, "unauthorized", http.StatusUnauthorized)
				return
			}
			known.Store(host, true)
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
