// Package notmodified puts the conditions around the guard.
//
// Two layers, each right by itself, and each can be tested alone. But the
// outer one answers before the inner one is asked. Send the right tag without
// a token.
package notmodified

import (
	"io"
	"net/http"
	"strings"

	"gatehouse/exercises/not-modified/given"
)

// Handler shows the report to its owner, who may ask whether it has changed.
func Handler(d given.Deps) http.Handler {
	mux := http.NewServeMux()
	report := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", given.Tag(d.Report))
		io.WriteString(w, d.Report)
	})
	mux.Handle("GET /report", conditional(d, guard(d, report))) // want "the right tag opens nothing to a stranger"
	return mux
}

func guard(d given.Deps, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !d.Owner(r) {
			w.Header().Set("WWW-Authenticate", `Bearer realm="report"`)
			http.Error(w, "unauthorized", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func conditional(d given.Deps, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		tag := given.Tag(d.Report)
		for one := range strings.SplitSeq(r.Header.Get("If-None-Match"), ",") {
			one = strings.TrimPrefix(strings.TrimSpace(one), "W/")
			if one == "*" || one == tag {
				w.Header().Set("ETag", tag)
				w.WriteHeader(http.StatusNotModified)
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}
