// Package statuscodes takes two names for one when they differ in case.
//
// Names of people are typed in either case. The store keeps two owners, and
// who may choose a name chooses one that reads alike.
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

func Handler(d given.Deps) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /reports/{id}", onlyReaders(d.Tokens, func(w http.ResponseWriter, r *http.Request, reader string) {
		report, ok := d.Reports.Find(r.PathValue("id"))
		if !ok || !strings.EqualFold(report.Owner, reader) { // want "somebody else's report and an unknown id get the same status"
			http.NotFound(w, r)
			return
		}
		fmt.Fprintln(w, report.Text)
	}))
	return mux
}

func onlyReaders(tokens *given.Tokens, next func(w http.ResponseWriter, r *http.Request, reader string)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		text, err := bearer(r.Header)
		if errors.Is(err, errNothing) {
			challenge(w, http.StatusUnauthorized, "")
			return
		}
		if err != nil {
			challenge(w, http.StatusBadRequest, `, error="invalid_request"`)
			return
		}
		token, known := tokens.Find(text)
		if !known || token.Revoked || !time.Now().Before(token.Expires) {
			challenge(w, http.StatusUnauthorized, `, error="invalid_token"`)
			return
		}
		if !slices.Contains(token.Scopes, "reports:read") {
			challenge(w, http.StatusForbidden, `, error="insufficient_scope", scope="reports:read"`)
			return
		}
		next(w, r, token.Subject)
	}
}

var (
	errNothing    = errors.New("no bearer token was sent")
	errUnreadable = errors.New("the Authorization field cannot be read")
)

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

func challenge(w http.ResponseWriter, status int, params string) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="reports"`+params)
	http.Error(w, http.StatusText(status), status)
}
