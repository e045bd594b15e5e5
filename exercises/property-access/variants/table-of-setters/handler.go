// Package propertyaccess reads the body token by token and looks each name up in
// a table of what may be set.
//
// It refuses names that are not in the table, names that are sent twice and
// null, hides the users that are not the caller's behind 404, and answers in
// JSON.
package propertyaccess

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"unicode/utf8"

	"gatehouse/exercises/property-access/given"
)

// setters says what each body may change, by the exact name. A setter checks
// a value and returns what is to be done with it.
type setters map[string]func(text string) (func(*given.User), bool)

var profile = setters{
	"display_name": func(s string) (func(*given.User), bool) {
		return func(u *given.User) { u.DisplayName = s }, s != "" && utf8.RuneCountInString(s) <= 60
	},
	"bio": func(s string) (func(*given.User), bool) {
		return func(u *given.User) { u.Bio = s }, utf8.RuneCountInString(s) <= 500
	},
	"settings.language": func(s string) (func(*given.User), bool) {
		return func(u *given.User) { u.Settings.Language = s }, s == "de" || s == "el" || s == "en"
	},
	"settings.theme": func(s string) (func(*given.User), bool) {
		return func(u *given.User) { u.Settings.Theme = s }, s == "dark" || s == "light"
	},
}

var role = setters{
	"role": func(s string) (func(*given.User), bool) {
		return func(u *given.User) { u.Role = s }, s == given.Member || s == given.Support || s == given.Admin
	},
}

func Handler(d given.Deps) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id, ok := d.Who(r)
		me, found := d.Users.Find(id)
		if !ok || !found {
			w.Header().Set("WWW-Authenticate", "Bearer")
			refuse(w, http.StatusUnauthorized)
			return
		}
		whose, list, least := me, profile, 0
		switch parts := strings.Split(r.URL.Path, "/"); {
		case r.URL.Path == "/me":
			if r.Method != http.MethodPatch {
				w.Header().Set("Allow", "PATCH")
				refuse(w, http.StatusMethodNotAllowed)
				return
			}
		case len(parts) == 4 && parts[1] == "users" && parts[3] == "role":
			if r.Method != http.MethodPut {
				w.Header().Set("Allow", "PUT")
				refuse(w, http.StatusMethodNotAllowed)
				return
			}
			whose, ok = d.Users.Find(parts[2])
			if me.Role != given.Admin || !ok || whose.Tenant != me.Tenant {
				refuse(w, http.StatusNotFound)
				return
			}
			list, least = role, 1
		default:
			refuse(w, http.StatusNotFound)
			return
		}
		changes, err := list.read(w, r)
		var status refusal
		if errors.As(err, &status) {
			refuse(w, int(status))
			return
		}
		if err != nil || len(changes) < least {
			refuse(w, http.StatusBadRequest)
			return
		}
		d.Users.Update(whose.ID, func(u *given.User) {
			for _, change := range changes {
				change(u)
			}
		})
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, "{}\n")
	})
}

type refusal int

func (r refusal) Error() string { return http.StatusText(int(r)) }

func refuse(w http.ResponseWriter, status int) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]string{"error": http.StatusText(status)})
}

// read reads the body token by token, so that it sees every name that was
// sent, and how often.
func (s setters) read(w http.ResponseWriter, r *http.Request) ([]func(*given.User), error) {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "application/json" {
		return nil, refusal(http.StatusUnsupportedMediaType)
	}
	body := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20))
	changes, err := s.object(body, "", map[string]bool{})
	if err != nil {
		return nil, tooLong(err)
	}
	if _, err := body.Token(); err != io.EOF {
		return nil, tooLong(fmt.Errorf("more than one value: %w", err))
	}
	return changes, nil
}

func tooLong(err error) error {
	var long *http.MaxBytesError
	if errors.As(err, &long) {
		return refusal(http.StatusRequestEntityTooLarge)
	}
	return refusal(http.StatusBadRequest)
}

func (s setters) object(body *json.Decoder, prefix string, seen map[string]bool) ([]func(*given.User), error) {
	if open, err := body.Token(); err != nil || open != json.Delim('{') {
		return nil, fmt.Errorf("no object: %w", err)
	}
	var changes []func(*given.User)
	for body.More() {
		token, err := body.Token()
		if err != nil {
			return nil, err
		}
		name := prefix + fmt.Sprint(token)
		if seen[name] {
			return nil, errors.New("a name that was sent twice")
		}
		seen[name] = true
		if name == "settings" {
			within, err := s.object(body, "settings.", seen)
			if err != nil {
				return nil, err
			}
			changes = append(changes, within...)
			continue
		}
		value, err := body.Token()
		if err != nil {
			return nil, err
		}
		text, ok := value.(string)
		set := s[name]
		if !ok || set == nil {
			return nil, errors.New("not a name or a value of this route")
		}
		change, ok := set(text)
		if !ok {
			return nil, errors.New("out of range")
		}
		changes = append(changes, change)
	}
	_, err := body.Token()
	return changes, err
}
