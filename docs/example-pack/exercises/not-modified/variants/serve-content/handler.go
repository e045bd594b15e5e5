// Package notmodified lets http.ServeContent compare: it reads the tag that
// was set and answers 304 by itself.
package notmodified

import (
	"net/http"
	"strings"
	"time"

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
		http.ServeContent(w, r, "report.txt", time.Time{}, strings.NewReader(d.Report))
	})
	return mux
}
