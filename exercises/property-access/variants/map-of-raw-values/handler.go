// Package propertyaccess takes from a map of raw values those that it names.
//
// Names count letter by letter here, as keys of a map do. Other names are
// ignored in a profile; beside a role they are refused with 403. Longer bodies
// than 64 KiB get 400, answers are empty, and 501 stands where no method fits.
package propertyaccess

import (
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"unicode/utf8"

	"gatehouse/exercises/property-access/given"
)

type server struct{ given.Deps }

func Handler(d given.Deps) http.Handler {
	s := server{d}
	mux := http.NewServeMux()
	mux.Handle("/me", s.signedIn(s.patchMe))
	mux.Handle("/users/{id}/role", s.signedIn(s.putRole))
	return mux
}

func (s server) signedIn(next func(http.ResponseWriter, *http.Request, given.User)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id, ok := s.Who(r)
		if !ok {
			w.Header().Set("WWW-Authenticate", `Bearer realm="users"`)
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		me, ok := s.Users.Find(id)
		if !ok {
			w.Header().Set("WWW-Authenticate", `Bearer realm="users"`)
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		next(w, r, me)
	})
}

func (s server) patchMe(w http.ResponseWriter, r *http.Request, me given.User) {
	if r.Method != http.MethodPatch {
		w.WriteHeader(http.StatusNotImplemented)
		return
	}
	fields, ok := object(w, r)
	if !ok {
		return
	}
	settings := map[string]json.RawMessage{}
	if raw, sent := fields["settings"]; sent && string(raw) != "null" {
		if json.Unmarshal(raw, &settings) != nil {
			w.WriteHeader(http.StatusUnprocessableEntity)
			return
		}
	}
	// First all of it on a copy, which shows whether it is all right; then
	// the same on the record.
	ok = true
	take := func(field *string, from map[string]json.RawMessage, name string, fine func(string) bool) {
		raw, sent := from[name]
		if !sent || string(raw) == "null" {
			return
		}
		var text string
		if json.Unmarshal(raw, &text) != nil || !fine(text) {
			ok = false
			return
		}
		*field = text
	}
	change := func(u *given.User) {
		take(&u.DisplayName, fields, "display_name", func(s string) bool { n := utf8.RuneCountInString(s); return n > 0 && n < 61 })
		take(&u.Bio, fields, "bio", func(s string) bool { return utf8.RuneCountInString(s) < 501 })
		take(&u.Settings.Language, settings, "language", func(s string) bool { return s == "de" || s == "el" || s == "en" })
		take(&u.Settings.Theme, settings, "theme", func(s string) bool { return s == "dark" || s == "light" })
	}
	if change(&me); !ok {
		w.WriteHeader(http.StatusUnprocessableEntity)
		return
	}
	s.Users.Update(me.ID, change)
}

func (s server) putRole(w http.ResponseWriter, r *http.Request, me given.User) {
	if r.Method != http.MethodPut {
		w.WriteHeader(http.StatusNotImplemented)
		return
	}
	if me.Role != given.Admin {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	id := r.PathValue("id")
	if user, ok := s.Users.Find(id); !ok {
		w.WriteHeader(http.StatusNotFound)
		return
	} else if user.Tenant != me.Tenant {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	fields, ok := object(w, r)
	if !ok {
		return
	}
	var role string
	if json.Unmarshal(fields["role"], &role) != nil {
		w.WriteHeader(http.StatusUnprocessableEntity)
		return
	}
	if len(fields) > 1 {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	switch role {
	case given.Member, given.Support, given.Admin:
		s.Users.Update(id, func(u *given.User) { u.Role = role })
	default:
		w.WriteHeader(http.StatusUnprocessableEntity)
	}
}

// object reads the body as an object whose values are still JSON.
func object(w http.ResponseWriter, r *http.Request) (map[string]json.RawMessage, bool) {
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		w.Header().Set("Accept-Patch", "application/json")
		w.WriteHeader(http.StatusUnsupportedMediaType)
		return nil, false
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, 1<<16+1))
	if err != nil || len(body) > 1<<16 {
		w.WriteHeader(http.StatusBadRequest)
		return nil, false
	}
	var fields map[string]json.RawMessage
	if json.Unmarshal(body, &fields) != nil || fields == nil {
		w.WriteHeader(http.StatusBadRequest)
		return nil, false
	}
	return fields, true
}
