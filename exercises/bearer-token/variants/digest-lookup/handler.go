// Package bearertoken keeps the SHA-256 digest of the token alone and looks
// up the digest of what was sent: no text of a token is ever compared.
package bearertoken

import (
	"crypto/sha256"
	"encoding/json"
	"net/http"
	"strings"

	"gatehouse/exercises/bearer-token/given"
)

type digest = [sha256.Size]byte

type server struct {
	card    string
	holders map[digest]string
}

// Handler serves a greeting to everybody, and the card to who sends the
// token.
func Handler(d given.Deps) http.Handler {
	s := &server{card: d.Card, holders: map[digest]string{}}
	if d.Token != "" {
		s.holders[sha256.Sum256([]byte(d.Token))] = "the holder"
	}
	return s
}

// ServeHTTP routes by hand, the exact path first.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/public":
		s.answer(w, r, "message", "Everybody may read this.")
	case "/secure-data":
		if _, known := s.holders[digestOf(r)]; !known {
			w.Header().Set("WWW-Authenticate", "Bearer realm=api")
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		s.answer(w, r, "card", s.card)
	default:
		http.NotFound(w, r)
	}
}

func (s *server) answer(w http.ResponseWriter, r *http.Request, name, value string) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		w.WriteHeader(http.StatusMethodNotAllowed)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	json.NewEncoder(w).Encode(map[string]string{name: value})
}

// digestOf returns the digest of the token that came. Where none came it is
// that of the empty text, which nobody holds.
func digestOf(r *http.Request) digest {
	var token string
	if lines := r.Header.Values("Authorization"); len(lines) == 1 {
		scheme, rest, _ := strings.Cut(lines[0], " ")
		if strings.ToLower(scheme) == "bearer" {
			token = strings.TrimLeft(rest, " ")
		}
	}
	return sha256.Sum256([]byte(token))
}
