// Package propertyaccess checks the record as it will be.
//
// What is stored is to be right, so all of it is checked. A value that was right
// when it was stored, and is not any more, stops every other change. Let somebody
// with an old language write a bio.
package propertyaccess

import (
	"bytes"
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"slices"
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
		var change profile
		if !read(w, r, &change) {
			return
		}
		change.apply(&me)
		if !valid(me) { // want "a value that was stored before hinders no change"
			http.Error(w, "a value is out of its range", http.StatusUnprocessableEntity)
			return
		}
		d.Users.Update(me.ID, change.apply)
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

type profile struct {
	DisplayName *string `json:"display_name"`
	Bio         *string `json:"bio"`
	Settings    struct {
		Language *string `json:"language"`
		Theme    *string `json:"theme"`
	} `json:"settings"`
}

func valid(u given.User) bool {
	return long(&u.DisplayName, 1, 60) && long(&u.Bio, 0, 500) &&
		among(&u.Settings.Language, "de", "el", "en") && among(&u.Settings.Theme, "dark", "light")
}

func (p profile) apply(u *given.User) {
	set(&u.DisplayName, p.DisplayName)
	set(&u.Bio, p.Bio)
	set(&u.Settings.Language, p.Settings.Language)
	set(&u.Settings.Theme, p.Settings.Theme)
}

func long(s *string, least, most int) bool {
	return s == nil || least <= utf8.RuneCountInString(*s) && utf8.RuneCountInString(*s) <= most
}

func among(s *string, words ...string) bool { return s == nil || slices.Contains(words, *s) }

func set(field, value *string) {
	if value != nil {
		*field = *value
	}
}

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
