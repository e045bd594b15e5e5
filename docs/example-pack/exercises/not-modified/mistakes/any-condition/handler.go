// Package notmodified takes every condition for the right one.
//
// Who asks with a tag has been here before, and in the demonstration nothing
// changes between the two requests. Then the report is written anew. Name a
// tag of last year.
package notmodified

import (
	"io"
	"net/http"

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
		w.Header().Set("ETag", given.Tag(d.Report))
		if r.Header.Get("If-None-Match") != "" {
			w.WriteHeader(http.StatusNotModified) // want "the owner who names an old tag gets the report"
			return
		}
		io.WriteString(w, d.Report)
	})
	return mux
}
