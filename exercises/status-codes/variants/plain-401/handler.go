// Package statuscodes answers 401 without an error code to whatever it cannot
// read, as if nothing had been sent, and shows reports as JSON.
package statuscodes

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"time"

	"gatehouse/exercises/status-codes/given"
)

var credential = regexp.MustCompile(`^(?i:bearer) +([A-Za-z0-9._~+/-]+=*)$`)

func Handler(d given.Deps) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /reports/{id}", func(w http.ResponseWriter, r *http.Request) {
		challenge := func(status int, more string) {
			w.Header().Add("WWW-Authenticate", `Bearer scope="reports:read"`+more)
			http.Error(w, "no report for you", status)
		}
		lines := r.Header.Values("Authorization")
		if len(lines) != 1 {
			challenge(http.StatusUnauthorized, "")
			return
		}
		found := credential.FindStringSubmatch(lines[0])
		if found == nil {
			challenge(http.StatusUnauthorized, "")
			return
		}
		token, ok := d.Tokens.Find(found[1])
		if !ok || token.Revoked || !token.Expires.After(time.Now()) {
			challenge(http.StatusUnauthorized, `, error="invalid_token"`)
			return
		}
		if !slices.Contains(token.Scopes, "reports:read") {
			challenge(http.StatusForbidden, `, error="insufficient_scope"`)
			return
		}
		if report, ok := d.Reports.Find(r.PathValue("id")); ok && report.Owner == token.Subject {
			w.Header().Set("Content-Type", "application/json")
			json.NewEncoder(w).Encode(report)
			return
		}
		w.WriteHeader(http.StatusNotFound)
	})
	return mux
}
