// Package bearertoken says in JSON why it refuses, as many services do, and
// leaves the routes to handlers that return errors.
package bearertoken

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strings"

	"gatehouse/exercises/bearer-token/given"
)

// problem is a refusal on its way to the caller.
type problem struct {
	status    int
	challenge string
	title     string
}

func (p *problem) Error() string { return p.title }

var (
	noToken    = &problem{401, `Bearer realm="api"`, "This needs a bearer token."}
	unreadable = &problem{400, `Bearer realm="api", error="invalid_request"`, "The Authorization header cannot be read."}
	wrongToken = &problem{401, `Bearer realm="api", error="invalid_token", error_description="unknown"`, "The token is not known here."}
)

type handlerFunc func(http.ResponseWriter, *http.Request) (any, error)

// Handler serves a greeting to everybody, and the card to who sends the
// token.
func Handler(d given.Deps) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /public", handlerFunc(func(http.ResponseWriter, *http.Request) (any, error) {
		return map[string]string{"message": "Everybody may read this."}, nil
	}))
	mux.Handle("GET /secure-data", handlerFunc(func(_ http.ResponseWriter, r *http.Request) (any, error) {
		if err := check(r, d.Token); err != nil {
			return nil, err
		}
		return map[string]string{"card": d.Card}, nil
	}))
	return mux
}

// ServeHTTP writes what f returned.
func (f handlerFunc) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := f(w, r)
	var p *problem
	if errors.As(err, &p) {
		slog.Debug("refused", "status", p.status)
		w.Header().Set("WWW-Authenticate", p.challenge)
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(p.status)
		json.NewEncoder(w).Encode(map[string]any{"title": p.title, "status": p.status})
		return
	}
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(body)
}

// check returns why the caller is refused, or nil.
func check(r *http.Request, want string) error {
	lines := r.Header.Values("Authorization")
	if len(lines) == 0 {
		return noToken
	}
	if len(lines) > 1 {
		return unreadable
	}
	scheme, token, _ := strings.Cut(lines[0], " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return noToken
	}
	token = strings.Trim(token, " ")
	if token == "" || strings.Contains(token, " ") {
		return unreadable
	}
	got, expected := sha256.Sum256([]byte(token)), sha256.Sum256([]byte(want))
	if subtle.ConstantTimeCompare(got[:], expected[:]) != 1 {
		return wrongToken
	}
	return nil
}
