// Package functionaccess finds its routes without a mux, offers no HEAD,
// answers JSON, and hides what nobody has decided about as if it were not
// there.
package functionaccess

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"net/url"
	"strings"

	"gatehouse/exercises/function-access/given"
)

type service struct{ d given.Deps }

func Handler(d given.Deps) (http.Handler, error) { return service{d}, nil }

func (s service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var serve http.HandlerFunc
	allowed, found := "", true
	part := strings.Split(r.URL.EscapedPath(), "/")
	for i := range part {
		part[i], _ = url.PathUnescape(part[i]) // net/http has done it once, so it can be done
	}
	switch {
	case r.URL.Path == "/healthz":
		if r.Method != http.MethodGet {
			refuse(w, http.StatusMethodNotAllowed)
			return
		}
		s.d.ServeHealth(w, r)
		return
	case r.URL.Path == "/me" && r.Method == http.MethodGet:
		serve, allowed = s.d.ServeMe, "user|auditor|admin"
	case len(part) == 3 && part[1] == "users" && part[2] != "" && r.Method == http.MethodGet:
		r.SetPathValue("id", part[2])
		serve, allowed = s.d.ServeUser, "user|auditor|admin"
	case len(part) == 3 && part[1] == "users" && part[2] != "" && r.Method == http.MethodDelete:
		r.SetPathValue("id", part[2])
		serve, allowed = s.d.DeleteUser, "admin"
	case len(part) == 4 && part[1] == "users" && part[2] != "" && part[3] == "role" && r.Method == http.MethodPut:
		r.SetPathValue("id", part[2])
		serve, allowed = s.d.ChangeRole, "admin"
	case r.URL.Path == "/reports" && r.Method == http.MethodPost:
		serve, allowed = s.d.AddReport, "user|admin"
	case r.URL.Path == "/reports" && r.Method == http.MethodGet:
		serve, allowed = s.d.ListReports, "auditor|admin"
	case r.URL.Path == "/admin/export" && r.Method == http.MethodGet:
		serve, allowed = s.d.ServeExport, "auditor|admin"
	case r.URL.Path == "/invites" && r.Method == http.MethodPost:
		serve, allowed = s.d.SendInvite, "admin"
	default:
		found = false
		for _, more := range s.d.More {
			if more.Path == r.URL.Path && more.Method == r.Method && len(more.Roles) > 0 {
				serve, allowed, found = more.Handler.ServeHTTP, strings.Join(more.Roles, "|"), true
			}
		}
	}
	id, known := s.d.Who(r)
	switch {
	case !known:
		w.Header().Set("WWW-Authenticate", `Bearer realm="accounts"`)
		refuse(w, http.StatusUnauthorized)
	case !found && r.Method == http.MethodHead:
		refuse(w, http.StatusMethodNotAllowed)
	case !found:
		refuse(w, http.StatusNotFound)
	case !s.may(id, allowed):
		s.d.Log.LogAttrs(r.Context(), slog.LevelWarn, "authorization",
			slog.String("decision", "refused"), slog.String("subject", id), slog.String("request", r.Method+" "+r.URL.Path))
		refuse(w, http.StatusForbidden)
	default:
		serve(w, r)
	}
}

// may says whether the account has one of the roles, which stand between
// bars.
func (s service) may(id, roles string) bool {
	user, ok := s.d.Users.Find(id)
	if !ok || user.Suspended {
		return false
	}
	for role := range strings.SplitSeq(roles, "|") {
		if role == user.Role {
			return true
		}
	}
	return false
}

func refuse(w http.ResponseWriter, status int) {
	w.Header().Set("Content-Type", "application/json")
	if status == http.StatusMethodNotAllowed {
		w.Header().Set("Allow", "GET")
	}
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]string{"error": http.StatusText(status)})
}
