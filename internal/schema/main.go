// Command schema writes the JSON Schemas in schemas/, by which an editor
// completes and checks what an author types. It makes them from the Go types
// that the loader reads into: their keys, and the comments beside them.
package main

//go:generate go run .

import (
	"fmt"
	"os"
	"path/filepath"
)

// The folders, as they are reached from this one.
const (
	types  = "../course"
	target = "../../schemas"
)

func main() {
	all, err := schemas(types)
	for name, text := range all {
		if err == nil {
			err = os.WriteFile(filepath.Join(target, name), text, 0o644)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "schema:", err)
		os.Exit(1)
	}
}
