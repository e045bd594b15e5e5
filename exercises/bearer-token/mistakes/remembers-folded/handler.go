// Package bearertoken remembers lines that passed, in lower case.
//
// One entry serves every spelling of the scheme, and saves the hashing. But
// the token is folded with the scheme: once its holder was let in, any case of
// its letters gets in as well.
package bearertoken

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"net/http"
	"strings"
	"sync"

	"gatehouse/exercises/bearer-token/given"
)

// verifier remembers which lines passed, so that the hashing is done once.
type verifier struct {
	want   [sha256.Size]byte
	set    bool
	passed sync.Map // normalised line -> struct{}
}

func (v *verifier) ok(r *http.Request) bool {
	lines := r.Header.Values("Authorization")
	if !v.set || len(lines) != 1 {
		return false
	}
	// The scheme is case-insensitive: one entry for all its spellings.
	key := strings.ToLower(lines[0])
	if _, hit := v.passed.Load(key); hit { // want "an answer depends on its own request, not on those before"
		return true
	}
	scheme, rest, found := strings.Cut(lines[0], " ")
	if !found || !strings.EqualFold(scheme, "bearer") {
		return false
	}
	sum := sha256.Sum256([]byte(strings.TrimLeft(rest, " ")))
	if subtle.ConstantTimeCompare(sum[:], v.want[:]) != 1 {
		return false
	}
	v.passed.Store(key, struct{}{})
	return true
}

// Handler serves a greeting to everybody, and the card to who sends the
// token.
func Handler(d given.Deps) http.Handler {
	v := &verifier{want: sha256.Sum256([]byte(d.Token)), set: d.Token != ""}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /public", func(w http.ResponseWriter, r *http.Request) {
		writeJSON(w, http.StatusOK, map[string]string{"message": "Everybody may read this."})
	})
	mux.HandleFunc("GET /secure-data", func(w http.ResponseWriter, r *http.Request) {
		if !v.ok(r) {
			w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
			writeJSON(w, http.StatusUnauthorized, map[string]string{"error": "unauthorized"})
			return
		}
		writeJSON(w, http.StatusOK, map[string]string{"card": d.Card})
	})
	return mux
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(v)
}
