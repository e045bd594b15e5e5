// Package bearertoken compares keyed hashes under a key of this process, and
// cuts the scheme off by hand.
package bearertoken

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"net/http"
	"strings"

	"gatehouse/exercises/bearer-token/given"
)

// gate knows the token by its keyed hash alone.
type gate struct {
	key, sum []byte
}

func newGate(token string) gate {
	key := []byte(rand.Text())
	return gate{key, mac(key, token)}
}

func mac(key []byte, text string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(text))
	return h.Sum(nil)
}

// admits reports whether the header brings the token.
func (g gate) admits(h http.Header) bool {
	lines := h.Values("Authorization")
	if len(lines) != 1 {
		return false
	}
	blank := strings.IndexByte(lines[0], ' ')
	if blank < 0 || strings.ToUpper(lines[0][:blank]) != "BEARER" {
		return false
	}
	token := lines[0][blank:]
	for strings.HasPrefix(token, " ") {
		token = token[1:]
	}
	return token != "" && hmac.Equal(mac(g.key, token), g.sum)
}

// Handler serves a greeting to everybody, and the card to who sends the
// token.
func Handler(d given.Deps) http.Handler {
	g := newGate(d.Token)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /public", func(w http.ResponseWriter, r *http.Request) {
		json.NewEncoder(w).Encode("Everybody may read this.")
	})
	mux.HandleFunc("GET /secure-data", func(w http.ResponseWriter, r *http.Request) {
		if !g.admits(r.Header) {
			w.Header()["Www-Authenticate"] = []string{`Bearer realm="api"`}
			http.Error(w, "unauthorized", http.StatusUnauthorized)
			return
		}
		json.NewEncoder(w).Encode(map[string]string{"card": d.Card})
	})
	return mux
}
