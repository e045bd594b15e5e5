package sandbox

import (
	"crypto/tls"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
)

// OverTLS is a service that listens twice, in clear text and with TLS as
// config says. Both lead to handler; Request.TLS chooses the second.
func OverTLS(handler http.Handler, config *tls.Config) http.Handler {
	return overTLS{handler, config}
}

type overTLS struct {
	http.Handler
	config *tls.Config
}

// TLS is the same request over TLS, to a service that OverTLS made. Config is
// the caller's side: whom it trusts, which versions it speaks. If it names no
// server it asks for the host of the request. Every connection makes a
// handshake of its own, and then speaks HTTP/1.1.
func (r Request) TLS(config *tls.Config) Request {
	if config == nil {
		config = &tls.Config{}
	}
	r.tls = config.Clone()
	if r.tls.ServerName == "" {
		r.tls.ServerName = (&url.URL{Host: r.host}).Hostname()
	}
	// A session to resume would be sent while nobody reads.
	r.tls.ClientSessionCache, r.tls.NextProtos = nil, nil
	return r
}

// NoHandshake wants no answer at all: server and caller cannot agree on TLS,
// and nothing of the request is read.
var NoHandshake = Want{
	text: says("no TLS handshake"),
	check: func(e Exchange) string {
		if e.unshaken || e.notStarted {
			return ""
		}
		return e.Line() + ", over " + e.Over
	},
	unshaken: true,
}

// faults takes what net/http logs. A panic before the handler is asked, in a
// function of the TLS configuration, is told nowhere else.
type faults struct{ witness *witness }

var servingPanic = regexp.MustCompile(`(?s)^http: panic serving (\S+): (.*?)\n(goroutine \d+ .*)`)

// Write implements io.Writer.
func (f faults) Write(text []byte) (int, error) {
	if m := servingPanic.FindStringSubmatch(string(text)); m != nil {
		f.witness.mu.Lock()
		defer f.witness.mu.Unlock()
		_, stack := readStack(m[3])
		f.witness.notes[m[1]] = &note{panicked: m[2], at: place(f.witness.folder, slices.Values(stack))}
	}
	return len(text), nil
}

// curlTLS is how curl is told what the caller's side of TLS is, and whether it
// can be.
func (r Request) curlTLS() (args []string, can bool) {
	if r.tls == nil {
		return nil, true
	}
	if len(r.tls.Certificates) > 0 || r.tls.GetClientCertificate != nil {
		return nil, false // its files are nowhere
	}
	// The authority lives in the test alone.
	args = []string{"-k"}
	if v := r.tls.MinVersion; v != 0 {
		args = append(args, fmt.Sprintf("--tlsv1.%d", v-tls.VersionTLS10))
	}
	if v := r.tls.MaxVersion; v != 0 {
		args = append(args, "--tls-max", fmt.Sprintf("1.%d", v-tls.VersionTLS10))
	}
	return args, true
}
