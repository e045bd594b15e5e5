// Package propertyaccess strikes out the guarded names in large and small letters.
//
// ToLower undoes every mixture of cases that a keyboard has. The decoder folds
// more than that: for it the long s of old prints is an s. Send a name that is
// spelled with one.
package propertyaccess

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"mime"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"gatehouse/exercises/property-access/given"
)

func Handler(d given.Deps) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("PATCH /me", func(w http.ResponseWriter, r *http.Request) {
		me, ok := caller(d, w, r)
		if !ok {
			return
		}
		var sent map[string]any
		change := me
		if !read(w, r, &sent) {
			return
		}
		for name := range sent {
			switch strings.ToLower(name) { // want "no way to write its name changes the role"
			case "id", "tenant", "email", "email_verified", "role", "balance", "password_hash", "totp_secret", "internal_note", "created_at":
				delete(sent, name)
			case "settings":
				if settings, ok := sent[name].(map[string]any); ok {
					maps.DeleteFunc(settings, func(name string, _ any) bool { return strings.ToLower(name) == "quota" })
				}
			}
		}
		left, _ := json.Marshal(sent)
		if json.Unmarshal(left, &change) != nil || !valid(change) {
			http.Error(w, "a value is out of its range", http.StatusUnprocessableEntity)
			return
		}
		d.Users.Update(me.ID, func(u *given.User) { *u = change })
		w.WriteHeader(http.StatusNoContent)
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
		var change struct {
			Role string `json:"role"`
		}
		if !read(w, r, &change) {
			return
		}
		if !slices.Contains([]string{given.Member, given.Support, given.Admin}, change.Role) {
			http.Error(w, "there is no such role", http.StatusUnprocessableEntity)
			return
		}
		d.Users.Update(user.ID, func(u *given.User) { u.Role = change.Role })
		w.WriteHeader(http.StatusNoContent)
	})
	return mux
}

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

func valid(u given.User) bool {
	return long(&u.DisplayName, 1, 60) && long(&u.Bio, 0, 500) &&
		among(&u.Settings.Language, "de", "el", "en") && among(&u.Settings.Theme, "dark", "light")
}

func long(s *string, least, most int) bool {
	return s == nil || least <= utf8.RuneCountInString(*s) && utf8.RuneCountInString(*s) <= most
}

func among(s *string, words ...string) bool { return s == nil || slices.Contains(words, *s) }

func read(w http.ResponseWriter, r *http.Request, v any) bool {
	media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || media != "application/json" {
		http.Error(w, "the body must be application/json", http.StatusUnsupportedMediaType)
		return false
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
	if err != nil {
		http.Error(w, "the body is too long, or broke off", http.StatusRequestEntityTooLarge)
		return false
	}
	object := bytes.HasPrefix(bytes.TrimLeft(body, " \t\r\n"), []byte("{"))
	if !object || json.Unmarshal(body, v) != nil {
		http.Error(w, "the body must be one JSON object", http.StatusBadRequest)
		return false
	}
	return true
}
