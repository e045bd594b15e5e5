package grade

import (
	"os/exec"
	"strconv"
	"syscall"
)

// ownGroup keeps a ctrl+c that is meant for us from the command.
func ownGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{CreationFlags: syscall.CREATE_NEW_PROCESS_GROUP}
}

// killGroup ends the command and all that it started.
func killGroup(cmd *exec.Cmd) error {
	return exec.Command("taskkill", "/T", "/F", "/PID", strconv.Itoa(cmd.Process.Pid)).Run()
}

// killLeft leaves what the command started alone: without the command there is
// no way to tell which processes those are.
func killLeft(*exec.Cmd) {}
