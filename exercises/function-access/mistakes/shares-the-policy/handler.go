// Package functionaccess keeps its policy in a variable of the package.
//
// The table stands where everybody looks for it, and Handler adds the routes
// of other packages. A second Handler in the same program adds its own, and
// each serves what both of them grant. Start two with a route of the same
// name, for different roles.
package functionaccess

import (
	"fmt"
	"net/http"
	"slices"
	"sync"

	"gatehouse/exercises/function-access/given"
)

var policy sync.Map

func Handler(d given.Deps) (http.Handler, error) {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", d.ServeHealth)
	rows := []route{
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
		rows = append(rows, route{more.Method + " " + more.Path, more.Roles, more.Handler.ServeHTTP})
	}
	for _, route := range rows {
		if len(route.roles) == 0 {
			return nil, fmt.Errorf("nobody has decided who may %s", route.pattern)
		}
		policy.Store(route.pattern, route.roles) // want "two services in one program keep policies and accounts apart"
		mux.Handle(route.pattern, only(d, route.serve))
	}
	return mux, nil
}

type route struct {
	pattern string
	roles   []string
	serve   http.HandlerFunc
}

func only(d given.Deps, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id, ok := d.Who(r)
		if !ok {
			w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
			http.Error(w, "say who you are", http.StatusUnauthorized)
			return
		}
		user, ok := d.Users.Find(id)
		roles, _ := policy.Load(r.Pattern)
		if !ok || user.Suspended || !slices.Contains(roles.([]string), user.Role) {
			d.Log.Warn("refused", "user", id, "method", r.Method, "route", r.Pattern)
			http.Error(w, "your role may not do that", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}
