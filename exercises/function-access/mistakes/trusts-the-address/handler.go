// Package functionaccess asks for the role where the address says admin.
//
// It reads the decoded path now, so no spelling leads around it, and compares
// roles whole. But an address is a name and no policy: deleting, inviting and
// giving roles are the administrator's, too, and lie elsewhere. Delete an
// account as a user.
package functionaccess

import (
	"net/http"
	"strings"

	"gatehouse/exercises/function-access/given"
)

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
	for _, more := range d.More {
		mux.Handle(more.Method+" "+more.Path, more.Handler)
	}
	return guard(d, mux), nil
}

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
		known := user.Role == "user" || user.Role == "auditor" || user.Role == "admin"
		staff := user.Role == "auditor" || user.Role == "admin"
		if !ok || user.Suspended || !known || strings.HasPrefix(r.URL.Path, "/admin") && !staff { // want "nobody may do what the policy does not give them"
			d.Log.Warn("refused", "user", id, "method", r.Method, "path", r.URL.Path)
			http.Error(w, "your role may not do that", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}
