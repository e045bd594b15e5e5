// Package exercises_test holds every exercise to its word: the probes let the
// reference and each variant pass, break the starter, catch each mistake where
// its author says so, and find what matrix.txt records.
package exercises_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/check"
	"gatehouse/internal/grade"
)

var update = flag.Bool("update", false, "rewrite each matrix.txt")

func TestExercises(t *testing.T) {
	files, err := filepath.Glob("*/exercise.md")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	tool, err := grade.FindGo(t.Context(), os.Getenv)
	require.NoError(t, err)
	o := check.Options{Root: "..", Content: os.DirFS(".."), Go: tool, Update: *update}
	if cache, err := os.UserCacheDir(); err == nil { // as gatehouse check keeps it
		o.Cache = filepath.Join(cache, "gatehouse", "check")
	}
	for _, file := range files {
		id := filepath.Dir(file)
		t.Run(id, func(t *testing.T) {
			t.Parallel() // one builds while another runs
			found, err := check.RunExercise(t.Context(), o, id)
			require.NoError(t, err)
			for _, p := range found.Problems {
				told := fmt.Sprintf("%s:%d:%d: %s\n%s\n%s", p.File, p.Line, p.Column, p.Message, p.Source, p.Help)
				if p.Severity == check.Warning {
					t.Log(told)
				} else {
					assert.Fail(t, p.Code, told)
				}
			}
		})
	}
}
