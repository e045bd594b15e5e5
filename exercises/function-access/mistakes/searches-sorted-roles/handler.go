// Package functionaccess searches the roles of a route as a sorted list.
//
// A search by halves is quick, and the rows of the table are in order. The
// routes of other packages name their roles as they like, and a role that is
// there is not found. Ask for a route that names the user before the auditor.
package functionaccess

import (
	"net/http"
	"slices"

	"gatehouse/exercises/function-access/given"
)

func Handler(d given.Deps) (http.Handler, error) {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", d.ServeHealth)
	policy := []route{
		{"GET /me", []string{"admin", "auditor", "user"}, d.ServeMe},
		{"GET /users/{id}", []string{"admin", "auditor", "user"}, d.ServeUser},
		{"POST /reports", []string{"admin", "user"}, d.AddReport},
		{"GET /reports", []string{"admin", "auditor"}, d.ListReports},
		{"GET /admin/export", []string{"admin", "auditor"}, d.ServeExport},
		{"POST /invites", []string{"admin"}, d.SendInvite},
		{"PUT /users/{id}/role", []string{"admin"}, d.ChangeRole},
		{"DELETE /users/{id}", []string{"admin"}, d.DeleteUser},
	}
	for _, more := range d.More {
		policy = append(policy, route{more.Method + " " + more.Path, more.Roles, more.Handler.ServeHTTP})
	}
	for _, route := range policy {
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
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id, ok := d.Who(r)
		if !ok {
			w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
			http.Error(w, "say who you are", http.StatusUnauthorized)
			return
		}
		user, ok := d.Users.Find(id)
		_, may := slices.BinarySearch(roles, user.Role)
		if !ok || user.Suspended || !may { // want "everybody may do what the policy gives them"
			d.Log.Warn("refused", "user", id, "method", r.Method, "route", r.Pattern)
			http.Error(w, "your role may not do that", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}
