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
	// With the method in the pattern, the mux answers all others with 405 and
	// Allow.
	mux.HandleFunc("GET /reports/{id}", onlyReaders(d.Tokens, func(w http.ResponseWriter, r *http.Request, reader string) {
		report, ok := d.Reports.Find(r.PathValue("id"))
		if !ok || report.Owner != reader {
			// One answer, from one line: two that were written to be equal
			// do not stay so.
			http.NotFound(w, r)
			return
		}
		fmt.Fprintln(w, report.Text)
	}))
	return mux
}

// onlyReaders calls next with the subject of the token, if that token is good
// and may read reports. It knows nothing of reports, so nobody learns of one
// before.
func onlyReaders(tokens *given.Tokens, next func(w http.ResponseWriter, r *http.Request, reader string)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		text, err := bearer(r.Header)
		if errors.Is(err, errNothing) {
			// What was not sent cannot be wrong: no error code.
			challenge(w, http.StatusUnauthorized, "")
			return
		}
		if err != nil {
			challenge(w, http.StatusBadRequest, `, error="invalid_request"`)
			return
		}
		token, known := tokens.Find(text)
		if !known || token.Revoked || !time.Now().Before(token.Expires) {
			// Nobody has proved who they are. Another token would.
			challenge(w, http.StatusUnauthorized, `, error="invalid_token"`)
			return
		}
		if !slices.Contains(token.Scopes, "reports:read") {
			// It is proved who asks. The same proof, newly made, changes
			// nothing; a wider one does.
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

// challenge refuses, and says what would help. Nothing of the request gets
// into the field: a quote in it could write parameters of its own.
func challenge(w http.ResponseWriter, status int, params string) {
	// Fields leave with the status, so this line comes first.
	w.Header().Set("WWW-Authenticate", `Bearer realm="reports"`+params)
	http.Error(w, http.StatusText(status), status)
}
