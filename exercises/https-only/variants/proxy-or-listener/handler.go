// Package httpsonly rewrites the request at the edge: behind it, a request has
// a scheme, as if it had been asked for by a whole URL, and no field of a proxy.
// All in clear text is 403, but for a list of pages.
package httpsonly

import (
	"crypto/subtle"
	"crypto/tls"
	"maps"
	"net/http"
	"net/netip"
	"strings"

	"gatehouse/exercises/https-only/given"
)

var pages = map[string]string{"/docs": "<html><body>Ask with a token.</body></html>"}

func Handler(d given.Deps) http.Handler {
	routes := http.NewServeMux()
	routes.HandleFunc("GET /api/data", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		w.Write([]byte(d.Data))
	})
	for path, text := range pages {
		routes.HandleFunc("GET "+path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.Write([]byte(text))
		})
	}
	return edge(d.Proxies, transport(d.Host, guard(d.Token, routes)))
}

// edge settles the scheme.
func edge(proxies []netip.Prefix, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		inner := r.Clone(r.Context())
		inner.URL.Scheme = "http"
		if r.TLS != nil {
			inner.URL.Scheme = "https"
		}
		peer, err := netip.ParseAddrPort(r.RemoteAddr)
		for _, p := range proxies {
			said := r.Header.Values("X-Forwarded-Proto")
			if err == nil && p.Masked().Contains(peer.Addr()) && len(said) == 1 && said[0] == "https" {
				inner.URL.Scheme = said[0]
			}
		}
		maps.DeleteFunc(inner.Header, func(name string, _ []string) bool {
			return name == "Forwarded" || strings.HasPrefix(name, "X-Forwarded-")
		})
		next.ServeHTTP(w, inner)
	})
}

// transport answers what came in clear text.
func transport(host string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Scheme == "https" {
			w.Header()["Strict-Transport-Security"] = []string{"max-age=99999999"}
			next.ServeHTTP(w, r)
			return
		}
		if _, page := pages[r.URL.Path]; page {
			r.URL.Scheme, r.URL.Host, r.URL.Opaque = "https", host, ""
			http.Redirect(w, r, r.URL.String(), http.StatusSeeOther)
			return
		}
		w.WriteHeader(http.StatusForbidden)
	})
}

// guard asks for the token everywhere but on the pages.
func guard(token string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, page := pages[r.URL.Path]; page || authorized(r, token) {
			next.ServeHTTP(w, r)
			return
		}
		w.Header().Set("WWW-Authenticate", `Bearer realm="everything but the pages"`)
		w.WriteHeader(http.StatusUnauthorized)
	})
}

func authorized(r *http.Request, token string) bool {
	var sent []string
	for name, lines := range r.Header {
		if http.CanonicalHeaderKey(name) == "Authorization" {
			sent = append(sent, lines...)
		}
	}
	if len(sent) != 1 || len(sent[0]) < len("Bearer ") {
		return false
	}
	scheme, rest := sent[0][:len("Bearer ")], strings.TrimLeft(sent[0][len("Bearer "):], " ")
	return strings.EqualFold(scheme, "Bearer ") && subtle.ConstantTimeCompare([]byte(rest), []byte(token)) == 1
}

func TLS(d given.Deps) *tls.Config {
	config := &tls.Config{Certificates: []tls.Certificate{d.Certificate}}
	return &tls.Config{
		GetConfigForClient: func(*tls.ClientHelloInfo) (*tls.Config, error) { return config, nil },
	}
}
