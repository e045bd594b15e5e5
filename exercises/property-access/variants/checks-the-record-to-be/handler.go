// Package propertyaccess applies the change to a copy, checks the copy where it
// differs, and applies the change again to the record that is there by then.
//
// What is checked is a record as it will be stored, so rules that join several
// fields have their place. 403 stands for all that an admin may not reach.
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
		is := me
		change.apply(&is)
		if !valid(me, is) {
			http.Error(w, "a value is out of its range", http.StatusBadRequest)
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
			status := http.StatusForbidden
			if !ok {
				status = http.StatusNotFound
			}
			http.Error(w, "not a user of yours", status)
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

func valid(was, is given.User) bool {
	name, bio := utf8.RuneCountInString(is.DisplayName), utf8.RuneCountInString(is.Bio)
	look := is.Settings
	return (is.DisplayName == was.DisplayName || 1 <= name && name <= 60) &&
		(is.Bio == was.Bio || bio <= 500) &&
		(look.Language == was.Settings.Language || slices.Contains([]string{"de", "el", "en"}, look.Language)) &&
		(look.Theme == was.Settings.Theme || slices.Contains([]string{"dark", "light"}, look.Theme))
}

func (p profile) apply(u *given.User) {
	set(&u.DisplayName, p.DisplayName)
	set(&u.Bio, p.Bio)
	set(&u.Settings.Language, p.Settings.Language)
	set(&u.Settings.Theme, p.Settings.Theme)
}

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
