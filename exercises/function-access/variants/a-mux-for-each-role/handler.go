// Package functionaccess builds a mux for each role, with that role's
// functions in it and no others. A mux with all of them says what there is.
// Who has no account any more gets 401.
package functionaccess

import (
	"net/http"

	"gatehouse/exercises/function-access/given"
)

func Handler(d given.Deps) (http.Handler, error) {
	muxes := map[string]*http.ServeMux{"user": http.NewServeMux(), "auditor": http.NewServeMux(), "admin": http.NewServeMux()}
	all := http.NewServeMux()
	grant := func(pattern string, serve http.HandlerFunc, roles ...string) {
		all.HandleFunc(pattern, serve)
		for _, role := range roles {
			if mux := muxes[role]; mux != nil {
				mux.HandleFunc(pattern, serve)
			}
		}
	}
	grant("GET /healthz", d.ServeHealth, "user", "auditor", "admin")
	grant("GET /me", d.ServeMe, "user", "auditor", "admin")
	grant("GET /users/{id}", d.ServeUser, "user", "auditor", "admin")
	grant("POST /reports", d.AddReport, "user", "admin")
	grant("GET /reports", d.ListReports, "auditor", "admin")
	grant("GET /admin/export", d.ServeExport, "auditor", "admin")
	grant("POST /invites", d.SendInvite, "admin")
	grant("PUT /users/{id}/role", d.ChangeRole, "admin")
	grant("DELETE /users/{id}", d.DeleteUser, "admin")
	for _, more := range d.More {
		grant(more.Method+" "+more.Path, more.Handler.ServeHTTP, more.Roles...)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, pattern := all.Handler(r)
		if pattern == "" || pattern == "GET /healthz" {
			all.ServeHTTP(w, r) // 404, 405, or what is public
			return
		}
		id, known := d.Who(r)
		user, exists := d.Users.Find(id)
		if !known || !exists {
			w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
			http.Error(w, "no account", http.StatusUnauthorized)
			return
		}
		if mux := muxes[user.Role]; mux != nil && !user.Suspended {
			if _, own := mux.Handler(r); own == pattern {
				mux.ServeHTTP(w, r)
				return
			}
		}
		d.Log.Info("access", "decision", "refused", "actor", user.ID, "request", r.Method+" "+r.URL.Path)
		http.Error(w, "forbidden", http.StatusForbidden)
	}), nil
}
