// Package propertyoutput picks from a map the fields that a list names for the
// reader.
//
// It routes by hand, answers in JSON, sends no tag, refuses parameters of a list
// that it does not know with 400, and hides with 403.
package propertyoutput

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"gatehouse/exercises/property-output/given"
)

var (
	public  = []string{"id", "display_name", "bio", "manager"}
	helping = append([]string{"email", "email_verified", "role", "created_at", "internal_note"}, public...)
	private = append([]string{"email", "email_verified", "role", "balance", "settings", "created_at"}, public...)
)

func pick(u given.User, names []string) map[string]any {
	all := map[string]func() any{
		"id":             func() any { return u.ID },
		"display_name":   func() any { return u.DisplayName },
		"bio":            func() any { return u.Bio },
		"email":          func() any { return u.Email },
		"email_verified": func() any { return u.EmailVerified },
		"role":           func() any { return u.Role },
		"balance":        func() any { return u.Balance },
		"internal_note":  func() any { return u.InternalNote },
		"created_at":     func() any { return u.CreatedAt.Format(time.RFC3339Nano) },
		"settings": func() any {
			return map[string]string{"language": u.Settings.Language, "theme": u.Settings.Theme}
		},
		"manager": func() any {
			if u.Manager == nil {
				return nil
			}
			return map[string]string{"id": u.Manager.ID, "display_name": u.Manager.DisplayName}
		},
	}
	picked := map[string]any{}
	for _, name := range names {
		picked[name] = all[name]()
	}
	return picked
}

func Handler(d given.Deps) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id, ok := d.Who(r)
		me, found := d.Users.Find(id)
		if !ok || !found {
			w.Header().Set("WWW-Authenticate", "Bearer")
			send(w, 401, map[string]string{"error": "unauthorized"})
			return
		}
		names := public
		if me.Role == given.Support {
			names = helping
		}
		id, one := strings.CutPrefix(r.URL.Path, "/users/")
		switch reading := r.Method == "GET" || r.Method == "HEAD"; {
		case r.URL.Path == "/me" && reading:
			send(w, 200, pick(me, private))
		case r.URL.Path == "/me" && r.Method == "PATCH":
			patch(d, w, r, me)
		case r.URL.Path == "/users" && reading:
			query := r.URL.Query()
			text := query.Get("q")
			if delete(query, "q"); len(query) > 0 {
				send(w, 400, map[string]string{"error": "unknown parameter"})
				return
			}
			users := d.Users.List(me.Tenant)
			users = slices.DeleteFunc(users, func(u given.User) bool {
				fields := []string{u.DisplayName, u.Bio}
				if me.Role == given.Support {
					fields = append(fields, u.Email)
				}
				return !slices.ContainsFunc(fields, func(s string) bool { return strings.Contains(s, text) })
			})
			var list []map[string]any
			for _, u := range users {
				list = append(list, pick(u, names))
			}
			send(w, 200, list)
		case one && reading:
			user, ok := d.Users.Find(id)
			if !ok || user.Tenant != me.Tenant {
				send(w, 403, map[string]string{"error": "not for you"})
				return
			}
			send(w, 200, pick(user, names))
		case r.URL.Path == "/me" || r.URL.Path == "/users" || one:
			w.Header().Set("Allow", "GET, HEAD, PATCH")
			send(w, 405, map[string]string{"error": "no such method"})
		default:
			send(w, 404, map[string]string{"error": "no such page"})
		}
	})
}

func patch(d given.Deps, w http.ResponseWriter, r *http.Request, me given.User) {
	var change struct {
		DisplayName *string `json:"display_name"`
		Bio         *string `json:"bio"`
	}
	body := json.NewDecoder(io.LimitReader(r.Body, 1<<16))
	body.DisallowUnknownFields()
	if err := body.Decode(&change); err != nil {
		send(w, 422, map[string]string{"error": "unreadable"})
		return
	}
	if n := change.DisplayName; n != nil && (*n == "" || len([]rune(*n)) > 60) {
		send(w, 400, map[string]string{"error": "display_name: 1 to 60 characters"})
		return
	}
	changed, err := d.Users.Update(me.ID, func(u *given.User) {
		if change.DisplayName != nil {
			u.DisplayName = *change.DisplayName
		}
		if change.Bio != nil {
			u.Bio = *change.Bio
		}
	})
	if err != nil {
		send(w, 409, map[string]string{"error": "taken", "display_name": *change.DisplayName})
		return
	}
	send(w, 200, pick(changed, private))
}

func send(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}
