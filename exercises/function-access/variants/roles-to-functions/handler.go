// Package functionaccess turns the table round: a role is a set of functions.
// Each handler is wrapped in a question for its own function, and the caller
// travels in the context of the request.
package functionaccess

import (
	"context"
	"errors"
	"log/slog"
	"net/http"

	"gatehouse/exercises/function-access/given"
)

type function string

type set map[function]bool

type callerKey struct{}

func Handler(d given.Deps) (http.Handler, error) {
	rights := map[string]set{
		"user":    {"look": true, "file": true},
		"auditor": {"look": true, "read": true},
		"admin":   {"look": true, "file": true, "read": true, "manage": true},
	}
	ask := func(need function, next http.HandlerFunc) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			id := r.Context().Value(callerKey{}).(string)
			if user, ok := d.Users.Find(id); ok && !user.Suspended && rights[user.Role][need] {
				next(w, r)
				return
			}
			d.Log.LogAttrs(r.Context(), slog.LevelInfo, "access", slog.Group("request", "method", r.Method, "path", r.URL.Path), slog.String("user", id), slog.String("decision", "refused"))
			http.Error(w, "not yours to do", http.StatusForbidden)
		}
	}
	inner := http.NewServeMux()
	inner.HandleFunc("GET /me", ask("look", d.ServeMe))
	inner.HandleFunc("GET /users/{id}", ask("look", d.ServeUser))
	inner.HandleFunc("POST /reports", ask("file", d.AddReport))
	inner.HandleFunc("GET /reports", ask("read", d.ListReports))
	inner.HandleFunc("GET /admin/export", ask("read", d.ServeExport))
	inner.HandleFunc("POST /invites", ask("manage", d.SendInvite))
	inner.HandleFunc("PUT /users/{id}/role", ask("manage", d.ChangeRole))
	inner.HandleFunc("DELETE /users/{id}", ask("manage", d.DeleteUser))
	for _, more := range d.More {
		need := function(more.Method + " " + more.Path)
		for _, role := range more.Roles {
			if rights[role] == nil {
				return nil, errors.New("no such role: " + role)
			}
			rights[role][need] = true
		}
		inner.HandleFunc(string(need), ask(need, more.Handler.ServeHTTP))
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", d.ServeHealth)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		id, ok := d.Who(r)
		if !ok {
			w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		inner.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), callerKey{}, id)))
	})
	return mux, nil
}
