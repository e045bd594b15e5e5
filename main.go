// Command gatehouse teaches API security in a terminal: lessons, questions, and
// real HTTP handlers to guard.
package main

import (
	"os"

	"gatehouse/internal/cli"
)

func main() {
	os.Exit(cli.Main(content, os.Args[1:]))
}
