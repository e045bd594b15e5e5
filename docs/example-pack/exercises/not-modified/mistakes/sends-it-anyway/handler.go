// Package notmodified takes no condition at all.
//
// What is not answered can tell nothing, and the report is always fresh. The
// owner's client asks each minute and pays for the whole report each time.
// Name the tag that came with it.
package notmodified

import (
	"io"
	"net/http"

	"gatehouse/exercises/not-modified/given"
)

// Handler shows the report to its owner.
func Handler(d given.Deps) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /report", func(w http.ResponseWriter, r *http.Request) {
		if !d.Owner(r) {
			w.Header().Set("WWW-Authenticate", `Bearer realm="report"`)
			http.Error(w, "unauthorized", http.StatusUnauthorized)
			return
		}
		w.Header().Set("ETag", given.Tag(d.Report))
		io.WriteString(w, d.Report) // want "the owner who names the tag gets 304"
	})
	return mux
}
