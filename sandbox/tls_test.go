package sandbox

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/sandbox/internal/unlucky"
)

const host = "api.example"

// tellsTLS answers with what a handler can know of its connection.
var tellsTLS = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
	version := "none"
	if r.TLS != nil {
		version = tls.VersionName(r.TLS.Version) + " for " + r.TLS.ServerName
	}
	body, _ := io.ReadAll(r.Body)
	fmt.Fprintf(w, "TLS: %s, from %s, %s", version, r.RemoteAddr, body)
})

// shows is a service that shows a certificate.
func shows(certificate tls.Certificate) func() http.Handler {
	return func() http.Handler {
		return OverTLS(tellsTLS, &tls.Config{Certificates: []tls.Certificate{certificate}})
	}
}

func only(authority *Authority, version uint16) *tls.Config {
	return &tls.Config{RootCAs: authority.Pool(), ServerName: host, MinVersion: version, MaxVersion: version}
}

func TestAServiceListensTwice(t *testing.T) {
	ca := NewAuthority("test")
	v := verdict(t, shows(ca.Certificate(host)), Probe{Do: func(c *Caller) {
		get := Get("/").Host(host)
		trusting := &tls.Config{RootCAs: ca.Pool()}
		assert.Equal(t, "clear text", c.Send(get, Shows("TLS: none, from 203.0.113.7:")).Over)
		assert.Equal(t, "TLS 1.3", c.Send(get.TLS(trusting), Shows("TLS: TLS 1.3 for api.example, from 203.0.113.7:")).Over)
		assert.Equal(t, "TLS 1.2", c.Send(get.TLS(only(ca, tls.VersionTLS12)), Shows("TLS: TLS 1.2 for api.example")).Over)
		e := c.Send(get.TLS(trusting).From("2001:db8::7"), Shows("from [2001:db8::7]:"))
		assert.Equal(t, "2001:db8::7", e.From)
		finish := c.Hold(get.Method("POST").Body("text/plain", "held").TLS(trusting), Shows("TLS 1.3", "held"))
		c.Send(get.TLS(trusting), Served)
		finish()
		raw := Raw("GET / HTTP/1.0\r\n\r\n").TLS(only(ca, tls.VersionTLS13))
		c.Send(raw, Shows("TLS 1.3"))
	}})
	assert.Equal(t, Holds, v.Outcome, v.Got)
}

func TestAServiceThatListensOnceSaysNothingOfIt(t *testing.T) {
	v := verdict(t, func() http.Handler { return tellsTLS }, Probe{Send: Get("/"), Want: Served})
	assert.Empty(t, v.Exchanges[0].Over)
	v = verdict(t, func() http.Handler { return tellsTLS }, Probe{Send: Get("/").TLS(nil), Want: NoHandshake})
	assert.Equal(t, Broken, v.Outcome, "it is the test's mistake, and no refusal")
	assert.Equal(t, "no TLS: the service listens in clear text only", v.Got)
}

func TestACallerJudgesTheCertificate(t *testing.T) {
	ca, other := NewAuthority("test"), NewAuthority("test")
	below := ca.Authority("below")
	for _, tt := range []struct {
		name        string
		certificate tls.Certificate
		got         string // "" where the caller is content
	}{
		{"right", ca.Certificate(host), ""},
		{"by an authority below", below.Certificate(host), ""},
		{"below that one", below.Authority("further below").Certificate(host), ""},
		{"for all names", ca.Certificate("*.example"), ""},
		{"unknown authority of the same name", other.Certificate(host), "certificate signed by unknown authority"},
		{"self-signed", SelfSigned(host), "certificate signed by unknown authority"},
		{"another name", ca.Certificate("evil.example"), "certificate is valid for evil.example, not api.example"},
		{"expired", ca.Certificate(host, Expired), "certificate has expired or is not yet valid"},
		{"not yet valid", ca.Certificate(host, NotYetValid), "certificate has expired or is not yet valid"},
		{"common name only", ca.Certificate(host, CommonNameOnly), "certificate relies on legacy Common Name field"},
		{"none", tls.Certificate{}, "remote error: tls: "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, version := range []uint16{tls.VersionTLS12, tls.VersionTLS13} {
				get := Get("/").TLS(only(ca, version))
				v := verdict(t, shows(tt.certificate), Probe{Send: get, Want: Served})
				if tt.got == "" {
					assert.Equal(t, Holds, v.Outcome, v.Got)
					continue
				}
				assert.Equal(t, Broken, v.Outcome)
				assert.True(t, strings.HasPrefix(v.Got, "no TLS handshake: "), v.Got)
				assert.Contains(t, v.Got, tt.got)
				assert.Zero(t, v.Exchanges[0].Status)
				assert.Empty(t, v.Exchanges[0].Response)
				v = verdict(t, shows(tt.certificate), Probe{Send: get, Want: NoHandshake})
				assert.Equal(t, Holds, v.Outcome, v.Got)
			}
		})
	}
}

func TestCertificatesLiveInVirtualTime(t *testing.T) {
	ca := NewAuthority("test")
	get := Get("/").TLS(only(ca, tls.VersionTLS13))
	v := verdict(t, shows(ca.Certificate(host, NotYetValid)), Probe{Do: func(c *Caller) {
		c.Send(get, NoHandshake)
		c.Wait(24 * time.Hour)
		c.Send(get, Served)
	}})
	assert.Equal(t, Holds, v.Outcome, v.Got)
	_, err := ca.Certificate(host).Leaf.Verify(x509.VerifyOptions{Roots: ca.Pool(), DNSName: host})
	require.NoError(t, err, "and outside of it")
	_, err = ca.Certificate("192.0.2.1").Leaf.Verify(x509.VerifyOptions{Roots: ca.Pool(), DNSName: "192.0.2.1"})
	require.NoError(t, err)
}

func TestAServiceWithoutATLSConfigurationIsToldSo(t *testing.T) {
	v := verdict(t, func() http.Handler { return OverTLS(tellsTLS, nil) }, Probe{Send: Get("/").TLS(nil), Want: Served})
	assert.Equal(t, Broken, v.Outcome)
	assert.Equal(t, "no TLS: the service has no configuration for it", v.Got)
}

func TestACaseCanWantNoHandshake(t *testing.T) {
	ca := NewAuthority("test")
	ask := Get("/").Host(host).TLS(only(ca, tls.VersionTLS12))
	over := func(least uint16) func() http.Handler {
		return func() http.Handler {
			return OverTLS(tellsTLS, &tls.Config{Certificates: []tls.Certificate{ca.Certificate(host)}, MinVersion: least})
		}
	}
	w := New(t)
	h := hunt{
		cases: func() []Case { return []Case{{Name: "an old caller", Send: ask, Want: NoHandshake}} }, rng: w.rng,
		right:  Server{Name: "the right server", Serve: over(tls.VersionTLS13)},
		broken: []Server{{Name: "a server that speaks what is old", Serve: over(tls.VersionTLS12)}},
	}
	for _, p := range h.probes() {
		v := w.try(t, p)
		assert.Equal(t, Holds, v.Outcome, "%s: %s", p.Name, v.Got)
	}
}

func TestNoHandshakeIsAnAnswerToOldCallers(t *testing.T) {
	ca := NewAuthority("test")
	serving := func(oldest uint16) func() http.Handler {
		config := &tls.Config{Certificates: []tls.Certificate{ca.Certificate(host)}, MinVersion: oldest}
		return func() http.Handler { return OverTLS(tellsTLS, config) }
	}
	for version, name := range map[uint16]string{tls.VersionTLS10: "TLS 1.0", tls.VersionTLS11: "TLS 1.1"} {
		get := Get("/").TLS(only(ca, version))
		v := verdict(t, serving(0), Probe{Send: get, Want: NoHandshake})
		assert.Equal(t, Holds, v.Outcome, v.Got)
		assert.False(t, v.Honest)
		assert.Equal(t, "no TLS handshake: remote error: tls: protocol version not supported", v.Got)
		assert.Equal(t, "TLS, without a handshake", v.Exchanges[0].Over)
		v = verdict(t, serving(tls.VersionTLS10), Probe{Send: get, Want: NoHandshake})
		assert.Equal(t, Broken, v.Outcome)
		assert.Equal(t, "200 OK, over "+name, v.Got)
	}
}

func TestWhatARefusedHandshakeChangedIsSeen(t *testing.T) {
	w := New(t)
	asked := 0
	w.Unchanged("the count", func() string { return strconv.Itoa(asked) })
	v := w.try(t, Probe{Name: "old callers are refused", Send: Get("/").TLS(nil), Want: All(NoHandshake, Lacks("x")), Serve: func() http.Handler {
		return OverTLS(tellsTLS, &tls.Config{GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
			time.Sleep(time.Second)
			asked++
			return nil, errors.New("none for you")
		}})
	}})
	assert.Equal(t, "no TLS handshake: remote error: tls: internal error, and the count changed", v.Got)
}

func TestAServiceCanAskForACertificate(t *testing.T) {
	ca, other := NewAuthority("test"), NewAuthority("test")
	serve := func() http.Handler {
		return OverTLS(tellsTLS, &tls.Config{
			Certificates: []tls.Certificate{ca.Certificate(host)},
			ClientAuth:   tls.RequireAndVerifyClientCert, ClientCAs: ca.Pool(),
		})
	}
	for _, version := range []uint16{tls.VersionTLS12, tls.VersionTLS13} {
		with := func(certificates ...tls.Certificate) Request {
			config := only(ca, version)
			config.Certificates = certificates
			return Get("/").TLS(config)
		}
		for _, refused := range []Request{with(), with(other.Certificate("alice")), with(SelfSigned("alice"))} {
			v := verdict(t, serve, Probe{Send: refused, Want: NoHandshake})
			assert.Equal(t, Holds, v.Outcome, v.Got)
			v = verdict(t, serve, Probe{Send: refused, Want: Status(401)})
			assert.Equal(t, Broken, v.Outcome)
			assert.Contains(t, v.Got, "no TLS handshake: remote error: tls: ")
		}
		v := verdict(t, serve, Probe{Send: with(ca.Certificate("alice")), Want: Served})
		assert.Equal(t, Holds, v.Outcome, v.Got)
	}
}

func TestUnluckyHandshakesBreakTheProbeAndAreNamed(t *testing.T) {
	for _, tt := range []struct {
		name string
		get  func(*tls.ClientHelloInfo) (*tls.Certificate, error)
		got  string
	}{
		{"panics in handshake", unlucky.PanicsInHandshake, "panicked at unlucky.go:LINE: no certificate"},
		{"hangs in handshake", unlucky.HangsInHandshake, "no answer: unlucky.go:LINE waits for ever on a channel"},
	} {
		for _, want := range []Want{Served, NoHandshake} {
			t.Run(tt.name, func(t *testing.T) {
				serve := func() http.Handler { return OverTLS(tellsTLS, &tls.Config{GetCertificate: tt.get}) }
				v := verdict(t, serve, Probe{Send: Get("/").TLS(nil), Want: want})
				assert.Equal(t, Broken, v.Outcome)
				assert.Equal(t, atLine(t, tt.got, tt.name), v.Got)
				require.NotNil(t, v.At)
				assert.Equal(t, Place{File: "unlucky.go", Line: lineOf(t, tt.name)}, *v.At)
			})
		}
	}
}

func TestUnluckyHandlersAreNamedOverTLS(t *testing.T) {
	ca := NewAuthority("test")
	for name, handler := range map[string]http.HandlerFunc{
		"panics": unlucky.Panics, "hangs": unlucky.Hangs, "floods": unlucky.Floods, "writes late": unlucky.WritesLate,
	} {
		serve := func() http.Handler {
			return OverTLS(handler, &tls.Config{Certificates: []tls.Certificate{ca.Certificate(host)}})
		}
		v := verdict(t, serve, Probe{Send: Get("/").TLS(only(ca, tls.VersionTLS13)), Want: Served})
		assert.Equal(t, Broken, v.Outcome, name)
		require.NotNil(t, v.At, name)
		assert.Equal(t, lineOf(t, name), v.At.Line, name)
	}
}

func TestAServiceThatDoesNotStartRefusesOverTLSToo(t *testing.T) {
	for _, serve := range []func() http.Handler{
		func() http.Handler { return NotStarted(errors.New("no certificate")) },
		func() http.Handler { return OverTLS(NotStarted(errors.New("no certificate")), nil) },
	} {
		assert.Equal(t, Holds, verdict(t, serve, Probe{Send: Get("/").TLS(nil), Want: NoHandshake}).Outcome)
		assert.Equal(t, Holds, verdict(t, serve, Probe{Send: Get("/").TLS(nil), Want: Refused}).Outcome)
		v := verdict(t, serve, Probe{Send: Get("/").TLS(nil), Want: Served})
		assert.Equal(t, "did not start: no certificate", v.Got)
	}
}

func TestFamiliesGoOverTLS(t *testing.T) {
	w := New(t)
	w.watchdog = time.Minute // hundreds of handshakes, perhaps with the race detector
	ca := NewAuthority("test")
	token, card := w.Secret("token"), w.Canary("card number")
	serve := func(token string) http.Handler {
		return OverTLS(protect(card, func(r *http.Request) bool { return r.TLS != nil && right(r, token) }),
			&tls.Config{Certificates: []tls.Certificate{ca.Certificate(host)}})
	}
	for _, p := range w.Families(Guarded{
		Request: Get("/secure-data").TLS(only(ca, tls.VersionTLS13)), Credential: token, Shows: card, Serve: serve,
	}) {
		p.Serve = func() http.Handler { return serve(token) }
		t.Run(subtest(p.Name), func(t *testing.T) {
			v := w.try(t, p)
			assert.Equal(t, Holds, v.Outcome, v.Got)
		})
	}
}

func TestCurlIsToldOfTLS(t *testing.T) {
	ca := NewAuthority("test")
	config := only(ca, tls.VersionTLS11)
	for want, r := range map[string]Request{
		"curl -i -k https://localhost:8443/docs":                                                                  Get("/docs").TLS(nil),
		"curl -i -k -H 'Host: evil.example' https://localhost:8443/docs":                                          Get("/docs").TLS(nil).Host("evil.example"),
		"curl -i -k --tlsv1.1 --tls-max 1.1 https://localhost:8443/docs":                                          Get("/docs").TLS(config),
		"curl -i -k --request-target http://evil.example/ https://localhost:8443/":                                Get("http://evil.example/").TLS(nil),
		"curl -i http://localhost:8080/docs":                                                                      Get("/docs").From("127.0.0.1"),
		"curl -i -H 'Host: evil.example' http://localhost:8080/docs":                                              Get("/docs").Host("evil.example"),
		"curl -i -X POST -k -H 'Content-Type: application/json' --data-raw '{\"a\": 1}' https://localhost:8443/p": Call("POST", "/p").Body("application/json", `{"a": 1}`).TLS(nil),
		"": Get("/docs").TLS(&tls.Config{Certificates: []tls.Certificate{ca.Certificate("alice")}}),
	} {
		assert.Equal(t, want, r.Curl())
	}
	assert.Empty(t, Get("/docs").From("192.0.2.9").Curl(), "no command chooses that address")
}

func TestTheReportTellsTheWay(t *testing.T) {
	ca := NewAuthority("test")
	v := verdict(t, shows(ca.Certificate(host)), Probe{Send: Get("/").TLS(only(ca, tls.VersionTLS12)).From("192.0.2.9"), Want: Status(404)})
	told := text(v, 7)
	assert.Contains(t, told, "\n  from    192.0.2.9\n  over    TLS 1.2\n")
	raw, err := json.Marshal(v.Exchanges[0])
	require.NoError(t, err)
	assert.Contains(t, string(raw), `"from":"192.0.2.9","over":"TLS 1.2"`)
}

func TestAPublicAuthorityIsTrustedByWhoNamesNone(t *testing.T) {
	ca := PublicAuthority()
	assert.Same(t, ca, PublicAuthority())
	everybody := Get("/").TLS(&tls.Config{ServerName: host})
	v := verdict(t, shows(ca.Certificate(host)), Probe{Send: everybody, Want: Served})
	assert.Equal(t, Holds, v.Outcome, v.Got)
	v = verdict(t, shows(NewAuthority("private").Certificate(host)), Probe{Send: everybody, Want: Served})
	assert.Contains(t, v.Got, "certificate signed by unknown authority")
	pool, err := x509.SystemCertPool()
	require.NoError(t, err)
	assert.True(t, pool.Equal(ca.Pool()))
}
