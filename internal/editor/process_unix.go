//go:build unix

package editor

import (
	"os"
	"os/exec"
	"syscall"
)

// askToEnd lets an editor keep what was not saved.
func askToEnd(p *os.Process) error { return p.Signal(syscall.SIGTERM) }

// apart keeps a window out of what befalls the terminal: a ctrl+z there must
// not stop it, nor its closing end it.
func apart(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true} }
