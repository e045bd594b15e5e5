// Package httpsonly has a second router for clear text, with a refusal below /api/.
//
// Each route says what it does, and none of them redirects a call. The router
// itself does: before it looks for a route it tidies the path. Ask for /api//data.
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
	inClear := http.NewServeMux()
	inClear.HandleFunc("/api/", func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "https only", http.StatusForbidden)
	})
	inClear.HandleFunc("/docs", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "https://"+d.Host+r.URL.RequestURI(), http.StatusPermanentRedirect)
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case cameOverHTTPS(d.Proxies, r):
			w.Header().Set("Strict-Transport-Security", "max-age=31536000")
			next.ServeHTTP(w, r)
		default:
			inClear.ServeHTTP(w, r) // want "no untidy path leads a call on"
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
