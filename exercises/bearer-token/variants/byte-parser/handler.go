// Package bearertoken reads the header byte by byte and refuses at the first
// byte that the grammar of RFC 6750 §2.1 does not allow in its place.
package bearertoken

import (
	"crypto/subtle"
	"io"
	"net/http"

	"gatehouse/exercises/bearer-token/given"
)

// Handler serves a greeting to everybody, and the card to who sends the
// token.
func Handler(d given.Deps) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/public", func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, "Everybody may read this.\n")
	})
	mux.HandleFunc("/secure-data", func(w http.ResponseWriter, r *http.Request) {
		token, ok := parse(r.Header["Authorization"])
		if !ok || subtle.ConstantTimeCompare(token, []byte(d.Token)) != 1 {
			h := w.Header()
			h.Add("WWW-Authenticate", `Bearer realm="api"`)
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		io.WriteString(w, d.Card)
	})
	return mux
}

// parse returns the b64token of one line of credentials.
func parse(lines []string) ([]byte, bool) {
	if len(lines) != 1 {
		return nil, false
	}
	const scheme = "bearer"
	line := lines[0]
	if len(line) <= len(scheme) {
		return nil, false
	}
	for i := range len(scheme) {
		if line[i]|0x20 != scheme[i] {
			return nil, false
		}
	}
	start := len(scheme)
	for start < len(line) && line[start] == ' ' {
		start++
	}
	if start == len(scheme) {
		return nil, false
	}
	end := start
	for end < len(line) && inToken(line[end]) {
		end++
	}
	if end == start {
		return nil, false
	}
	for end < len(line) && line[end] == '=' {
		end++
	}
	return []byte(line[start:end]), end == len(line)
}

func inToken(c byte) bool {
	switch {
	case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		return true
	}
	switch c {
	case '-', '.', '_', '~', '+', '/':
		return true
	}
	return false
}
