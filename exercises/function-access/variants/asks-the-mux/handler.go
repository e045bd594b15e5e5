// Package functionaccess stands in front of the mux and asks it for the
// pattern of a request; what the table does not name, nobody may. Who has not
// said who they are is told so before anything else.
package functionaccess

import (
	"net/http"
	"slices"

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

func guard(d given.Deps, mux *http.ServeMux) http.Handler {
	policy := map[string][]string{
		"GET /me":              {"user", "auditor", "admin"},
		"GET /users/{id}":      {"user", "auditor", "admin"},
		"POST /reports":        {"user", "admin"},
		"GET /reports":         {"auditor", "admin"},
		"GET /admin/export":    {"auditor", "admin"},
		"POST /invites":        {"admin"},
		"PUT /users/{id}/role": {"admin"},
		"DELETE /users/{id}":   {"admin"},
	}
	for _, more := range d.More {
		policy[more.Method+" "+more.Path] = more.Roles
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, pattern := mux.Handler(r)
		if pattern == "GET /healthz" {
			mux.ServeHTTP(w, r)
			return
		}
		id, ok := d.Who(r)
		if !ok {
			w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
			http.Error(w, "say who you are", http.StatusUnauthorized)
			return
		}
		user, ok := d.Users.Find(id)
		if !ok || user.Suspended || !slices.Contains(policy[pattern], user.Role) {
			d.Log.Warn("refused", "user", id, "method", r.Method, "path", r.URL.Path)
			http.Error(w, "your role may not do that", http.StatusForbidden)
			return
		}
		mux.ServeHTTP(w, r)
	})
}
