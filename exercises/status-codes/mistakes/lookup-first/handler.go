// Package statuscodes looks for the report before it asks who wants it.
//
// An id that is not there needs no credentials, it seems, as there is
// nothing to protect. Ask for two ids without a token, one that exists: 401
// and 404 say which.
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
	guarded := reports(d)
	mux.HandleFunc("GET /reports/{id}", func(w http.ResponseWriter, r *http.Request) {
		if _, ok := d.Reports.Find(r.PathValue("id")); !ok {
			http.NotFound(w, r) // want "without a token nobody learns which reports there are"
			return
		}
		guarded(w, r)
	})
	return mux
}

func reports(d given.Deps) http.HandlerFunc {
	return onlyReaders(d.Tokens, func(w http.ResponseWriter, r *http.Request, reader string) {
		report, ok := d.Reports.Find(r.PathValue("id"))
		if !ok || report.Owner != reader {
			http.NotFound(w, r)
			return
		}
		fmt.Fprintln(w, report.Text)
	})
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
