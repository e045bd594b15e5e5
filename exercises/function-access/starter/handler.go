// Package functionaccess serves accounts, reports and invitations to users,
// auditors and administrators.
package functionaccess

import (
	"net/http"
	"strings"

	"gatehouse/exercises/function-access/given"
)

// Handler serves the service's own routes and those of other packages.
func Handler(d given.Deps) (http.Handler, error) {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", d.ServeHealth)
	mux.HandleFunc("GET /me", d.ServeMe)
	mux.HandleFunc("GET /users/{id}", d.ServeUser)
	mux.HandleFunc("PUT /users/{id}/role", d.ChangeRole)
	mux.HandleFunc("DELETE /users/{id}", d.DeleteUser)
	mux.HandleFunc("POST /invites", d.SendInvite)
	mux.HandleFunc("POST /reports", d.AddReport)
	mux.HandleFunc("GET /reports", d.ListReports)
	mux.HandleFunc("GET /admin/export", d.ServeExport)
	for _, route := range d.More {
		mux.Handle(route.Method+" "+route.Path, route.Handler)
	}
	return guard(d, mux), nil
}

// guard lets users in, and only the staff to what lies under /admin.
func guard(d given.Deps, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/healthz" {
			next.ServeHTTP(w, r)
			return
		}
		id, ok := d.Who(r)
		if !ok {
			w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
			http.Error(w, "say who you are", http.StatusUnauthorized)
			return
		}
		user, ok := d.Users.Find(id)
		staff := strings.Contains(user.Role, "admin") || strings.Contains(user.Role, "auditor")
		if !ok || user.Suspended || strings.HasPrefix(r.RequestURI, "/admin") && !staff {
			d.Log.Warn("refused", "user", id, "method", r.Method, "path", r.URL.Path)
			http.Error(w, "your role may not do that", http.StatusForbidden)
			return
		}
		// Some networks let only GET and POST through.
		if method := r.Header.Get("X-HTTP-Method-Override"); method != "" {
			r.Method = method
		}
		next.ServeHTTP(w, r)
	})
}
