//go:build unix

package ttytest

import "fmt"

// Endless is a file for a learner's package: its process writes its own number
// to the file pid and waits for a byte that nobody sends.
func Endless(packageName, pid string) string {
	return fmt.Sprintf(`package %s

import (
	"fmt"
	"os"
)

func init() {
	os.WriteFile(%[2]q+".new", fmt.Append(nil, os.Getpid()), 0o600)
	os.Rename(%[2]q+".new", %[2]q)
	r, w, _ := os.Pipe()
	r.Read(make([]byte, 1))
	w.Close()
}
`, packageName, pid)
}
