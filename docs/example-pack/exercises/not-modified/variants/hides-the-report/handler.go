// Package notmodified answers 404 to a stranger, who does not even hear that
// there is a report, and puts the guard before all routes.
package notmodified

import (
	"net/http"
	"slices"
	"strings"

	"gatehouse/exercises/not-modified/given"
)

// Handler shows the report to its owner, who may ask whether it has changed.
func Handler(d given.Deps) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/report", func(w http.ResponseWriter, r *http.Request) {
		tag := given.Tag(d.Report)
		w.Header().Set("ETag", tag)
		if named := tags(r.Header); slices.Contains(named, tag) || slices.Contains(named, "*") {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Write([]byte(d.Report))
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !d.Owner(r) {
			http.NotFound(w, r)
			return
		}
		mux.ServeHTTP(w, r)
	})
}

// tags are the tags that the client has, without their marks of weakness.
func tags(h http.Header) []string {
	all := strings.Split(h.Get("If-None-Match"), ",")
	for i, tag := range all {
		all[i] = strings.TrimPrefix(strings.Trim(tag, " \t"), "W/")
	}
	return all
}
