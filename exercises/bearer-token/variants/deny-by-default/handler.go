// Package bearertoken stands before the whole mux and lets the patterns pass
// that are listed as public: a route that is added later is closed.
package bearertoken

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"net/http"
	"strings"

	"gatehouse/exercises/bearer-token/given"
)

// open lists the patterns that need no token.
var open = map[string]bool{"GET /public": true}

type callerKey struct{}

// Handler serves a greeting to everybody, and the card to who sends the
// token.
func Handler(d given.Deps) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /public", func(w http.ResponseWriter, r *http.Request) {
		json.NewEncoder(w).Encode(map[string]string{"message": "Everybody may read this."})
	})
	mux.HandleFunc("GET /secure-data", func(w http.ResponseWriter, r *http.Request) {
		if r.Context().Value(callerKey{}) == nil {
			panic("secure-data is reached without a caller")
		}
		json.NewEncoder(w).Encode(map[string]string{"card": d.Card})
	})
	return closed(mux, sha256.Sum256([]byte(d.Token)), d.Token != "")
}

// closed guards every request that mux would not route to an open pattern.
func closed(mux *http.ServeMux, want [sha256.Size]byte, configured bool) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, pattern := mux.Handler(r); open[pattern] {
			mux.ServeHTTP(w, r)
			return
		}
		got := sha256.Sum256([]byte(credential(r)))
		if !configured || subtle.ConstantTimeCompare(got[:], want[:]) == 0 {
			w.Header().Set("WWW-Authenticate", `Bearer realm="everything but /public"`)
			http.Error(w, "a token is needed here", http.StatusUnauthorized)
			return
		}
		mux.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), callerKey{}, "holder")))
	})
}

// credential returns the token of a well-formed request, else nothing.
func credential(r *http.Request) string {
	if len(r.Header.Values("Authorization")) != 1 {
		return ""
	}
	auth := r.Header.Get("Authorization")
	const scheme = "Bearer "
	if len(auth) < len(scheme) || !strings.EqualFold(auth[:len(scheme)], scheme) {
		return ""
	}
	return strings.TrimLeft(auth[len(scheme):], " ")
}
