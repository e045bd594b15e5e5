// Package httpsonly routes by hand and answers with JSON: 400 where a request
// cannot be read or names another host in clear text, a temporary redirect for
// the page. The field for browsers is set at the last moment, when the status
// goes out.
package httpsonly

import (
	"crypto/subtle"
	"crypto/tls"
	"encoding/json"
	"io"
	"net/http"
	"net/netip"
	"slices"
	"strings"

	"gatehouse/exercises/https-only/given"
)

type service struct{ given.Deps }

func Handler(d given.Deps) http.Handler { return service{d} }

func (s service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	out := &answer{ResponseWriter: w, secure: s.secure(r)}
	switch path := r.URL.Path; {
	case !out.secure && path == "/docs" && (r.Method == "GET" || r.Method == "HEAD"):
		s.redirect(out, r)
	case !out.secure:
		out.fail(http.StatusBadRequest, "https only")
	case path != "/api/data" && path != "/docs":
		out.fail(http.StatusNotFound, "not here")
	case r.Method != "GET":
		out.Header().Set("Allow", "GET")
		out.fail(http.StatusMethodNotAllowed, "GET only")
	case path == "/docs":
		out.Header().Set("Content-Type", "text/html; charset=utf-8")
		out.WriteHeader(http.StatusOK)
		out.Write([]byte("<h1>Documentation</h1>"))
	default:
		s.data(out, r)
	}
}

func (s service) secure(r *http.Request) bool {
	if r.TLS != nil {
		return true
	}
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	return err == nil &&
		slices.Equal(r.Header.Values("X-Forwarded-Proto"), []string{"https"}) &&
		slices.ContainsFunc(s.Proxies, func(p netip.Prefix) bool { return p.Contains(peer.Addr()) })
}

func (s service) redirect(w *answer, r *http.Request) {
	name, _, _ := strings.Cut(r.Host, ":")
	if name != s.Host {
		w.fail(http.StatusBadRequest, "this is another host")
		return
	}
	w.Header().Set("Location", "https://"+s.Host+":443"+r.URL.RequestURI())
	w.WriteHeader(http.StatusTemporaryRedirect)
}

func (s service) data(w *answer, r *http.Request) {
	for name := range r.URL.Query() {
		if strings.HasSuffix(strings.ToLower(name), "token") {
			w.fail(http.StatusBadRequest, "tokens belong in the header")
			return
		}
	}
	lines := r.Header.Values("Authorization")
	var words []string
	if len(lines) == 1 {
		words = slices.DeleteFunc(strings.Split(lines[0], " "), func(word string) bool { return word == "" })
	}
	switch {
	case len(lines) == 0:
		w.challenge(http.StatusUnauthorized, `Bearer realm="api"`)
	case len(words) != 2:
		w.challenge(http.StatusBadRequest, `Bearer realm="api", error="invalid_request"`)
	case !strings.EqualFold(words[0], "bearer"), subtle.ConstantTimeCompare([]byte(words[1]), []byte(s.Token)) != 1:
		w.challenge(http.StatusUnauthorized, `Bearer realm="api", error="invalid_token"`)
	default:
		io.WriteString(w, s.Data)
	}
}

type answer struct {
	http.ResponseWriter
	secure, begun bool
}

func (a *answer) WriteHeader(status int) {
	if a.secure && !a.begun {
		a.Header().Set("Strict-Transport-Security", "max-age=31536000;includeSubDomains")
	}
	a.begun = true
	a.ResponseWriter.WriteHeader(status)
}

func (a *answer) Write(p []byte) (int, error) {
	if !a.begun {
		a.WriteHeader(http.StatusOK)
	}
	return a.ResponseWriter.Write(p)
}

func (a *answer) challenge(status int, challenge string) {
	a.Header().Set("WWW-Authenticate", challenge)
	a.fail(status, "a token is needed")
}

func (a *answer) fail(status int, why string) {
	a.Header().Set("Content-Type", "application/problem+json")
	a.WriteHeader(status)
	json.NewEncoder(a).Encode(map[string]any{"title": why, "status": status})
}

func TLS(d given.Deps) *tls.Config {
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	config.Certificates = append(config.Certificates, d.Certificate)
	return config
}
