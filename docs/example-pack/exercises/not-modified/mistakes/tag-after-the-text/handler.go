// Package notmodified sets the tag after the text was written.
//
// First what matters, then what describes it; it compiles, and Header().Set
// returns no error. The header went out with the first byte of the text. Look
// for ETag in a 200.
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
		for one := range strings.SplitSeq(r.Header.Get("If-None-Match"), ",") {
			one = strings.TrimPrefix(strings.TrimSpace(one), "W/")
			if one == "*" || one == tag {
				w.Header().Set("ETag", tag)
				w.WriteHeader(http.StatusNotModified)
				return
			}
		}
		io.WriteString(w, d.Report)
		w.Header().Set("ETag", tag) // want "the owner gets the report and its tag"
	})
	return mux
}
