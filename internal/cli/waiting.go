package cli

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"
)

// patience is how long something may take before it is told.
const patience = 300 * time.Millisecond

// waiting tells on a terminal how long something takes, until stop.
func (p *program) waiting(what string) (stop func()) {
	return p.progressing(func() string { return what })
}

// progressing is like waiting for something whose name changes as it goes on.
func (p *program) progressing(what func() string) (stop func()) {
	switch {
	case !isTerminal(os.Stderr):
		return func() {}
	case p.plain || os.Getenv("TERM") == "dumb":
		return saySeconds(p.err, what, patience, 10*time.Second)
	}
	return countSeconds(p.err, what)
}

// saySeconds writes a line after a while and then now and again, each to stay:
// a screen reader cannot follow one that changes.
func saySeconds(w io.Writer, what func() string, first, then time.Duration) (stop func()) {
	began, ending := time.Now(), make(chan struct{})
	var saying sync.WaitGroup
	saying.Go(func() {
		for wait := time.NewTimer(first); ; wait.Reset(then) {
			select {
			case <-ending:
				return
			case <-wait.C:
				fmt.Fprintln(w, told(what(), time.Since(began)))
			}
		}
	})
	return func() {
		close(ending)
		saying.Wait()
	}
}

// told is what is waited for, with its seconds once there are some.
func told(what string, since time.Duration) string {
	if since < time.Second {
		return what
	}
	return fmt.Sprintf("%s, %.0f s", what, since.Seconds())
}

// countSeconds writes what and the seconds it takes, in one line that stop
// takes away again.
func countSeconds(w io.Writer, what func() string) (stop func()) {
	began, ending := time.Now(), make(chan struct{})
	var counting sync.WaitGroup
	counting.Go(func() {
		line := ""
		for wait := time.NewTimer(patience); ; wait.Reset(time.Second) {
			select {
			case <-ending:
				if line != "" {
					fmt.Fprintf(w, "\r%*s\r", len(line), "")
				}
				return
			case <-wait.C:
			}
			before := len(line)
			line = told(what(), time.Since(began))
			fmt.Fprintf(w, "\r%-*s", before, line)
		}
	})
	return func() {
		close(ending)
		counting.Wait()
	}
}
