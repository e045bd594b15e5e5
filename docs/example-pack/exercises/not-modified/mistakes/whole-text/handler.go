// Package notmodified compares the field with the tag as one text.
//
// One browser, one page: the field holds one tag, and that is the one it was
// given. A cache may hold two versions and ask for both, and a proxy that
// compresses marks the tag as weak. Name two tags in one line.
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
		tag, condition := given.Tag(d.Report), r.Header.Get("If-None-Match")
		w.Header().Set("ETag", tag)
		if condition == "*" || condition == tag { // want "the tag counts wherever it stands in a list"
			w.WriteHeader(http.StatusNotModified)
			return
		}
		io.WriteString(w, d.Report)
	})
	return mux
}
