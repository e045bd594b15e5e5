package given

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// What stands in this file is for the probes, and your handler needs none of
// it: the network that Dial leads into, and what those overheard who stand in
// it.

// Network holds servers by their addresses, such as pay.example.org:443.
type Network struct {
	mu    sync.Mutex
	hosts map[string]*Host
}

// NewNetwork returns a network on which nobody answers.
func NewNetwork() *Network { return &Network{hosts: map[string]*Host{}} }

// givenUp is how long a connection that leads nowhere stays open.
const givenUp = 45 * time.Second

// Put has a server answer at an address from here on: over TLS, or in clear
// text if config is nil. Without a handler it takes all and says nothing.
func (n *Network) Put(address string, config *tls.Config, handler http.Handler) *Host {
	h := &Host{config: config, silent: handler == nil, conns: make(chan net.Conn)}
	if !h.silent {
		server := &http.Server{Handler: handler, ErrorLog: log.New(io.Discard, "", 0)}
		go func() { _ = server.Serve(h) }()
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.hosts[address] = h
	return h
}

// PutNowhere has an address that can never be reached.
func (n *Network) PutNowhere(address string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.hosts[address] = nil
}

// Dial opens a connection to whoever answers at the address.
func (n *Network) Dial(ctx context.Context, _, address string) (net.Conn, error) {
	n.mu.Lock()
	h, known := n.hosts[address]
	n.mu.Unlock()
	switch {
	case !known:
		return nil, errors.New("dial " + address + ": connection refused")
	case h == nil:
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(givenUp):
			return nil, errors.New("dial " + address + ": connection timed out")
		}
	}
	return h.connect(), nil
}

// Host is one server, and a listener for its own connections.
type Host struct {
	config *tls.Config
	silent bool
	conns  chan net.Conn

	mu    sync.Mutex
	heard []*bytes.Buffer // what came on each connection, encrypted and decrypted
}

// Heard reports whether the text came in, in clear text or decrypted.
func (h *Host) Heard(text string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, b := range h.heard {
		if strings.Contains(b.String(), text) {
			return true
		}
	}
	return false
}

func (h *Host) connect() net.Conn {
	client, server := net.Pipe()
	end := h.tap(newBuffered(server))
	if h.silent {
		time.AfterFunc(givenUp, func() { _ = end.Close() })
		go func() { _, _ = io.Copy(io.Discard, end) }()
		return newBuffered(client)
	}
	if h.config != nil {
		end = h.tap(tls.Server(end, h.config))
	}
	h.conns <- end
	return newBuffered(client)
}

// Accept implements net.Listener.
func (h *Host) Accept() (net.Conn, error) { return <-h.conns, nil }

// Close implements net.Listener.
func (h *Host) Close() error { return nil }

// Addr implements net.Listener.
func (h *Host) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(198, 51, 100, 2), Port: 443} }

// tap listens in on what is read from a connection.
func (h *Host) tap(conn net.Conn) net.Conn {
	h.mu.Lock()
	defer h.mu.Unlock()
	heard := &bytes.Buffer{}
	h.heard = append(h.heard, heard)
	return &tapped{conn, h, heard}
}

type tapped struct {
	net.Conn
	host  *Host
	heard *bytes.Buffer
}

// Read implements net.Conn.
func (t *tapped) Read(p []byte) (int, error) {
	n, err := t.Conn.Read(p)
	t.host.mu.Lock()
	defer t.host.mu.Unlock()
	t.heard.Write(p[:n])
	return n, err
}

// buffered is a connection that takes what is sent as a network does, without
// waiting until it is read: in a handshake both sides may speak at once.
type buffered struct {
	net.Conn
	waiting chan []byte
	closed  chan struct{}
	close   func()
}

func newBuffered(conn net.Conn) *buffered {
	b := &buffered{Conn: conn, waiting: make(chan []byte, 1024), closed: make(chan struct{})}
	b.close = sync.OnceFunc(func() {
		close(b.closed)
		_ = conn.SetReadDeadline(time.Unix(1, 0)) // ends a Read that waits
	})
	go b.deliver()
	return b
}

// deliver sends what waits, and closes the connection when all of it was read.
func (b *buffered) deliver() {
	defer b.Conn.Close()
	for {
		select {
		case p := <-b.waiting:
			if _, err := b.Conn.Write(p); err != nil {
				return
			}
		case <-b.closed:
			if len(b.waiting) == 0 {
				return
			}
		}
	}
}

// Read implements net.Conn.
func (b *buffered) Read(p []byte) (int, error) {
	n, err := b.Conn.Read(p)
	select {
	case <-b.closed:
		return n, net.ErrClosed
	default:
		return n, err
	}
}

// Write implements net.Conn.
func (b *buffered) Write(p []byte) (int, error) {
	select {
	case <-b.closed:
		return 0, net.ErrClosed
	case b.waiting <- bytes.Clone(p):
		return len(p), nil
	}
}

// SetDeadline implements net.Conn: to send never waits, and so never too long.
func (b *buffered) SetDeadline(t time.Time) error { return b.Conn.SetReadDeadline(t) }

// SetWriteDeadline implements net.Conn.
func (b *buffered) SetWriteDeadline(time.Time) error { return nil }

// Close implements net.Conn.
func (b *buffered) Close() error {
	b.close()
	return nil
}

// Shown says who answers at an address with this configuration: what a
// certificate is for, who signed it and for how long, and the newest version of
// TLS, where that is bounded.
func Shown(address string, config *tls.Config) string {
	switch {
	case config == nil:
		return address + " answers in clear text"
	case len(config.Certificates) == 0:
		return address + " has no certificate"
	}
	leaf, err := x509.ParseCertificate(config.Certificates[0].Certificate[0])
	if err != nil {
		return address + " shows a certificate that cannot be read"
	}
	names := "no name"
	if len(leaf.DNSNames) > 0 {
		names = strings.Join(leaf.DNSNames, " and ")
	}
	said := fmt.Sprintf("%s shows a certificate for %s, with the common name %s, signed by %q, good from %s to %s", address,
		names, leaf.Subject.CommonName, leaf.Issuer.CommonName, leaf.NotBefore.Format(time.DateOnly), leaf.NotAfter.Format(time.DateOnly))
	if config.MaxVersion != 0 {
		said += ", and speaks " + tls.VersionName(config.MaxVersion) + " at most"
	}
	return said
}

// Partner takes one form of payment, and remembers each.
type Partner struct {
	Token, Receipt string

	mu   sync.Mutex
	took []string
}

// ServeHTTP implements http.Handler.
func (p *Partner) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	right := r.Method == "POST" && r.URL.Path == "/v1/payments" && r.Header.Get("Authorization") == "Bearer "+p.Token &&
		strings.HasPrefix(r.Header.Get("Content-Type"), "application/json")
	if err != nil || !right {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.took = append(p.took, string(body))
	w.WriteHeader(http.StatusCreated)
	_, _ = fmt.Fprintf(w, `{"receipt": %q}`, p.Receipt)
}

// Took returns the payments that came, in order.
func (p *Partner) Took() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.took)
}

// Smile is the answer of whoever takes the partner's place: all is well.
func Smile(w http.ResponseWriter, r *http.Request) {
	_, _ = io.ReadAll(r.Body)
	w.WriteHeader(http.StatusCreated)
	_, _ = fmt.Fprintln(w, `{"receipt": "thank you"}`)
}

// Moved sends payments on to a place, and takes what comes to other paths with
// a smile: that place may be its own.
func Moved(status int, location string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.URL.Path, "/v1/payments") {
			Smile(w, r)
			return
		}
		_, _ = io.ReadAll(r.Body)
		w.Header().Set("Location", location)
		w.Header().Set("Connection", "close")
		w.WriteHeader(status)
	})
}

// Hang says no more until the caller is gone. To return would end the answer
// well, at the moment when nobody waits.
func Hang(r *http.Request) {
	<-r.Context().Done()
	panic(http.ErrAbortHandler)
}

// Pack answers with a body, and compresses it for who can read that.
func Pack(w http.ResponseWriter, r *http.Request, status int, body string) {
	if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
		return
	}
	w.Header().Set("Content-Encoding", "gzip")
	w.WriteHeader(status)
	packed := gzip.NewWriter(w)
	defer packed.Close()
	_, _ = io.WriteString(packed, body)
}

// Unpacked returns a body as its header says that it is to be read.
func Unpacked(header http.Header, body string) string {
	if header.Get("Content-Encoding") != "gzip" {
		return body
	}
	packed, err := gzip.NewReader(strings.NewReader(body))
	if err != nil {
		return ""
	}
	text, _ := io.ReadAll(packed)
	return string(text)
}

// Weighed has an answer tell how long its body is, in place of the body.
func Weighed(handler http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body := &scale{ResponseWriter: w, status: http.StatusOK}
		handler.ServeHTTP(body, r)
		w.Header().Del("Content-Length")
		w.WriteHeader(body.status)
		_, _ = fmt.Fprint(w, body.bytes, " bytes")
	})
}

type scale struct {
	http.ResponseWriter
	status, bytes int
}

// WriteHeader implements http.ResponseWriter.
func (s *scale) WriteHeader(status int) { s.status = status }

// Write implements http.ResponseWriter.
func (s *scale) Write(p []byte) (int, error) {
	s.bytes += len(p)
	return len(p), nil
}

// Flush implements http.Flusher: all is sent at the end.
func (s *scale) Flush() {}
