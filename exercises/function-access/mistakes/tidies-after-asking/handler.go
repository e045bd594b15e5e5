// Package functionaccess tidies the path after it has asked for the role.
//
// Clients write two slashes or a dot too many, and a redirect costs them a
// second request, so the path is cleaned on the way to the mux. The guard
// stands before that and lets pass what it does not know. Ask for
// //admin/export as a user.
package functionaccess

import (
	"net/http"
	"path"
	"slices"
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
	return guard(d, tidy(mux)), nil
}

func tidy(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.URL.Path, r.URL.RawPath = path.Clean(r.URL.Path), ""
		next.ServeHTTP(w, r)
	})
}

func guard(d given.Deps, next http.Handler) http.Handler {
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
		policy[more.Method+" "+more.Path] = append([]string{"nobody"}, more.Roles...)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		roles, ok := policy[strings.Replace(r.Method, "HEAD", "GET", 1)+" "+route(r.URL.Path)]
		if !ok {
			next.ServeHTTP(w, r) // want "slashes, dots and large letters lead nowhere else"
			return
		}
		id, ok := d.Who(r)
		if !ok {
			w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
			http.Error(w, "say who you are", http.StatusUnauthorized)
			return
		}
		user, ok := d.Users.Find(id)
		if !ok || user.Suspended || !slices.Contains(roles, user.Role) {
			d.Log.Warn("refused", "user", id, "method", r.Method, "path", r.URL.Path)
			http.Error(w, "your role may not do that", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// route writes {id} where the path holds one.
func route(path string) string {
	rest, ok := strings.CutPrefix(path, "/users/")
	if !ok {
		return path
	}
	if _, more, ok := strings.Cut(rest, "/"); ok {
		return "/users/{id}/" + more
	}
	return "/users/{id}"
}
