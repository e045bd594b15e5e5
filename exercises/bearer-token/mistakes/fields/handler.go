// Package bearertoken splits the header with strings.Fields.
//
// Fields takes any number of blanks, so honest spellings all get in, and
// exactly two words of the right kind are asked for. To Fields a tab is a
// blank, too, and so is U+00A0 in UTF-8; the grammar knows the space
// alone. A server that splits as the grammar says sees another header.
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
	words := strings.Fields(lines[0]) // want "a tab in place of the blank is refused"
	if len(words) != 2 || !strings.EqualFold(words[0], "Bearer") {
		return false
	}
	return subtle.ConstantTimeCompare([]byte(words[1]), []byte(token)) == 1
}

func writeJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(v)
}
