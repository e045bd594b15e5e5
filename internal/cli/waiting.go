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
	if !isTerminal(os.Stderr) || os.Getenv("TERM") == "dumb" {
		return func() {}
	}
	return countSeconds(p.err, what)
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
			line = what()
			if seconds := time.Since(began).Seconds(); seconds >= 1 {
				line += fmt.Sprintf(", %.0f s", seconds)
			}
			fmt.Fprintf(w, "\r%-*s", before, line)
		}
	})
	return func() {
		close(ending)
		counting.Wait()
	}
}
