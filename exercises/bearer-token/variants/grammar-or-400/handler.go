// Package bearertoken reads the one line with an expression for any scheme, and
// tells a line that is no credential (400) from one that is another (401).
package bearertoken

import (
	"crypto/subtle"
	"io"
	"net/http"
	"regexp"
	"strings"

	"gatehouse/exercises/bearer-token/given"
)

// credentials = auth-scheme 1*SP b64token
var credentials = regexp.MustCompile("^([-!#$%&'*+.^_`|~0-9A-Za-z]+) +([-._~+/0-9A-Za-z]+=*)$")

// Handler serves a greeting to everybody, and the card to who sends the
// token.
func Handler(d given.Deps) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.Method + " " + r.URL.Path {
		case "GET /public":
			reply(w, http.StatusOK, "Everybody may read this.")
		case "GET /secure-data":
			if status := judge(d.Token, r.Header["Authorization"]); status != http.StatusOK {
				challenge := `Bearer realm="cards"`
				if status == http.StatusBadRequest {
					challenge += `, error="invalid_request"`
				}
				w.Header().Set("WWW-Authenticate", challenge)
				reply(w, status, http.StatusText(status))
				return
			}
			w.Header().Set("Cache-Control", "private, no-store")
			reply(w, http.StatusOK, d.Card)
		default:
			reply(w, http.StatusNotFound, "no such thing here")
		}
	})
}

// judge returns the status that the Authorization lines earn.
func judge(token string, lines []string) int {
	switch len(lines) {
	case 0:
		return http.StatusUnauthorized
	case 1:
	default:
		return http.StatusBadRequest
	}
	m := credentials.FindStringSubmatch(lines[0])
	switch {
	case m == nil:
		return http.StatusBadRequest
	case token == "",
		!strings.EqualFold(m[1], "Bearer"),
		subtle.ConstantTimeCompare([]byte(m[2]), []byte(token)) != 1:
		return http.StatusUnauthorized
	}
	return http.StatusOK
}

func reply(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, text+"\n")
}
