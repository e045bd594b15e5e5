package course

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
)

// Package returns the name of the exercise's Go package, as its reference
// declares it.
func (e *Exercise) Package() (string, error) {
	text, err := fs.ReadFile(e.Files, e.Answer())
	if err != nil {
		return "", fmt.Errorf("read the package of %s: %w", e.ID, err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), e.Answer(), text, parser.PackageClauseOnly)
	if err != nil {
		return "", fmt.Errorf("read the package of %s: %w", e.ID, err)
	}
	return file.Name.Name, nil
}

// Entry is the name of the test that holds the probes.
func (e *Exercise) Entry() string {
	if e.Kind == Hunt {
		return "TestCases"
	}
	return "TestHandler"
}
