// Package statuscodes keeps the caller in a field while it looks for the report.
//
// One request after the other it is right, and so are most of those that come
// together. A caller who comes in the middle of another's request lends them
// their name.
package statuscodes

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"gatehouse/exercises/status-codes/given"
)

func Handler(d given.Deps) http.Handler {
	mux := http.NewServeMux()
	s := &service{reports: d.Reports}
	mux.HandleFunc("GET /reports/{id}", onlyReaders(d.Tokens, func(w http.ResponseWriter, r *http.Request, reader string) {
		s.reader.Store(reader)
		s.read(w, r)
	}))
	return mux
}

type service struct {
	reports *given.Reports
	reader  atomic.Value
}

func (s *service) read(w http.ResponseWriter, r *http.Request) {
	report, ok := s.reports.Find(r.PathValue("id"))
	if !ok || report.Owner != s.reader.Load() {
		http.NotFound(w, r)
		return
	}
	fmt.Fprintln(w, report.Text) // want "nor does what others are shown meanwhile"
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
