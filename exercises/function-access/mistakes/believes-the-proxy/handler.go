// Package functionaccess serves the path that a proxy says was asked for.
//
// Some proxies rewrite the path and name the old one in a header, or say which
// beginning of it is theirs. The guard reads the path that comes of it, so
// nobody may more than their role allows. But everybody can write these
// headers, and what stands in front and lets nobody near /admin saw another
// path. Ask for /x/admin/export as an administrator, and say that /x is the
// proxy's, in X-Forwarded-Prefix.
package functionaccess

import (
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
	return moved(mux), nil
}

func moved(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if path := r.Header.Get("X-Original-URL"); path != "" {
			r.URL.Path = path
		}
		r.URL.Path = strings.TrimPrefix(r.URL.Path, r.Header.Get("X-Forwarded-Prefix")) // want "no header changes the path"
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
