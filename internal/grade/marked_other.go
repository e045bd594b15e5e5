//go:build !linux

package grade

// killMarked does nothing: the system does not tell the environment of a process.
func killMarked([]string) {}
