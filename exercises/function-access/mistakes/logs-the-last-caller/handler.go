// Package functionaccess names the caller in its log from a field that all
// requests share.
//
// Who asks is found in one place and logged in another, and the guard is at
// hand in both. While the account of one caller is looked up another one is
// served, and the line names them. Have an administrator served meanwhile.
package functionaccess

import (
	"fmt"
	"net/http"
	"slices"
	"sync/atomic"

	"gatehouse/exercises/function-access/given"
)

func Handler(d given.Deps) (http.Handler, error) {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", d.ServeHealth)
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
			return nil, fmt.Errorf("nobody has decided who may %s", route.pattern)
		}
		mux.Handle(route.pattern, only(d, route.roles, route.serve))
	}
	return mux, nil
}

type route struct {
	pattern string
	roles   []string
	serve   http.HandlerFunc
}

func only(d given.Deps, roles []string, next http.Handler) http.Handler {
	var caller atomic.Value
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id, ok := d.Who(r)
		if !ok {
			w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
			http.Error(w, "say who you are", http.StatusUnauthorized)
			return
		}
		caller.Store(id)
		user, ok := d.Users.Find(id)
		if !ok || user.Suspended || !slices.Contains(roles, user.Role) {
			d.Log.Warn("refused", "user", caller.Load(), "method", r.Method, "route", r.Pattern) // want "nobody is taken for a caller who is served meanwhile"
			http.Error(w, "your role may not do that", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}
