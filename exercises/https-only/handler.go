// Package httpsonly serves an API and a page over https, and tells who comes
// in clear text where to go.
package httpsonly

import (
	"crypto/subtle"
	"crypto/tls"
	"io"
	"net/http"
	"net/netip"
	"slices"
	"strings"

	"gatehouse/exercises/https-only/given"
)

// Handler serves both listeners, and the proxies.
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
	return httpsOnly(d, mux)
}

// httpsOnly lets next answer what came over https, and nothing else.
func httpsOnly(d given.Deps, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case cameOverHTTPS(d.Proxies, r):
			// Set before next runs, so that its refusals carry it, too. In
			// clear text a browser ignores it: anybody could have written it.
			w.Header().Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
			next.ServeHTTP(w, r)
		case r.URL.Path == "/docs":
			// A person typed the address without its scheme. The host is our
			// own word: the caller's would lead wherever he likes.
			http.Redirect(w, r, "https://"+d.Host+r.URL.RequestURI(), http.StatusPermanentRedirect)
		default:
			// A program that was redirected would go on sending its token in
			// clear text first, and nobody would notice.
			http.Error(w, "https only; change a token that was sent without it", http.StatusForbidden)
		}
	})
}

// cameOverHTTPS reports whether the client used https, here or at one of the
// proxies.
func cameOverHTTPS(proxies []netip.Prefix, r *http.Request) bool {
	if r.TLS != nil {
		return true
	}
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	known := func(p netip.Prefix) bool { return p.Contains(peer.Addr()) }
	if err != nil || !slices.ContainsFunc(proxies, known) {
		return false
	}
	// Two values mean that somebody before the proxy wrote one of them.
	said := r.Header.Values("X-Forwarded-Proto")
	return len(said) == 1 && said[0] == "https"
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
		MinVersion:   tls.VersionTLS12, // Go's default, said aloud
	}
}
