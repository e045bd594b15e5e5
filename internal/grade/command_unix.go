//go:build unix

package grade

import (
	"os/exec"
	"syscall"
)

// ownGroup puts the command and all that it starts into a process group.
func ownGroup(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// killGroup ends the whole group.
func killGroup(cmd *exec.Cmd) error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }

// killLeft ends what the command started and left behind. Its group keeps its
// number while anybody is in it.
func killLeft(cmd *exec.Cmd) { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
