//go:build unix

package tui

import (
	"os"
	"os/signal"
	"syscall"
	"time"
)

// atOnceStopped is within what time the system stops a program that it stops.
const atOnceStopped = 250 * time.Millisecond

// stopUntilContinued hands the terminal to the shell until fg. Where no shell
// waits above us, as in a window of its own, the system refuses to stop us;
// that it reports as false.
func stopUntilContinued() bool {
	again := make(chan os.Signal, 1)
	signal.Notify(again, syscall.SIGCONT)
	defer signal.Stop(again)
	began := time.Now()
	if err := syscall.Kill(0, syscall.SIGTSTP); err != nil {
		return false
	}
	select {
	case <-again:
		return true
	case <-time.After(atOnceStopped): // also when this much went by while we were stopped
		return time.Since(began) > 2*atOnceStopped
	}
}
