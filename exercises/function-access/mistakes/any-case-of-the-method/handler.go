// Package functionaccess chooses the function by the method without regard to
// case.
//
// Each path has one handler that looks through its methods, and the roles
// stand beside each. Methods have a case, though: to a gateway that refuses
// DELETE, "delete" is another method. Ask with that one as an administrator.
package functionaccess

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"gatehouse/exercises/function-access/given"
)

func Handler(d given.Deps) (http.Handler, error) {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", d.ServeHealth)
	policy := []route{
		{"/me", "GET", []string{"user", "auditor", "admin"}, d.ServeMe},
		{"/users/{id}", "GET", []string{"user", "auditor", "admin"}, d.ServeUser},
		{"/users/{id}", "DELETE", []string{"admin"}, d.DeleteUser},
		{"/users/{id}/role", "PUT", []string{"admin"}, d.ChangeRole},
		{"/reports", "GET", []string{"auditor", "admin"}, d.ListReports},
		{"/reports", "POST", []string{"user", "admin"}, d.AddReport},
		{"/admin/export", "GET", []string{"auditor", "admin"}, d.ServeExport},
		{"/invites", "POST", []string{"admin"}, d.SendInvite},
	}
	for _, more := range d.More {
		if len(more.Roles) == 0 {
			return nil, errors.New("nobody has decided who may use " + more.Path)
		}
		policy = append(policy, route{more.Path, more.Method, more.Roles, more.Handler.ServeHTTP})
	}
	rows := make(map[string][]route)
	for _, route := range policy {
		rows[route.path] = append(rows[route.path], route)
	}
	for path, routes := range rows {
		mux.Handle(path, choose(d, routes))
	}
	return mux, nil
}

type route struct {
	path, method string
	roles        []string
	serve        http.HandlerFunc
}

func choose(d given.Deps, routes []route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, route := range routes {
			if strings.EqualFold(route.method, r.Method) { // want "a method that the policy does not name does nothing"
				only(d, route.roles, route.serve).ServeHTTP(w, r)
				return
			}
		}
		w.Header().Set("Allow", "GET")
		http.Error(w, "no such method here", http.StatusMethodNotAllowed)
	})
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
