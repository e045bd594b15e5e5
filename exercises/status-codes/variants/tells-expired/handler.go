// Package statuscodes describes each error in the challenge, says of an
// expired token that it has expired, and offers a second scheme.
package statuscodes

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"gatehouse/exercises/status-codes/given"
)

type reason struct {
	status            int
	code, description string
}

var (
	missing = reason{status: http.StatusUnauthorized}
	garbled = reason{http.StatusBadRequest, "invalid_request", "One scheme and one token are needed"}
	unknown = reason{http.StatusUnauthorized, "invalid_token", "Nobody has this token"}
	expired = reason{http.StatusUnauthorized, "invalid_token", "The access token expired"}
	revoked = reason{http.StatusUnauthorized, "invalid_token", "The access token was revoked"}
	narrow  = reason{http.StatusForbidden, "insufficient_scope", "Reports are read with another scope"}
)

func Handler(d given.Deps) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /reports/{id}", func(w http.ResponseWriter, r *http.Request) {
		subject, no := caller(d.Tokens, r)
		if no != nil {
			no.write(w)
			return
		}
		if report, ok := d.Reports.Find(r.PathValue("id")); ok && report.Owner == subject {
			io.WriteString(w, report.Text)
			return
		}
		w.Header().Set("WWW-Authenticate", `Bearer realm="reports"`)
		http.Error(w, "There is no report "+r.PathValue("id")+" of yours.", http.StatusNotFound)
	})
	return mux
}

func caller(tokens *given.Tokens, r *http.Request) (string, *reason) {
	lines := r.Header.Values("Authorization")
	switch len(lines) {
	case 0:
		return "", &missing
	case 1:
	default:
		return "", &garbled
	}
	scheme, text, _ := strings.Cut(lines[0], " ")
	text = strings.TrimLeft(text, " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return "", &missing
	}
	if text == "" || strings.ContainsAny(text, " ,") {
		return "", &garbled
	}
	token, ok := tokens.Find(text)
	if !ok {
		return "", &unknown
	}
	if token.Revoked {
		return "", &revoked
	}
	if !time.Now().Before(token.Expires) {
		return "", &expired
	}
	if !slices.Contains(token.Scopes, "reports:read") {
		return "", &narrow
	}
	return token.Subject, nil
}

func (no reason) write(w http.ResponseWriter) {
	params := []string{`realm="reports"`, `scope="reports:read"`}
	if no.code != "" {
		params = append(params, `error="`+no.code+`"`, `error_description="`+no.description+`"`)
	}
	w.Header().Add("WWW-Authenticate", `DPoP algs="ES256"`)
	w.Header().Add("WWW-Authenticate", "Bearer "+strings.Join(params, ", "))
	http.Error(w, no.description, no.status)
}
