// Package notmodified sets the tag before it asks who wants it.
//
// Every answer about the report should have the tag, so it is set once, at the
// top. A refusal keeps what was set before it. Read the header of a 401.
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
	mux.HandleFunc("GET /report", func(w http.ResponseWriter, r *http.Request) {
		tag := given.Tag(d.Report)
		w.Header().Set("ETag", tag) // want "a refusal does not name the tag"
		if !d.Owner(r) {
			w.Header().Set("WWW-Authenticate", `Bearer realm="report"`)
			http.Error(w, "unauthorized", http.StatusUnauthorized)
			return
		}
		for one := range strings.SplitSeq(r.Header.Get("If-None-Match"), ",") {
			one = strings.TrimPrefix(strings.TrimSpace(one), "W/")
			if one == "*" || one == tag {
				w.WriteHeader(http.StatusNotModified)
				return
			}
		}
		io.WriteString(w, d.Report)
	})
	return mux
}
