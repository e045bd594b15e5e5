// Package firstguard uses no mux and no middleware: one function and a switch.
// Paths and methods that it does not offer are answered before the token is
// looked at, which gives nothing away.
package firstguard

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"gatehouse/exercises/first-guard/given"
)

var errUnset = errors.New("first guard: Token is empty")

// Handler fails when it would have no token to compare with.
func Handler(d given.Deps) (http.Handler, error) {
	if strings.TrimSpace(d.Token) == "" {
		return nil, fmt.Errorf("cannot start: %w", errUnset)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/public", "/healthz":
			answer(w, http.StatusOK, map[string]any{"message": "fine"})
		case "/secure-data":
			vault(d, w, r)
		default:
			answer(w, http.StatusNotFound, map[string]any{"error": "no such path"})
		}
	}), nil
}

func vault(d given.Deps, w http.ResponseWriter, r *http.Request) {
	status := http.StatusOK
	if r.Method != http.MethodGet && r.Method != http.MethodPost {
		w.Header().Set("Allow", "GET, POST")
		answer(w, http.StatusMethodNotAllowed, map[string]any{"error": "method"})
		return
	}
	fields := r.Header.Values("Authorization")
	if len(fields) != 1 || fields[0] != "Bearer "+d.Token {
		w.Header().Add("WWW-Authenticate", "Bearer realm=vault, error=invalid_token")
		answer(w, http.StatusUnauthorized, map[string]any{"error": "who are you?"})
		return
	}
	if r.Method == http.MethodPost {
		var note strings.Builder
		if _, err := io.Copy(&note, http.MaxBytesReader(w, r.Body, 1<<16)); err != nil {
			answer(w, http.StatusRequestEntityTooLarge, map[string]any{"error": "too long"})
			return
		}
		d.Vault.Add(note.String())
		status = http.StatusCreated
	}
	answer(w, status, map[string]any{"data": d.Vault.Read(), "user": d.User})
}

func answer(w http.ResponseWriter, status int, v map[string]any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(v)
}
