package sandbox

import (
	"crypto/tls"
	"log"
	"net"
	"net/http"
	"sync"
)

// callerAddress is where callers come from unless they say otherwise: an
// address for documentation (RFC 5737 §3), so that nobody's rule for local
// or private addresses applies.
const callerAddress = "203.0.113.7"

// server is a real net/http server whose connections never leave memory.
type server struct {
	http    *http.Server
	twice   bool        // it listens with TLS, too
	tls     *tls.Config // as the service wants it
	conns   chan net.Conn
	closed  chan struct{}
	witness *witness

	mu   sync.Mutex
	port int
}

func newServer(handler http.Handler, folder string) *server {
	s := &server{
		conns:   make(chan net.Conn),
		closed:  make(chan struct{}),
		witness: &witness{handler: handler, folder: folder, notes: map[string]*note{}},
		port:    40000,
	}
	if over, ok := handler.(overTLS); ok {
		s.twice, s.tls, s.witness.handler = true, over.config, over.Handler
	}
	_, s.witness.notStarted = s.witness.handler.(notStarted)
	// What net/http would log, of panics above all, stands in the verdict.
	s.http = &http.Server{Handler: s.witness, ErrorLog: log.New(faults{s.witness}, "", 0)}
	go func() { _ = s.http.Serve(s) }()
	return s
}

// dial opens a connection from an address, to the listener with TLS if secure;
// its second result is the remote address as the server sees it.
func (s *server) dial(from string, secure bool) (net.Conn, string) {
	if from == "" {
		from = callerAddress
	}
	s.mu.Lock()
	s.port++
	remote := &net.TCPAddr{IP: net.ParseIP(from), Port: s.port}
	s.mu.Unlock()
	client, end := net.Pipe()
	var served net.Conn = addressed{end, local, remote}
	if secure {
		served = tls.Server(addressed{end, localTLS, remote}, s.tls)
	}
	select {
	case s.conns <- served:
	case <-s.closed:
	}
	return client, remote.String()
}

// Accept implements net.Listener.
func (s *server) Accept() (net.Conn, error) {
	select {
	case conn := <-s.conns:
		return conn, nil
	case <-s.closed:
		return nil, net.ErrClosed
	}
}

// Close implements net.Listener: the http.Server calls it, once or more.
func (s *server) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	select {
	case <-s.closed:
	default:
		close(s.closed)
	}
	return nil
}

// Addr implements net.Listener.
func (s *server) Addr() net.Addr { return local }

var (
	local    = &net.TCPAddr{IP: net.IPv4(198, 51, 100, 1), Port: 8080}
	localTLS = &net.TCPAddr{IP: net.IPv4(198, 51, 100, 1), Port: 8443}
)

type addressed struct {
	net.Conn
	local, remote net.Addr
}

func (a addressed) RemoteAddr() net.Addr { return a.remote }
func (a addressed) LocalAddr() net.Addr  { return a.local }

// note is what was seen of one request from inside the server.
type note struct {
	at       *Place // the handler's line that first wrote the answer, or panicked
	panicked string
	flooded  bool
	returned bool
}

// witness stands between the server and the handler and takes notes.
type witness struct {
	handler    http.Handler
	folder     string
	notStarted bool

	mu    sync.Mutex
	notes map[string]*note // by remote address; the newest request's
	late  *note            // where a handler wrote after it had returned
}

// ServeHTTP lets the handler answer.
func (w *witness) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	n := &note{}
	w.mu.Lock()
	w.notes[r.RemoteAddr] = n
	w.mu.Unlock()
	defer func() {
		p := recover()
		w.mu.Lock()
		n.returned = true
		if p != nil && p != http.ErrAbortHandler {
			n.panicked, n.at = brief(p), w.panicPlace()
		}
		w.mu.Unlock()
		if p != nil {
			panic(http.ErrAbortHandler)
		}
	}()
	w.handler.ServeHTTP(&writer{ResponseWriter: rw, witness: w, note: n}, r)
}

func (w *witness) panicPlace() *Place { return place(w.folder, callers()) }

// of returns a copy of what was noted of the newest request from remote.
func (w *witness) of(remote string) note {
	w.mu.Lock()
	defer w.mu.Unlock()
	if n := w.notes[remote]; n != nil {
		return *n
	}
	return note{}
}

// lateNote says where a handler wrote after it had returned, or nil.
func (w *witness) lateNote() *note {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.late
}

// writer notes which line of the handler's own code answered.
type writer struct {
	http.ResponseWriter
	witness *witness
	note    *note
	written int
}

// mostWritten is how much one answer may hold before the handler is stopped:
// far more than a caller reads.
const mostWritten = 8 * mostBytes

func (w *writer) see(bytes int) {
	w.witness.mu.Lock()
	defer w.witness.mu.Unlock()
	if w.note.returned {
		w.witness.late = &note{at: place(w.witness.folder, callers())}
	} else if w.note.at == nil {
		w.note.at = place(w.witness.folder, callers())
	}
	if w.written += bytes; w.written > mostWritten {
		w.note.flooded = true
		panic(http.ErrAbortHandler)
	}
}

// WriteHeader implements http.ResponseWriter.
func (w *writer) WriteHeader(status int) { w.see(0); w.ResponseWriter.WriteHeader(status) }

// Write implements http.ResponseWriter.
func (w *writer) Write(b []byte) (int, error) { w.see(len(b)); return w.ResponseWriter.Write(b) }

// Flush implements http.Flusher.
func (w *writer) Flush() { _ = http.NewResponseController(w.ResponseWriter).Flush() }

// Unwrap lets http.ResponseController find the server's own writer.
func (w *writer) Unwrap() http.ResponseWriter { return w.ResponseWriter }
