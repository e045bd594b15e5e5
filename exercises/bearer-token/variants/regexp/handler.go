// Package bearertoken takes the header apart with a regular expression that
// is the grammar of RFC 6750 §2.1, letter for letter.
package bearertoken

import (
	"crypto/hmac"
	"fmt"
	"net/http"
	"regexp"

	"gatehouse/exercises/bearer-token/given"
)

// credentials is the grammar: scheme in either case, blanks, b64token.
var credentials = regexp.MustCompile(`^(?i:bearer) +([A-Za-z0-9\-._~+/]+=*)$`)

// Handler serves a greeting to everybody, and the card to who sends the
// token.
func Handler(d given.Deps) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /public", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintln(w, "Everybody may read this.")
	})
	mux.HandleFunc("GET /secure-data", func(w http.ResponseWriter, r *http.Request) {
		lines := r.Header.Values("Authorization")
		if len(lines) == 1 {
			match := credentials.FindStringSubmatch(lines[0])
			if match != nil && hmac.Equal([]byte(match[1]), []byte(d.Token)) {
				fmt.Fprintln(w, d.Card)
				return
			}
		}
		w.Header().Set("WWW-Authenticate", `Bearer realm="card", scope="read"`)
		w.WriteHeader(http.StatusUnauthorized)
	})
	return mux
}
