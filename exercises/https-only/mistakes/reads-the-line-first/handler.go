// Package httpsonly refuses a line that nobody can read before it asks how the request
// came.
//
// What cannot be right need not be looked at any further. In clear text, what looks
// like a token is told apart from what does not, by who should look at neither. Send
// one word, and two, without https.
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

func httpsOnly(d given.Deps, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		line := r.Header.Get("Authorization")
		switch {
		case line != "" && len(strings.Fields(line)) != 2:
			http.Error(w, "one scheme and one token", http.StatusBadRequest) // want "in clear text a right token is answered like a wrong one"
		case cameOverHTTPS(d.Proxies, r):
			w.Header().Set("Strict-Transport-Security", "max-age=31536000")
			next.ServeHTTP(w, r)
		case r.URL.Path == "/docs":
			http.Redirect(w, r, "https://"+d.Host+r.URL.RequestURI(), http.StatusPermanentRedirect)
		default:
			http.Error(w, "https only", http.StatusForbidden)
		}
	})
}

func cameOverHTTPS(proxies []netip.Prefix, r *http.Request) bool {
	if r.TLS != nil {
		return true
	}
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	known := func(p netip.Prefix) bool { return p.Contains(peer.Addr()) }
	if err != nil || !slices.ContainsFunc(proxies, known) {
		return false
	}
	said := r.Header.Values("X-Forwarded-Proto")
	return len(said) == 1 && said[0] == "https"
}

func bears(r *http.Request, token string) bool {
	lines := r.Header.Values("Authorization")
	if len(lines) != 1 {
		return false
	}
	scheme, sent, _ := strings.Cut(lines[0], " ")
	sent = strings.TrimLeft(sent, " ")
	return strings.EqualFold(scheme, "Bearer") && subtle.ConstantTimeCompare([]byte(sent), []byte(token)) == 1
}

func TLS(d given.Deps) *tls.Config {
	return &tls.Config{Certificates: []tls.Certificate{d.Certificate}}
}
