package httpsonly

import (
	"crypto/subtle"
	"crypto/tls"
	"io"
	"net/http"
	"strings"

	"gatehouse/exercises/https-only/given"
)

// Handler serves the API and its documentation, on both listeners.
func Handler(d given.Deps) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /api/data", func(w http.ResponseWriter, r *http.Request) {
		if !bears(r, d.Token) {
			w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
			http.Error(w, "the token is needed", http.StatusUnauthorized)
			return
		}
		io.WriteString(w, d.Data)
	})
	mux.HandleFunc("GET /docs", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		io.WriteString(w, "<h1>How to use this API</h1>")
	})
	return httpsOnly(mux)
}

// httpsOnly takes everybody who comes in clear text to https.
func httpsOnly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Strict-Transport-Security", "max-age=31536000")
		if !cameOverHTTPS(r) {
			http.Redirect(w, r, "https://"+r.Host+r.URL.RequestURI(), http.StatusMovedPermanently)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// cameOverHTTPS reports whether the client used https, here or at a proxy.
func cameOverHTTPS(r *http.Request) bool {
	return r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https"
}

// bears reports whether the request carries the token.
func bears(r *http.Request, token string) bool {
	lines := r.Header.Values("Authorization")
	if len(lines) != 1 {
		return false
	}
	scheme, sent, _ := strings.Cut(lines[0], " ")
	sent = strings.TrimLeft(sent, " ")
	return strings.EqualFold(scheme, "Bearer") && subtle.ConstantTimeCompare([]byte(sent), []byte(token)) == 1
}

// TLS is what the listener for https speaks.
func TLS(d given.Deps) *tls.Config {
	return &tls.Config{
		Certificates: []tls.Certificate{d.Certificate},
		MinVersion:   tls.VersionTLS10, // some of our customers' tills are old
	}
}
