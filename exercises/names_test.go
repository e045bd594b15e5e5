package exercises_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The probes stand in the learner's package, so every name that they declare
// there is one that a right answer cannot use.
func TestProbesTakeNoNameFromTheLearner(t *testing.T) {
	files, err := filepath.Glob("*/*_test.go")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, path := range files {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		require.NoError(t, err)
		for _, spec := range file.Imports {
			dot := spec.Name != nil && spec.Name.Name == "."
			assert.False(t, dot, "%s: import %s by its name", path, spec.Path.Value)
		}
		for _, decl := range file.Decls {
			if d, ok := decl.(*ast.FuncDecl); ok {
				assert.True(t, strings.HasPrefix(d.Name.Name, "Test"), "%s: put %s inside the test", path, d.Name.Name)
			} else if d := decl.(*ast.GenDecl); d.Tok != token.IMPORT {
				assert.Fail(t, "a name of its own", "%s: put the %s inside the test", path, d.Tok)
			}
		}
	}
}
