// Package propertyaccess looks for foreign names in a map and stores the bytes.
//
// A map shows all names, on both levels, and whoever sends another one is refused.
// Of settings that are sent twice it shows the last, while a decoder puts both
// into the record. Send the quota in the first.
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
		var body json.RawMessage
		if !read(w, r, &body) {
			return
		}
		var change profile
		if !known(body, "display_name", "bio", "settings") || json.Unmarshal(body, &change) != nil {
			http.Error(w, "this is no profile", http.StatusBadRequest)
			return
		}
		if !change.valid() {
			http.Error(w, "a value is out of its range", http.StatusUnprocessableEntity)
			return
		}
		d.Users.Update(me.ID, func(u *given.User) { _ = json.Unmarshal(body, u) }) // want "no nesting leads to other fields"
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

func (p profile) valid() bool {
	return long(p.DisplayName, 1, 60) && long(p.Bio, 0, 500) &&
		among(p.Settings.Language, "de", "el", "en") && among(p.Settings.Theme, "dark", "light")
}

func known(object json.RawMessage, names ...string) bool {
	var fields map[string]json.RawMessage
	_ = json.Unmarshal(object, &fields)
	for name, value := range fields {
		if !slices.Contains(names, name) || name == "settings" && !known(value, "language", "theme") {
			return false
		}
	}
	return true
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
