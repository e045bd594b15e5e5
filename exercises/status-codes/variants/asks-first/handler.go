// Package statuscodes asks for a token before it looks at method or path, and
// hands the caller on in the request's context.
package statuscodes

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"gatehouse/exercises/status-codes/given"
)

type subjectKey struct{}

func Handler(d given.Deps) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /reports/{id}", func(w http.ResponseWriter, r *http.Request) {
		report, ok := d.Reports.Find(r.PathValue("id"))
		switch subject := r.Context().Value(subjectKey{}); {
		case ok && report.Owner == subject:
			fmt.Fprint(w, report.Text)
		default:
			http.Error(w, "not found", http.StatusNotFound)
		}
	})
	return identify(d.Tokens, mustHave("reports:read", mux))
}

type scopesKey struct{}

// identify lets who has a good token through to next.
func identify(tokens *given.Tokens, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text, sent := "", false
		for i, line := range r.Header.Values("Authorization") {
			scheme, rest, _ := strings.Cut(line, " ")
			sent = sent || strings.EqualFold(scheme, "Bearer")
			text = strings.TrimLeft(rest, " ")
			if i > 0 {
				text, sent = "", true
			}
		}
		token, ok := tokens.Find(text)
		switch {
		case !sent:
			w.Header().Set("WWW-Authenticate", `Bearer realm="reports"`)
			http.Error(w, "who are you?", http.StatusUnauthorized)
		case !ok || text == "" || token.Revoked || !time.Now().Before(token.Expires):
			w.Header().Set("WWW-Authenticate", `Bearer realm="reports", error="invalid_token"`)
			http.Error(w, "who are you?", http.StatusUnauthorized)
		default:
			ctx := context.WithValue(r.Context(), subjectKey{}, token.Subject)
			ctx = context.WithValue(ctx, scopesKey{}, token.Scopes)
			next.ServeHTTP(w, r.WithContext(ctx))
		}
	})
}

// mustHave lets who has the scope through to next.
func mustHave(scope string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		scopes, _ := r.Context().Value(scopesKey{}).([]string)
		if !slices.Contains(scopes, scope) {
			w.Header().Set("WWW-Authenticate", fmt.Sprintf(`Bearer error="insufficient_scope", scope=%q`, scope))
			http.Error(w, "not within your scopes", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}
