// Package notmodified answers a star before it asks who sent it.
//
// The tags are compared below the guard. The star compares nothing, so it
// seems to need none: it asks only whether there is a report. That is an
// answer, too. Send a star without a token.
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
		tag, condition := given.Tag(d.Report), r.Header.Get("If-None-Match")
		if condition == "*" {
			w.WriteHeader(http.StatusNotModified) // want "a star opens nothing to a stranger"
			return
		}
		if !d.Owner(r) {
			w.Header().Set("WWW-Authenticate", `Bearer realm="report"`)
			http.Error(w, "unauthorized", http.StatusUnauthorized)
			return
		}
		w.Header().Set("ETag", tag)
		for one := range strings.SplitSeq(condition, ",") {
			if strings.TrimPrefix(strings.TrimSpace(one), "W/") == tag {
				w.WriteHeader(http.StatusNotModified)
				return
			}
		}
		io.WriteString(w, d.Report)
	})
	return mux
}
