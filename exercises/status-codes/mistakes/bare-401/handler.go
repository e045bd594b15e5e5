// Package statuscodes sends its refusals without a challenge.
//
// The status is right, and a person who reads 401 knows what to do. A
// library looks for the challenge, and finds none. A line that sets the
// field below the one that writes the status is as good as none: a recorder
// in a test shows the field, and over a connection it is not sent.
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
		if !ok || report.Owner != reader {
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
	http.Error(w, http.StatusText(status), status)
	w.Header().Set("WWW-Authenticate", `Bearer realm="reports"`+params) // want "a request without a token gets 401 with a Bearer challenge"
}
