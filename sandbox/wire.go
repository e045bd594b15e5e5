package sandbox

import (
	"bytes"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"os"
	"sync"
	"time"
)

const (
	inClear  = "clear text"
	overNone = "TLS, without a handshake"
)

// wire is a caller's connection to the server.
type wire struct {
	net.Conn          // what is sent and read, before TLS wraps it
	under    net.Conn // what TLS wraps; the connection itself in clear text
	remote   string   // the caller's address as the server sees it
	over     string   // see Exchange.Over
	failure  string   // why nothing can be sent
	unshaken bool     // that is for want of a handshake
}

// connect opens a connection as the request wants it.
func (c *Caller) connect(r Request) wire {
	s := c.server
	secure := r.tls != nil && !s.witness.notStarted
	if secure && s.tls == nil {
		conn, _ := net.Pipe()
		_ = conn.Close()
		failure := "no TLS: the service listens in clear text only"
		if s.twice {
			failure = "no TLS: the service has no configuration for it"
		}
		return wire{Conn: conn, under: conn, failure: failure}
	}
	conn, remote := s.dial(r.from, secure)
	l := wire{Conn: conn, under: conn, remote: remote}
	if secure {
		l.shake(r.tls)
	} else if s.twice {
		l.over = inClear
	}
	return l
}

// shake makes the handshake.
func (l *wire) shake(config *tls.Config) {
	l.under = newBuffered(l.under)
	conn := tls.Client(l.under, config)
	_ = conn.SetDeadline(time.Now().Add(patience))
	err := conn.Handshake()
	_ = conn.SetDeadline(time.Time{})
	if err == nil {
		l.Conn, l.over = conn, tls.VersionName(conn.ConnectionState().Version)
		return
	}
	_ = l.under.Close()
	l.over = overNone
	if errors.Is(err, os.ErrDeadlineExceeded) {
		l.failure = noAnswer
		return
	}
	l.failure, l.unshaken = unshaken(err), true
}

func unshaken(err error) string {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrClosedPipe) {
		return "no TLS handshake: the connection closed"
	}
	return "no TLS handshake: " + err.Error()
}

// alert reports whether the server refused the handshake when the caller held
// it for done: with TLS 1.3 it judges the caller's certificate last.
func alert(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "remote error"
}

// Close closes the connection without a farewell, for which the server might
// not be listening.
func (l wire) Close() error { return l.under.Close() }

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
	b.close = sync.OnceFunc(func() { close(b.closed); _ = conn.Close() })
	go func() {
		for {
			select {
			case bytes := <-b.waiting:
				_, _ = conn.Write(bytes)
			case <-b.closed:
				return
			}
		}
	}()
	return b
}

// Write implements net.Conn.
func (b *buffered) Write(p []byte) (int, error) {
	select {
	case b.waiting <- bytes.Clone(p):
		return len(p), nil
	case <-b.closed:
		return 0, net.ErrClosed
	}
}

// Close implements net.Conn.
func (b *buffered) Close() error { b.close(); return nil }
