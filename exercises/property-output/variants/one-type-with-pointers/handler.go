// Package propertyoutput fills one type, whose fields are left out while they are
// nil, step by step for each reader.
//
// No manager is no field here. Every answer has an id of its own in the header,
// and says in Content-Location what was asked.
package propertyoutput

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
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
		for _, user := range d.Users.List(me.Tenant) {
			if matches(me, user, r.FormValue("q")) {
				list = append(list, toOthers(me, user))
			}
		}
		answer(w, list)
	}))
	return mux
}

func signedIn(d given.Deps, next func(http.ResponseWriter, *http.Request, given.User)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Request-Id", rand.Text())
		if id, ok := d.Who(r); ok {
			if me, ok := d.Users.Find(id); ok {
				w.Header().Set("Content-Location", r.URL.RequestURI())
				next(w, r, me)
				return
			}
		}
		w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
		http.Error(w, "who are you?", http.StatusUnauthorized)
	}
}

type view struct {
	ID            string     `json:"id"`
	DisplayName   string     `json:"display_name"`
	Bio           string     `json:"bio"`
	Manager       *leader    `json:"manager,omitempty"`
	Email         *string    `json:"email,omitempty"`
	EmailVerified *bool      `json:"email_verified,omitempty"`
	Role          *string    `json:"role,omitempty"`
	CreatedAt     *time.Time `json:"created_at,omitempty"`
	Balance       *int       `json:"balance,omitempty"`
	Settings      *looks     `json:"settings,omitempty"`
	InternalNote  *string    `json:"internal_note,omitempty"`
}

type leader struct {
	ID          string `json:"id"`
	DisplayName string `json:"display_name"`
}

type looks struct {
	Language string `json:"language"`
	Theme    string `json:"theme"`
}

func public(u given.User) view {
	v := view{ID: u.ID, DisplayName: u.DisplayName, Bio: u.Bio}
	if m := u.Manager; m != nil {
		v.Manager = &leader{m.ID, m.DisplayName}
	}
	return v
}

func (v view) withAccount(u given.User) view {
	v.Email, v.EmailVerified, v.Role, v.CreatedAt = &u.Email, &u.EmailVerified, &u.Role, &u.CreatedAt
	return v
}

func toSelf(u given.User) view {
	v := public(u).withAccount(u)
	v.Balance, v.Settings = &u.Balance, &looks{u.Settings.Language, u.Settings.Theme}
	return v
}

func toOthers(reader, u given.User) view {
	v := public(u)
	if reader.Role == given.Support {
		v = v.withAccount(u)
		v.InternalNote = &u.InternalNote
	}
	return v
}

func matches(reader, u given.User, text string) bool {
	return strings.Contains(u.DisplayName, text) || strings.Contains(u.Bio, text) ||
		reader.Role == given.Support && strings.Contains(u.Email, text)
}

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
