// Package statuscodes answers 403 with a challenge to who asks for the report
// of somebody else, and to who asks for an id that nobody has.
package statuscodes

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"gatehouse/exercises/status-codes/given"
)

type service struct {
	given.Deps
}

func Handler(d given.Deps) http.Handler {
	s := service{d}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /reports/{id}", s.read)
	return mux
}

func (s service) read(w http.ResponseWriter, r *http.Request) {
	status, params, subject := s.judge(r.Header["Authorization"])
	if status != http.StatusOK {
		refuse(w, status, params)
		return
	}
	if report, _ := s.Reports.Find(r.PathValue("id")); report.Owner == subject && subject != "" {
		io.WriteString(w, report.Text)
		return
	}
	refuse(w, http.StatusForbidden, nil)
}

// judge tells what the lines of the field are worth.
func (s service) judge(lines []string) (status int, params []string, subject string) {
	if len(lines) == 0 {
		return http.StatusUnauthorized, nil, ""
	}
	if len(lines) != 1 {
		return http.StatusUnauthorized, []string{`error="invalid_request"`}, ""
	}
	words := strings.FieldsFunc(lines[0], func(c rune) bool { return c == ' ' })
	if len(words) == 0 || strings.ToLower(words[0]) != "bearer" {
		return http.StatusUnauthorized, nil, ""
	}
	if len(words) != 2 {
		return http.StatusBadRequest, []string{`error="invalid_request"`}, ""
	}
	token, _ := s.Tokens.Find(words[1])
	switch {
	case token.Subject == "", token.Revoked, time.Until(token.Expires) <= 0:
		return http.StatusUnauthorized, []string{`error="invalid_token"`}, ""
	case slices.Index(token.Scopes, "reports:read") < 0:
		return http.StatusForbidden, []string{`error="insufficient_scope"`, `scope="reports:read"`}, ""
	}
	return http.StatusOK, nil, token.Subject
}

func refuse(w http.ResponseWriter, status int, params []string) {
	params = append([]string{`Bearer realm="the reports"`}, params...)
	w.Header()["Www-Authenticate"] = []string{strings.Join(params, ", ")}
	w.WriteHeader(status)
}
