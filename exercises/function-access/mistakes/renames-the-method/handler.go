// Package functionaccess lets a header, a link or a form choose the method,
// before it asks for the role.
//
// The guard sees the method that was chosen, so nobody may more than their
// role allows. But the policy speaks of the method in the request line, and so
// do gateways, caches and logs; and a link in a mail, opened by an
// administrator, deletes an account. Look at an account as an administrator,
// with a header that says DELETE.
package functionaccess

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"

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
	return renamed(mux), nil
}

func renamed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		method := cmp.Or(r.Header.Get("X-HTTP-Method-Override"), r.FormValue("_method")) // of the query, too
		if method != "" {
			r.Method = strings.ToUpper(method) // want "no header, query or form changes the method"
		}
		next.ServeHTTP(w, r)
	})
}

type route struct {
	pattern string
	roles   []string
	serve   http.HandlerFunc
}

func only(d given.Deps, roles []string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id, ok := d.Who(r)
		if !ok {
			w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
			http.Error(w, "say who you are", http.StatusUnauthorized)
			return
		}
		user, ok := d.Users.Find(id)
		if !ok || user.Suspended || !slices.Contains(roles, user.Role) {
			d.Log.Warn("refused", "user", id, "method", r.Method, "route", r.Pattern)
			http.Error(w, "your role may not do that", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}
