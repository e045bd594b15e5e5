// Package bearertoken closes the whole service when no token is configured.
//
// To refuse in doubt sounds right, and for the card it is. But the public page
// asks for no token: its readers are shut out by a setting that does not
// concern them.
package bearertoken

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"log"
	"net/http"
	"strings"

	"gatehouse/exercises/bearer-token/given"
)

// Handler serves a greeting to everybody, and the card to who sends the
// token.
func Handler(d given.Deps) http.Handler {
	if d.Token == "" {
		// Fail closed: a service that is not configured opens nothing.
		log.Print("bearertoken: no token configured, refusing all requests")
		return http.HandlerFunc(refuse) // want "anyone can read /public of a server without a token"
	}
	want := sha256.Sum256([]byte(d.Token))

	mux := http.NewServeMux()
	mux.HandleFunc("GET /public", func(w http.ResponseWriter, r *http.Request) {
		writeJSON(w, map[string]string{"message": "Everybody may read this."})
	})
	mux.HandleFunc("GET /secure-data", func(w http.ResponseWriter, r *http.Request) {
		token, ok := bearer(r.Header["Authorization"])
		got := sha256.Sum256([]byte(token))
		if !ok || subtle.ConstantTimeCompare(got[:], want[:]) != 1 {
			refuse(w, r)
			return
		}
		writeJSON(w, map[string]string{"card": d.Card})
	})
	return mux
}

func refuse(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	http.Error(w, "unauthorized", http.StatusUnauthorized)
}

func bearer(lines []string) (string, bool) {
	if len(lines) != 1 {
		return "", false
	}
	scheme, rest, ok := strings.Cut(lines[0], " ")
	if !ok || !strings.EqualFold(scheme, "Bearer") {
		return "", false
	}
	return strings.TrimLeft(rest, " "), true
}

func writeJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(v)
}
