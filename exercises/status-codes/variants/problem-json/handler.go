// Package statuscodes turns errors into statuses in one place, describes them
// as application/problem+json with the path in it, numbers its answers, offers
// no HEAD, and says of what cannot be an id that it is none.
package statuscodes

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode"

	"gatehouse/exercises/status-codes/given"
)

var (
	errNoToken  = errors.New("a bearer token is needed")
	errGarbled  = errors.New("the Authorization field cannot be read")
	errToken    = errors.New("this token is not good, or not any more")
	errScope    = errors.New("this token may not read reports")
	errID       = errors.New("an id has letters and digits, and nothing else")
	errNoReport = errors.New("there is no such report of yours")
)

// told says how each error is told.
var told = map[error]struct {
	status    int
	challenge string
}{
	errNoToken:  {http.StatusUnauthorized, `Bearer realm="reports"`},
	errGarbled:  {http.StatusBadRequest, `Bearer realm="reports", error="invalid_request"`},
	errToken:    {http.StatusUnauthorized, `Bearer realm="reports", error="invalid_token"`},
	errScope:    {http.StatusForbidden, `Bearer realm="reports", error="insufficient_scope", scope="reports:read"`},
	errID:       {http.StatusBadRequest, ""},
	errNoReport: {http.StatusNotFound, ""},
}

func Handler(d given.Deps) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/reports/{id}", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Request-Id", rand.Text())
		if r.Method != http.MethodGet {
			w.Header().Set("Allow", "GET")
			w.WriteHeader(http.StatusMethodNotAllowed)
			return
		}
		report, err := read(d, r)
		if err != nil {
			tell(w, r, err)
			return
		}
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Write([]byte(report.Text))
	})
	return mux
}

func read(d given.Deps, r *http.Request) (given.Report, error) {
	subject, err := subject(d.Tokens, r.Header.Values("Authorization"))
	if err != nil {
		return given.Report{}, err
	}
	if strings.ContainsFunc(r.PathValue("id"), strange) {
		return given.Report{}, errID
	}
	report, ok := d.Reports.Find(r.PathValue("id"))
	if !ok || report.Owner != subject {
		return given.Report{}, errNoReport
	}
	return report, nil
}

// strange tells whether c stands in no id.
func strange(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) }

func subject(tokens *given.Tokens, lines []string) (string, error) {
	if len(lines) == 0 {
		return "", errNoToken
	}
	if len(lines) > 1 || lines[0] == "" {
		return "", errGarbled
	}
	scheme, text, _ := strings.Cut(lines[0], " ")
	if !strings.EqualFold(scheme, "bearer") {
		return "", errNoToken
	}
	text = strings.Trim(text, " ")
	if text == "" || strings.Contains(text, " ") {
		return "", errGarbled
	}
	token, ok := tokens.Find(text)
	if !ok || token.Revoked || !time.Now().Before(token.Expires) {
		return "", errToken
	}
	if !slices.Contains(token.Scopes, "reports:read") {
		return "", errScope
	}
	return token.Subject, nil
}

func tell(w http.ResponseWriter, r *http.Request, err error) {
	how := told[err]
	if how.challenge != "" {
		w.Header().Set("WWW-Authenticate", how.challenge)
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(how.status)
	json.NewEncoder(w).Encode(map[string]any{
		"status": how.status, "title": http.StatusText(how.status), "detail": err.Error(), "instance": r.URL.Path,
	})
}
