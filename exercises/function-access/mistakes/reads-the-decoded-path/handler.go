// Package functionaccess asks for the roles of a route by the path as it is
// decoded.
//
// No letter in hex leads around it, and what is on no line of its policy is
// passed on: the mux will say that there is no such route. The mux takes a
// path apart before it decodes the pieces, though. Delete an account that has
// a slash in its id, and write that as %2F.
package functionaccess

import (
	"net/http"
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
	return guard(d, mux), nil
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
			next.ServeHTTP(w, r) // want "an id with a slash in it is guarded and served like any other"
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
