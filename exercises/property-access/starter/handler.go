// Package propertyaccess lets users change their profiles, and admins the
// roles of their users.
package propertyaccess

import (
	"encoding/json"
	"net/http"
	"slices"
	"unicode/utf8"

	"gatehouse/exercises/property-access/given"
)

// Handler serves PATCH /me and PUT /users/{id}/role.
func Handler(d given.Deps) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("PATCH /me", func(w http.ResponseWriter, r *http.Request) {
		user, ok := caller(d, w, r)
		if !ok {
			return
		}
		save(d, w, r, user)
	})
	mux.HandleFunc("PUT /users/{id}/role", func(w http.ResponseWriter, r *http.Request) {
		me, ok := caller(d, w, r)
		if !ok {
			return
		}
		if me.Role != given.Admin {
			http.Error(w, "only an admin may do that", http.StatusForbidden)
			return
		}
		user, ok := d.Users.Find(r.PathValue("id"))
		if !ok || user.Tenant != me.Tenant {
			http.NotFound(w, r)
			return
		}
		save(d, w, r, user)
	})
	return mux
}

// caller returns the record of who asks, or answers that nobody did.
func caller(d given.Deps, w http.ResponseWriter, r *http.Request) (given.User, bool) {
	if id, ok := d.Who(r); ok {
		if me, ok := d.Users.Find(id); ok {
			return me, true
		}
	}
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	http.Error(w, "who are you?", http.StatusUnauthorized)
	return given.User{}, false
}

// save stores the user with what the body changes.
func save(d given.Deps, w http.ResponseWriter, r *http.Request, user given.User) {
	// What the body leaves out keeps the value that it has.
	if err := json.NewDecoder(r.Body).Decode(&user); err != nil {
		http.Error(w, "the body must be JSON", http.StatusBadRequest)
		return
	}
	if !valid(user) {
		http.Error(w, "a value is out of its range", http.StatusUnprocessableEntity)
		return
	}
	d.Users.Put(user)
	w.WriteHeader(http.StatusNoContent)
}

func valid(u given.User) bool {
	name, bio := utf8.RuneCountInString(u.DisplayName), utf8.RuneCountInString(u.Bio)
	return 1 <= name && name <= 60 && bio <= 500 &&
		slices.Contains([]string{"de", "el", "en"}, u.Settings.Language) &&
		slices.Contains([]string{"dark", "light"}, u.Settings.Theme) &&
		slices.Contains([]string{given.Member, given.Support, given.Admin}, u.Role)
}
