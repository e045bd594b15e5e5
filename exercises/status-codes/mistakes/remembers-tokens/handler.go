// Package statuscodes remembers for a minute which tokens it found.
//
// A busy service spares itself a look-up for each request. Who is thrown out
// has a minute left, and reads on.
package statuscodes

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
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
	found := &cache{tokens: tokens, kept: map[string]entry{}}
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
		token, known := found.find(text)
		if !known || token.Revoked || !time.Now().Before(token.Expires) { // want "a revoked token gets 401 with invalid_token"
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

type cache struct {
	tokens *given.Tokens
	mu     sync.Mutex
	kept   map[string]entry
}

type entry struct {
	token given.Token
	until time.Time
}

func (c *cache) find(text string) (given.Token, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, ok := c.kept[text]; ok && time.Now().Before(e.until) {
		return e.token, true
	}
	token, known := c.tokens.Find(text)
	if known {
		c.kept[text] = entry{token, time.Now().Add(time.Minute)}
	}
	return token, known
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
