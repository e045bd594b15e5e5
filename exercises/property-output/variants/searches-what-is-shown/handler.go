// Package propertyoutput searches in what the reader is shown, whatever the case
// of its letters.
//
// The view is made first, and the search has nothing but the view. Unknown names
// in a profile are refused, and answers are written as they are encoded.
package propertyoutput

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"gatehouse/exercises/property-output/given"
)

func Handler(d given.Deps) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /me", signedIn(d, func(w http.ResponseWriter, _ *http.Request, me given.User) {
		answer(w, toSelf(me))
	}))
	mux.HandleFunc("PATCH /me", signedIn(d, func(w http.ResponseWriter, r *http.Request, me given.User) {
		var change profile
		if !read(w, r, &change) {
			return
		}
		me, err := d.Users.Update(me.ID, change.apply)
		if err != nil {
			http.Error(w, "the display_name is taken", http.StatusConflict)
			return
		}
		answer(w, toSelf(me))
	}))
	mux.HandleFunc("GET /users/{id}", signedIn(d, func(w http.ResponseWriter, r *http.Request, me given.User) {
		user, ok := d.Users.Find(r.PathValue("id"))
		if !ok || user.Tenant != me.Tenant {
			http.NotFound(w, r)
			return
		}
		answer(w, toOthers(me, user))
	}))
	mux.HandleFunc("GET /users", signedIn(d, func(w http.ResponseWriter, r *http.Request, me given.User) {
		list := []any{}
		has := func(field string) bool {
			return strings.Contains(strings.ToLower(field), strings.ToLower(r.FormValue("q")))
		}
		for _, user := range d.Users.List(me.Tenant) {
			view := toOthers(me, user)
			if slices.ContainsFunc(view.searched(), has) {
				list = append(list, view)
			}
		}
		answer(w, list)
	}))
	return mux
}

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

type (
	colleague struct {
		ID          string  `json:"id"`
		DisplayName string  `json:"display_name"`
		Bio         string  `json:"bio"`
		Manager     *person `json:"manager"`
	}
	customer struct {
		colleague
		Email         string    `json:"email"`
		EmailVerified bool      `json:"email_verified"`
		Role          string    `json:"role"`
		InternalNote  string    `json:"internal_note"`
		CreatedAt     time.Time `json:"created_at"`
	}
	self struct {
		colleague
		Email         string    `json:"email"`
		EmailVerified bool      `json:"email_verified"`
		Role          string    `json:"role"`
		Balance       int       `json:"balance"`
		Settings      look      `json:"settings"`
		CreatedAt     time.Time `json:"created_at"`
	}
	person struct {
		ID          string `json:"id"`
		DisplayName string `json:"display_name"`
	}
	look struct {
		Language string `json:"language"`
		Theme    string `json:"theme"`
	}
)

func toSelf(u given.User) self {
	return self{
		toColleague(u), u.Email, u.EmailVerified, u.Role, u.Balance,
		look{u.Settings.Language, u.Settings.Theme}, u.CreatedAt,
	}
}

func toOthers(reader, u given.User) found {
	if reader.Role == given.Support {
		return customer{toColleague(u), u.Email, u.EmailVerified, u.Role, u.InternalNote, u.CreatedAt}
	}
	return toColleague(u)
}

func toColleague(u given.User) colleague {
	shown := colleague{ID: u.ID, DisplayName: u.DisplayName, Bio: u.Bio}
	if u.Manager != nil {
		shown.Manager = &person{u.Manager.ID, u.Manager.DisplayName}
	}
	return shown
}

type found interface{ searched() []string }

func (c colleague) searched() []string { return []string{c.DisplayName, c.Bio} }

func (c customer) searched() []string { return append(c.colleague.searched(), c.Email) }

func answer(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v)
}

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

func read(w http.ResponseWriter, r *http.Request, p *profile) bool {
	body := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<16))
	body.DisallowUnknownFields()
	if body.Decode(p) != nil || body.Decode(new(any)) != io.EOF {
		http.Error(w, "the body cannot be read", http.StatusBadRequest)
		return false
	}
	if p.DisplayName != nil && (*p.DisplayName == "" || utf8.RuneCountInString(*p.DisplayName) > 60) {
		http.Error(w, "display_name has 1 to 60 characters", http.StatusUnprocessableEntity)
		return false
	}
	return true
}
