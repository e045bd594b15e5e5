// Package functionaccess serves accounts, reports and invitations, each
// function to the roles that one policy names for it.
package functionaccess

import (
	"fmt"
	"net/http"
	"slices"

	"gatehouse/exercises/function-access/given"
)

// Handler serves what the policy names, to those whom it names. It returns an
// error if a route has come without roles.
func Handler(d given.Deps) (http.Handler, error) {
	mux := http.NewServeMux()
	// All that is public stands here. Everything else needs a role.
	mux.HandleFunc("GET /healthz", d.ServeHealth)

	// A row holds method, path and roles: none of them alone says who may.
	policy := []route{
		{"GET /me", []string{"user", "auditor", "admin"}, d.ServeMe},
		{"GET /users/{id}", []string{"user", "auditor", "admin"}, d.ServeUser},
		{"POST /reports", []string{"user", "admin"}, d.AddReport},
		{"GET /reports", []string{"auditor", "admin"}, d.ListReports},
		{"GET /admin/export", []string{"auditor", "admin"}, d.ServeExport},
		{"POST /invites", []string{"admin"}, d.SendInvite},
		{"PUT /users/{id}/role", []string{"admin"}, d.ChangeRole},
		{"DELETE /users/{id}", []string{"admin"}, d.DeleteUser},
	}
	for _, more := range d.More {
		policy = append(policy, route{more.Method + " " + more.Path, more.Roles, more.Handler.ServeHTTP})
	}
	for _, route := range policy {
		if len(route.roles) == 0 {
			// Who forgot to decide learns of it here, before the first
			// caller does.
			return nil, fmt.Errorf("nobody has decided who may %s", route.pattern)
		}
		// No row reaches the mux but through the guard.
		mux.Handle(route.pattern, only(d, route.roles, route.serve))
	}
	return mux, nil
}

// route is a row of the policy.
type route struct {
	pattern string
	roles   []string
	serve   http.HandlerFunc
}

// only lets next answer those who have one of the roles.
func only(d given.Deps, roles []string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id, ok := d.Who(r)
		if !ok {
			w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
			http.Error(w, "say who you are", http.StatusUnauthorized)
			return
		}
		// The store knows the role that counts now. Roles are compared
		// whole: one that only looks like another has rights of its own.
		user, ok := d.Users.Find(id)
		if !ok || user.Suspended || !slices.Contains(roles, user.Role) {
			d.Log.Warn("refused", "user", id, "method", r.Method, "route", r.Pattern)
			http.Error(w, "your role may not do that", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}
