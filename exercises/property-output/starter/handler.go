// Package propertyoutput shows the users of a company to each other.
package propertyoutput

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"unicode/utf8"

	"gatehouse/exercises/property-output/given"
)

// Handler serves GET and PATCH /me, GET /users/{id} and GET /users.
func Handler(d given.Deps) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /me", signedIn(d, func(w http.ResponseWriter, _ *http.Request, me given.User) {
		answer(w, me)
	}))
	mux.HandleFunc("PATCH /me", signedIn(d, func(w http.ResponseWriter, r *http.Request, me given.User) {
		var change profile
		if !read(w, r, &change) {
			return
		}
		me, err := d.Users.Update(me.ID, change.apply)
		if err != nil {
			http.Error(w, err.Error(), http.StatusConflict)
			return
		}
		answer(w, me)
	}))
	mux.HandleFunc("GET /users/{id}", signedIn(d, func(w http.ResponseWriter, r *http.Request, me given.User) {
		user, ok := d.Users.Find(r.PathValue("id"))
		if !ok || user.Tenant != me.Tenant {
			http.NotFound(w, r)
			return
		}
		answer(w, user)
	}))
	mux.HandleFunc("GET /users", signedIn(d, func(w http.ResponseWriter, r *http.Request, me given.User) {
		list := []given.User{}
		for _, user := range d.Users.List(me.Tenant) {
			if matches(user, r.FormValue("q")) {
				list = append(list, user)
			}
		}
		answer(w, list)
	}))
	return mux
}

// signedIn lets next answer who asks, and tells nobody else anything.
func signedIn(d given.Deps, next func(http.ResponseWriter, *http.Request, given.User)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if id, ok := d.Who(r); ok {
			if me, ok := d.Users.Find(id); ok {
				next(w, r, me)
				return
			}
		}
		w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
		http.Error(w, "who are you?", http.StatusUnauthorized)
	}
}

// matches finds the text in whatever field it stands.
func matches(u given.User, text string) bool {
	record, _ := json.Marshal(u)
	return strings.Contains(string(record), text)
}

// answer sends v, with a tag by which a client knows it again.
func answer(w http.ResponseWriter, v any) {
	body, err := json.Marshal(v)
	if err != nil {
		http.Error(w, "something went wrong", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("ETag", fmt.Sprintf(`"%x"`, sha256.Sum256(body)))
	_, _ = w.Write(body)
}

// profile is what users may change about themselves.
type profile struct {
	DisplayName *string `json:"display_name"`
	Bio         *string `json:"bio"`
}

func (p profile) apply(u *given.User) {
	if p.DisplayName != nil {
		u.DisplayName = *p.DisplayName
	}
	if p.Bio != nil {
		u.Bio = *p.Bio
	}
}

// read decodes the body into p, or answers why not.
func read(w http.ResponseWriter, r *http.Request, p *profile) bool {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<16))
	if err != nil || json.Unmarshal(body, p) != nil {
		http.Error(w, "the body cannot be read", http.StatusBadRequest)
		return false
	}
	if p.DisplayName != nil && (*p.DisplayName == "" || utf8.RuneCountInString(*p.DisplayName) > 60) {
		http.Error(w, "display_name has 1 to 60 characters", http.StatusUnprocessableEntity)
		return false
	}
	return true
}
