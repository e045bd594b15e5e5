// Package notmodified leaves weak tags out.
//
// A weak tag says that two texts mean the same, not that they are the same to
// the byte, so a careful server does not rely on it. If-None-Match asks for no
// more than the meaning. Name the tag with W/ before it.
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
		if !d.Owner(r) {
			w.Header().Set("WWW-Authenticate", `Bearer realm="report"`)
			http.Error(w, "unauthorized", http.StatusUnauthorized)
			return
		}
		tag := given.Tag(d.Report)
		w.Header().Set("ETag", tag)
		for one := range strings.SplitSeq(r.Header.Get("If-None-Match"), ",") {
			if one = strings.TrimSpace(one); one == "*" || one == tag { // want "a weak tag counts as the strong one does"
				w.WriteHeader(http.StatusNotModified)
				return
			}
		}
		io.WriteString(w, d.Report)
	})
	return mux
}
