// Package httpsonly has a mux for each way of coming: what is not registered
// for clear text is not there in clear text. Calls are told to upgrade, and the
// certificate is chosen in the handshake.
package httpsonly

import (
	"crypto/sha256"
	"crypto/subtle"
	"crypto/tls"
	"fmt"
	"html/template"
	"net"
	"net/http"
	"net/netip"
	"path"
	"regexp"

	"gatehouse/exercises/https-only/given"
)

var (
	bearer = regexp.MustCompile(`^(?i:bearer) +([A-Za-z0-9._~+/-]+=*)$`)
	page   = template.Must(template.New("docs").Parse(`<!doctype html><title>{{.}}</title><p>Call {{.}} over https.`))
)

func Handler(d given.Deps) http.Handler {
	secure, clear := http.NewServeMux(), http.NewServeMux()

	secure.HandleFunc("GET /api/data", func(w http.ResponseWriter, r *http.Request) {
		want, got := sha256.Sum256([]byte(d.Token)), sha256.Sum256(nil)
		if lines := r.Header["Authorization"]; len(lines) == 1 {
			if parts := bearer.FindStringSubmatch(lines[0]); parts != nil {
				got = sha256.Sum256([]byte(parts[1]))
			}
		}
		if subtle.ConstantTimeCompare(want[:], got[:]) == 0 {
			w.Header().Set("WWW-Authenticate", "Bearer realm=\"api\"")
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		fmt.Fprintln(w, d.Data)
	})
	secure.HandleFunc("GET /docs", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		page.Execute(w, d.Host)
	})

	clear.HandleFunc("/api/", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Upgrade", "TLS/1.2, HTTP/1.1")
		w.Header().Set("Connection", "Upgrade")
		w.WriteHeader(http.StatusUpgradeRequired)
	})
	clear.HandleFunc("GET /docs", func(w http.ResponseWriter, r *http.Request) {
		target := *r.URL
		target.Scheme, target.Host, target.User = "https", d.Host, nil
		http.Redirect(w, r, target.String(), http.StatusMovedPermanently)
	})

	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mux := clear
		if r.TLS != nil || vouchedFor(d.Proxies, r) {
			w.Header().Set("Strict-Transport-Security", `max-age="63072000"; includeSubDomains; preload`)
			mux = secure
		} else if path.Clean(r.URL.Path) != r.URL.Path {
			http.NotFound(w, r) // a mux would redirect to the tidy path
			return
		}
		mux.ServeHTTP(w, r)
	})
}

// vouchedFor reports whether a proxy says that its client used https.
func vouchedFor(proxies []netip.Prefix, r *http.Request) bool {
	if words := r.Header["X-Forwarded-Proto"]; len(words) != 1 || words[0] != "https" {
		return false
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	for _, p := range proxies {
		_, network, err := net.ParseCIDR(p.String())
		if err == nil && network.Contains(ip) {
			return true
		}
	}
	return false
}

func TLS(d given.Deps) *tls.Config {
	return &tls.Config{GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
		return &d.Certificate, nil
	}}
}
