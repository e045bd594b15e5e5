// Package firstguard compares SHA-256 digests, reads the scheme in either
// case, and without a token refuses everybody on the guarded side.
package firstguard

import (
	"crypto/sha256"
	"encoding/json"
	"io"
	"net/http"
	"regexp"

	"gatehouse/exercises/first-guard/given"
)

var bearer = regexp.MustCompile(`^(?i:bearer) +([A-Za-z0-9._~+/-]+=*)$`)

type guard struct {
	digest [sha256.Size]byte
	armed  bool
}

// Handler wires guarded routes through guard.over.
func Handler(d given.Deps) (http.Handler, error) {
	g := guard{digest: sha256.Sum256([]byte(d.Token)), armed: len(d.Token) > 0}
	secure := http.NewServeMux()
	secure.HandleFunc("GET /", func(w http.ResponseWriter, r *http.Request) { reply(w, d) })
	secure.HandleFunc("POST /", func(w http.ResponseWriter, r *http.Request) {
		note, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 4096))
		if err != nil {
			http.Error(w, "too long", http.StatusRequestEntityTooLarge)
			return
		}
		d.Vault.Add(string(note))
		reply(w, d)
	})
	mux := http.NewServeMux()
	mux.HandleFunc("/public", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		io.WriteString(w, "{\n  \"message\": \"open to all\"\n}\n")
	})
	mux.HandleFunc("/healthz", func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, "ok\n")
	})
	mux.Handle("/secure-data", g.over(secure))
	return mux, nil
}

func (g guard) over(next http.Handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if g.passes(r) {
			next.ServeHTTP(w, r)
			return
		}
		h := w.Header()
		h.Set("Content-Type", "application/problem+json")
		h.Set("WWW-Authenticate", `Bearer realm="api", error="invalid_token"`)
		w.WriteHeader(http.StatusUnauthorized)
		io.WriteString(w, `{"title":"A token is needed","status":401}`)
	}
}

func (g guard) passes(r *http.Request) bool {
	lines := r.Header.Values("Authorization")
	if !g.armed || len(lines) != 1 {
		return false
	}
	found := bearer.FindStringSubmatch(lines[0])
	// Digests of equal length: what == tells by its time leads to no token.
	return found != nil && sha256.Sum256([]byte(found[1])) == g.digest
}

func reply(w http.ResponseWriter, d given.Deps) {
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(map[string]string{"user": d.User, "data": d.Vault.Read()})
}
