// Package httpsonly finds out once how a request came, puts that into its
// context, and lets each route say which way it takes. In clear text the API
// is not there at all.
package httpsonly

import (
	"context"
	"crypto/hmac"
	"crypto/tls"
	"net/http"
	"net/netip"
	"path"
	"strings"

	"gatehouse/exercises/https-only/given"
)

type schemeKey struct{}

type middleware func(http.Handler) http.Handler

func Handler(d given.Deps) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/api/", secureOnly(http.NotFoundHandler())(http.NotFoundHandler()))
	mux.Handle("/api/data", secureOnly(http.NotFoundHandler())(withToken(d.Token)(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet {
			w.Header().Set("Allow", "GET")
			w.WriteHeader(http.StatusMethodNotAllowed)
			return
		}
		w.Header().Set("Content-Type", "application/octet-stream")
		w.Write([]byte(d.Data))
	}))))
	mux.Handle("GET /docs", secureOnly(toHTTPS(d.Host))(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Add("Content-Type", "text/html")
		w.Write([]byte("<p>How to use this API"))
	})))
	return findScheme(d.Proxies)(tidyOnly(mux))
}

func findScheme(proxies []netip.Prefix) middleware {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			scheme := "http"
			if r.TLS != nil {
				scheme = "https"
			} else if peer := netip.MustParseAddrPort(r.RemoteAddr).Addr().Unmap(); contains(proxies, peer) {
				// A list of several is no scheme, whichever of them is true.
				if said := strings.Join(r.Header.Values("X-Forwarded-Proto"), ", "); strings.ToLower(said) == "https" {
					scheme = "https"
				}
			}
			if scheme == "https" {
				w.Header().Set("strict-transport-security", "includeSubDomains;MAX-AGE=31536000")
			}
			next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), schemeKey{}, scheme)))
		})
	}
}

func contains(proxies []netip.Prefix, peer netip.Addr) bool {
	for _, p := range proxies {
		if p.Contains(peer) {
			return true
		}
	}
	return false
}

// tidyOnly knows no path that a mux would tidy by a redirect.
func tidyOnly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if path.Clean(r.URL.Path) != r.URL.Path {
			http.NotFound(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// secureOnly lets otherwise answer what came in clear text.
func secureOnly(otherwise http.Handler) middleware {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Context().Value(schemeKey{}) != "https" {
				otherwise.ServeHTTP(w, r)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

func toHTTPS(host string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		location := "https://" + host + r.URL.EscapedPath()
		if r.URL.RawQuery != "" {
			location += "?" + r.URL.RawQuery
		}
		w.Header().Set("Location", location)
		w.WriteHeader(http.StatusFound)
	})
}

func withToken(token string) middleware {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			sent := r.Header.Values("Authorization")
			if len(sent) == 1 && len(sent[0]) > 7 && strings.EqualFold(sent[0][:7], "Bearer ") &&
				hmac.Equal([]byte(strings.TrimLeft(sent[0][7:], " ")), []byte(token)) {
				next.ServeHTTP(w, r)
				return
			}
			w.Header().Set("WWW-Authenticate", "Bearer")
			http.Error(w, "no", http.StatusUnauthorized)
		})
	}
}

func TLS(d given.Deps) *tls.Config {
	return &tls.Config{
		Certificates: []tls.Certificate{d.Certificate},
		MinVersion:   tls.VersionTLS12,
		MaxVersion:   tls.VersionTLS13,
		NextProtos:   []string{"h2", "http/1.1"},
	}
}
