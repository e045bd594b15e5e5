// Package bearertoken reads the header as a comma list.
//
// Many headers hold lists, and a proxy may join two lines with a comma;
// taking each element in turn handles all of them. Authorization is no
// list: it holds one credential, and a right one behind a wrong one is let
// in here.
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
	for _, line := range r.Header.Values("Authorization") {
		for _, element := range strings.Split(line, ",") { // want "two credentials in one line are refused"
			scheme, rest, _ := strings.Cut(strings.Trim(element, " "), " ")
			got := strings.TrimLeft(rest, " ")
			if strings.EqualFold(scheme, "Bearer") && got != "" &&
				subtle.ConstantTimeCompare([]byte(got), []byte(token)) == 1 {
				return len(r.Header.Values("Authorization")) == 1
			}
		}
	}
	return false
}

func writeJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(v)
}
