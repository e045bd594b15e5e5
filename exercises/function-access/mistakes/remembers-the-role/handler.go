// Package functionaccess looks an account up once and remembers what it
// found.
//
// The store is asked at each request, and an account rarely changes, so the
// lookup seems to be wasted. An administrator who was dismissed stays one
// until the program is started again. Take a role away between two requests.
package functionaccess

import (
	"fmt"
	"net/http"
	"slices"
	"sync"

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

type account struct {
	given.User
	exists bool
}

func only(d given.Deps, roles []string, next http.Handler) http.Handler {
	var seen sync.Map
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id, ok := d.Who(r)
		if !ok {
			w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
			http.Error(w, "say who you are", http.StatusUnauthorized)
			return
		}
		found, ok := seen.Load(id)
		if !ok {
			user, ok := d.Users.Find(id)
			found, _ = seen.LoadOrStore(id, account{user, ok}) // want "a role that was given or taken away counts from the next request on"
		}
		user, ok := found.(account).User, found.(account).exists
		if !ok || user.Suspended || !slices.Contains(roles, user.Role) {
			d.Log.Warn("refused", "user", id, "method", r.Method, "route", r.Pattern)
			http.Error(w, "your role may not do that", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}
