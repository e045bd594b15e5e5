// Package statuscodes shows each employee of a company their own reports.
package statuscodes

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"gatehouse/exercises/status-codes/given"
)

// Handler serves GET /reports/{id}.
func Handler(d given.Deps) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/reports/{id}", func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			forbid(w, "a report is read with GET, not with "+r.Method)
			return
		}
		report, ok := d.Reports.Find(r.PathValue("id"))
		if !ok {
			http.Error(w, "there is no report "+r.PathValue("id"), http.StatusNotFound)
			return
		}
		text, err := bearer(r.Header)
		if err != nil {
			forbid(w, err.Error())
			return
		}
		token, ok := d.Tokens.Find(text)
		switch {
		case !ok:
			forbid(w, "nobody has this token")
		case token.Revoked:
			forbid(w, "the token of "+token.Subject+" was revoked")
		case !time.Now().Before(token.Expires):
			forbid(w, "the token of "+token.Subject+" has expired")
		case !slices.Contains(token.Scopes, "reports:read"):
			forbid(w, "user "+token.Subject+" has no scope reports:read")
		case report.Owner != token.Subject:
			forbid(w, "report "+report.ID+" belongs to "+report.Owner)
		default:
			fmt.Fprintln(w, report.Text)
		}
	})
	return mux
}

// forbid tells the caller why, so that nobody needs to ask us.
func forbid(w http.ResponseWriter, reason string) {
	http.Error(w, "forbidden: "+reason, http.StatusForbidden)
	w.Header().Set("WWW-Authenticate", `Bearer realm="reports"`)
}

var (
	errNothing    = errors.New("no bearer token was sent")
	errUnreadable = errors.New("the Authorization field cannot be read")
)

// bearer returns the token in the one Authorization line.
func bearer(h http.Header) (string, error) {
	lines := h.Values("Authorization")
	if len(lines) == 0 {
		return "", errNothing
	}
	scheme, rest, _ := strings.Cut(lines[0], " ")
	token := strings.TrimLeft(rest, " ")
	switch {
	case len(lines) > 1:
		return "", errUnreadable
	case !strings.EqualFold(scheme, "Bearer"):
		return "", errNothing
	case token == "" || strings.ContainsAny(token, " \t"):
		return "", errUnreadable
	}
	return token, nil
}
