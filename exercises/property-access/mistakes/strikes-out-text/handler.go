// Package propertyaccess cuts the role out of the text of the body.
//
// A regular expression removes the field before anything is decoded, so no
// decoder can be misled. But JSON can write each letter in another way, and the
// expression knows one. Send the r of role as \u0072.
package propertyaccess

import (
	"bytes"
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"regexp"
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
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
		if err != nil {
			http.Error(w, "the body is too long, or broke off", http.StatusRequestEntityTooLarge)
			return
		}
		body = guarded.ReplaceAll(body, nil) // want "no other way to write its name changes the role"
		body = bytes.ReplaceAll(body, []byte(",}"), []byte("}"))
		r.Body = io.NopCloser(bytes.NewReader(body))
		change := me
		if !read(w, r, &change) {
			return
		}
		if !valid(change) {
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

var guarded = regexp.MustCompile(`(?i)"(id|tenant|email|email_verified|role|balance|password_hash|totp_secret|internal_note|created_at|quota)"\s*:\s*("[^"]*"|\w+)\s*,?`)

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
