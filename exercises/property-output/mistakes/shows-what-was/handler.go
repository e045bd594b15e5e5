// Package propertyoutput prints the record into a refusal.
//
// Whoever reads the message sees at once what the change was to be applied to.
// It is the stored record, with everything. Send a name that is too long.
package propertyoutput

import (
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
		if body, ok := read(r, &change); !ok {
			http.Error(w, fmt.Sprintf("cannot apply %q to %+v", body, me), http.StatusBadRequest) // want "a profile that cannot be stored is refused without the record"
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

func toOthers(reader, u given.User) any {
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

func read(r *http.Request, p *profile) ([]byte, bool) {
	body, err := io.ReadAll(io.LimitReader(r.Body, 1<<16))
	if err != nil || json.Unmarshal(body, p) != nil {
		return body, false
	}
	return body, p.DisplayName == nil || *p.DisplayName != "" && utf8.RuneCountInString(*p.DisplayName) <= 60
}
