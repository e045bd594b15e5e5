package sandbox

import (
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// protect guards /secure-data with a check of the request.
func protect(card string, allowed func(*http.Request) bool) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !allowed(r) {
			w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
			http.Error(w, "unauthorized", http.StatusUnauthorized)
			return
		}
		fmt.Fprintln(w, card)
	})
}

// right says whether the request carries the token as the standard writes it.
func right(r *http.Request, token string) bool {
	lines := r.Header.Values("Authorization")
	if len(lines) != 1 || token == "" {
		return false
	}
	scheme, rest, _ := strings.Cut(lines[0], " ")
	sent := strings.TrimLeft(rest, " ")
	return strings.EqualFold(scheme, "Bearer") && subtle.ConstantTimeCompare([]byte(sent), []byte(token)) == 1
}

func guard(token, card string) http.Handler {
	return protect(card, func(r *http.Request) bool { return right(r, token) })
}

// broken runs the families against a handler and names those that break.
func broken(t *testing.T, serve func(token, card string) http.Handler) []string {
	w := New(t)
	token, card := w.Secret("token"), w.Canary("card number")
	var names []string
	for _, p := range w.Families(Guarded{
		Request: Get("/secure-data"), Credential: token, Shows: card,
		Serve: func(token string) http.Handler { return serve(token, card) },
	}) {
		p.Serve = func() http.Handler { return serve(token, card) }
		t.Run(subtest(p.Name), func(t *testing.T) {
			if v := w.try(t, p); v.Outcome == Broken {
				names = append(names, p.Name)
				assert.Positive(t, v.Wrong)
				assert.NotEmpty(t, v.Exchanges, "the first wrong exchange is shown")
			}
		})
	}
	return names
}

func TestFamiliesLetRightGuardsPass(t *testing.T) {
	grammar := regexp.MustCompile(`^(?i:bearer) +([A-Za-z0-9._~+/-]+=*)$`)
	for name, serve := range map[string]func(token, card string) http.Handler{
		"a check in the handler": guard,
		"a regular expression that answers 400": func(token, card string) http.Handler {
			inner := guard(token, card)
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if line := r.Header.Get("Authorization"); line != "" && !grammar.MatchString(line) {
					http.Error(w, "cannot read Authorization", http.StatusBadRequest)
					return
				}
				inner.ServeHTTP(w, r)
			})
		},
		"Go's router, which redirects and answers 405": func(token, card string) http.Handler {
			mux := http.NewServeMux()
			mux.Handle("GET /secure-data", guard(token, card))
			mux.HandleFunc("GET /public", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "hello") })
			mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
			return mux
		},
		"a limit around every body, for which net/http then waits": func(token, card string) http.Handler {
			return http.MaxBytesHandler(guard(token, card), 1<<20)
		},
		"a limit within, and a refusal that takes its time": func(token, card string) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				r.Body = http.MaxBytesReader(w, r.Body, 1<<20)
				if !right(r, token) {
					time.Sleep(time.Second)
				}
				guard(token, card).ServeHTTP(w, r)
			})
		},
		"a service that will not start without a token": func(token, card string) http.Handler {
			if token == "" {
				return NotStarted(fmt.Errorf("no token"))
			}
			return guard(token, card)
		},
	} {
		t.Run(name, func(t *testing.T) { assert.Empty(t, broken(t, serve)) })
	}
}

func TestFamiliesCatchWrongGuards(t *testing.T) {
	for _, tt := range []struct {
		family Family
		serve  func(token, card string) http.Handler
	}{
		{Spelling, loose(func(r *http.Request, token string) bool { return r.Header.Get("Authorization") == "Bearer "+token })},
		{NearMisses, loose(func(r *http.Request, token string) bool {
			sent := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
			return len(sent) >= 8 && strings.HasPrefix(token, sent)
		})},
		{NearMisses, loose(func(r *http.Request, token string) bool {
			sent, _ := url.PathUnescape(strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "))
			return sent == token
		})},
		{TwoCredentials, loose(func(r *http.Request, token string) bool {
			one := r.Clone(r.Context())
			one.Header["Authorization"] = r.Header["Authorization"][:min(1, len(r.Header["Authorization"]))]
			return right(one, token)
		})},
		{Elsewhere, loose(func(r *http.Request, token string) bool {
			return right(r, token) || token != "" && r.FormValue("access_token") == token
		})},
		{OtherSchemes, loose(func(r *http.Request, token string) bool {
			_, password, _ := r.BasicAuth()
			return right(r, token) || token != "" && password == token
		})},
		{ClaimsOfTrust, loose(func(r *http.Request, token string) bool {
			return right(r, token) || strings.HasPrefix(r.RemoteAddr, "127.0.0.1:")
		})},
		{ClaimsOfTrust, loose(func(r *http.Request, token string) bool {
			return right(r, token) || r.Header.Get("X-Real-IP") == "127.0.0.1"
		})},
		{Methods, loose(func(r *http.Request, token string) bool { return right(r, token) || r.Method != http.MethodGet })},
		{Paths, loose(func(r *http.Request, token string) bool { return right(r, token) || r.URL.Path != "/secure-data" })},
		{OddCallers, loose(func(r *http.Request, token string) bool { return right(r, token) && r.Header.Get("Origin") == "" })},
		{Shapes, loose(func(r *http.Request, token string) bool {
			return right(r, token) || len(token) < 8 && strings.Contains(r.Header.Get("Authorization"), token)
		})},
		{EmptyConfiguration, loose(func(r *http.Request, token string) bool { return right(r, token) || token == "" })},
		{Memory, func(token, card string) http.Handler {
			var known sync.Map // of addresses that sent the token once
			return protect(card, func(r *http.Request) bool {
				host, _, _ := strings.Cut(r.RemoteAddr, ":")
				if right(r, token) {
					known.Store(host, true)
				}
				_, let := known.Load(host)
				return let
			})
		}},
		{Answers, func(token, card string) http.Handler {
			inner := guard(token, card)
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				_, _ = io.Copy(io.Discard, r.Body)
				inner.ServeHTTP(w, r)
			})
		}},
		{Answers, func(token, card string) http.Handler {
			inner := guard(token, card)
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if !right(r, token) {
					w.Header().Set("WWW-Authenticate", "Bearer realm="+base64.RawURLEncoding.EncodeToString([]byte("api")))
					http.Error(w, "no such token: "+r.Header.Get("Authorization"), http.StatusUnauthorized)
					return
				}
				inner.ServeHTTP(w, r)
			})
		}},
	} {
		t.Run(subtest(string(tt.family)), func(t *testing.T) {
			assert.Contains(t, broken(t, tt.serve), string(tt.family))
		})
	}
}

func loose(allowed func(*http.Request, string) bool) func(token, card string) http.Handler {
	return func(token, card string) http.Handler {
		return protect(card, func(r *http.Request) bool { return allowed(r, token) })
	}
}
