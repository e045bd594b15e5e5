// Package notmodified answers 304 to whoever sends a credential.
//
// A stranger without one is refused, so a test without a token is content, and
// asking the owner's store is saved for most requests. Whether the credential
// is a right one is asked only where the report is sent. Send the right tag
// with a wrong token.
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
		if r.Header.Get("Authorization") != "" && matches(r.Header, tag) {
			w.Header().Set("ETag", tag)
			w.WriteHeader(http.StatusNotModified) // want "the right tag beside a wrong token opens nothing"
			return
		}
		if !d.Owner(r) {
			w.Header().Set("WWW-Authenticate", `Bearer realm="report"`)
			http.Error(w, "unauthorized", http.StatusUnauthorized)
			return
		}
		w.Header().Set("ETag", tag)
		io.WriteString(w, d.Report)
	})
	return mux
}

func matches(h http.Header, tag string) bool {
	for one := range strings.SplitSeq(h.Get("If-None-Match"), ",") {
		one = strings.TrimPrefix(strings.TrimSpace(one), "W/")
		if one == "*" || one == tag {
			return true
		}
	}
	return false
}
