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
		// First who asks: 304 answers a question about the report, and a
		// stranger has none to ask.
		if !d.Owner(r) {
			w.Header().Set("WWW-Authenticate", `Bearer realm="report"`)
			http.Error(w, "unauthorized", http.StatusUnauthorized)
			return
		}
		tag := given.Tag(d.Report)
		// Below the guard, as a refusal with the tag in it would tell what
		// the report says to who can guess it. Above the status, as no
		// header is sent after that; a 304 needs the tag, too.
		w.Header().Set("ETag", tag)
		if matches(r.Header, tag) {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		io.WriteString(w, d.Report)
	})
	return mux
}

// matches reports whether If-None-Match names the tag.
func matches(h http.Header, tag string) bool {
	// Several lines are one list.
	for one := range strings.SplitSeq(strings.Join(h.Values("If-None-Match"), ","), ",") {
		one = strings.TrimSpace(one)
		// The star is any tag. The comparison is weak: W/ does not count.
		if one == "*" || strings.TrimPrefix(one, "W/") == tag {
			return true
		}
	}
	return false
}
