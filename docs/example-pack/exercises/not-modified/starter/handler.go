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
		if matches(r.Header, tag) {
			w.Header().Set("ETag", tag)
			w.WriteHeader(http.StatusNotModified)
			return
		}
		if !d.Owner(r) {
			w.Header().Set("WWW-Authenticate", `Bearer realm="report"`)
			http.Error(w, "unauthorized", http.StatusUnauthorized)
			return
		}
		w.Header().Set("ETag", tag)
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		io.WriteString(w, d.Report)
	})
	return mux
}

// matches reports whether If-None-Match names the tag.
func matches(h http.Header, tag string) bool {
	for one := range strings.SplitSeq(strings.Join(h.Values("If-None-Match"), ","), ",") {
		one = strings.TrimSpace(one)
		if one == "*" || strings.TrimPrefix(one, "W/") == tag {
			return true
		}
	}
	return false
}
