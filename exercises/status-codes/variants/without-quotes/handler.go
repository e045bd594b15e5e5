// Package statuscodes writes a parameter without quotes where its value is a
// token, writes the scheme in small letters, and finds its way without a mux.
package statuscodes

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"gatehouse/exercises/status-codes/given"
)

const (
	nothing = "bearer realm=reports"
	garbled = "bearer error=invalid_request , realm=reports"
	invalid = "bearer error = invalid_token"
	// A colon is no character of a token, so this value needs its quotes.
	narrow = `bearer error=insufficient_scope,scope="reports:read"`
)

type handler struct {
	tokens  *given.Tokens
	reports *given.Reports
}

func Handler(d given.Deps) http.Handler { return &handler{d.Tokens, d.Reports} }

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	id, ours := strings.CutPrefix(r.URL.Path, "/reports/")
	if !ours || id == "" || strings.Contains(id, "/") {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	if r.Method != "GET" && r.Method != "HEAD" && r.Method != "OPTIONS" {
		w.Header().Set("Allow", "HEAD,OPTIONS,GET")
		w.WriteHeader(http.StatusMethodNotAllowed)
		return
	}
	if r.Method == "OPTIONS" {
		w.Header().Set("Allow", "HEAD,OPTIONS,GET")
		w.WriteHeader(http.StatusNoContent)
		return
	}
	token, status, challenge := h.token(r.Header.Values("Authorization"))
	if challenge != "" {
		w.Header().Set("WWW-Authenticate", challenge)
		w.WriteHeader(status)
		return
	}
	report, _ := h.reports.Find(id)
	if report.ID == "" || report.Owner != token.Subject {
		http.NotFound(w, r)
		return
	}
	fmt.Fprint(w, report.Text)
}

func (h *handler) token(lines []string) (given.Token, int, string) {
	var none given.Token
	if len(lines) == 0 {
		return none, 401, nothing
	}
	if len(lines) > 1 {
		return none, 400, garbled
	}
	if len(lines[0]) < 6 || !strings.EqualFold(lines[0][:6], "bearer") || len(lines[0]) > 6 && lines[0][6] != ' ' {
		return none, 401, nothing
	}
	text := strings.TrimLeft(lines[0][6:], " ")
	if text == "" || strings.Contains(text, " ") {
		return none, 400, garbled
	}
	token, ok := h.tokens.Find(text)
	if !ok || token.Revoked || time.Now().Compare(token.Expires) >= 0 {
		return none, 401, invalid
	}
	for _, scope := range token.Scopes {
		if scope == "reports:read" {
			return token, 200, ""
		}
	}
	return none, 403, narrow
}
