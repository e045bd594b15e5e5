// Package unlucky holds handlers that go wrong in ways that no answer shows.
// The sandbox is tested on them; it must name their lines.
package unlucky

import (
	"crypto/tls"
	"fmt"
	"net/http"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"
)

// Folder is where the code of this package stands.
var Folder = func() string {
	_, file, _, _ := runtime.Caller(0)
	return filepath.Dir(filepath.FromSlash(file))
}()

// Panics indexes past the end of a list.
func Panics(w http.ResponseWriter, r *http.Request) {
	parts := []string{r.Method}
	fmt.Fprintln(w, parts[len(parts)]) // line: panics
}

// Hangs waits for ever on a channel.
func Hangs(http.ResponseWriter, *http.Request) {
	<-make(chan int) // line: hangs
}

// Sleeps answers after two hours.
func Sleeps(w http.ResponseWriter, _ *http.Request) {
	time.Sleep(2 * time.Hour) // line: sleeps
	fmt.Fprintln(w, "good morning")
}

// Leaks leaves a goroutine behind.
func Leaks(w http.ResponseWriter, _ *http.Request) {
	go func() { <-make(chan int) }() // line: leaks
	fmt.Fprintln(w, "done")
}

// Floods never ends its answer.
func Floods(w http.ResponseWriter, _ *http.Request) {
	for {
		_, _ = w.Write(make([]byte, 1<<16)) // line: floods
	}
}

// WritesLate writes after it returned.
func WritesLate(w http.ResponseWriter, _ *http.Request) {
	go func() {
		time.Sleep(time.Second)
		_, _ = w.Write([]byte("late")) // line: writes late
	}()
	w.WriteHeader(http.StatusNoContent)
}

// Aborts closes the connection, as net/http allows.
func Aborts(http.ResponseWriter, *http.Request) {
	panic(http.ErrAbortHandler)
}

// Spins never rests.
func Spins(_ http.ResponseWriter, r *http.Request) {
	path := r.URL.Path
	for path != "" {
		path = strings.Replace(path, "/", "//", 1)[1:] // line: spins
	}
}

// Deadlocks takes a lock twice.
func Deadlocks(http.ResponseWriter, *http.Request) {
	var lock sync.Mutex
	lock.Lock()
	lock.Lock() // line: deadlocks
}

// Refuses writes its refusal through a helper, so that the line that answers
// is the helper's.
func Refuses(w http.ResponseWriter, _ *http.Request) {
	refuse(w) // line: calls the helper
}

func refuse(w http.ResponseWriter) {
	http.Error(w, "no", http.StatusForbidden) // line: refuses
}

// KeepsHouse is a handler with a goroutine of its own that never ends, begun
// when it is set up: that is no fault.
func KeepsHouse() http.Handler {
	go func() {
		for range time.Tick(time.Second) {
			continue
		}
	}()
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "done") })
}

// Stumbles panics while it is set up.
func Stumbles() http.Handler {
	settings := strings.Fields("")
	_ = settings[0] // line: stumbles
	return nil
}

// PanicsInHandshake has no certificate, and thinks that it must.
func PanicsInHandshake(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	panic("no certificate") // line: panics in handshake
}

// HangsInHandshake waits for a certificate that never comes.
func HangsInHandshake(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	return <-make(chan *tls.Certificate), nil // line: hangs in handshake
}

// NeverBegins waits for ever while it is set up.
func NeverBegins() http.Handler {
	<-make(chan int) // line: never begins
	return nil
}
