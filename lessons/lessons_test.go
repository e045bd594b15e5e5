// Package lessons_test holds the built-in course to what every course is held
// to.
package lessons_test

import (
	"os"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/check"
	"gatehouse/internal/grade"
)

// What the probes of the exercises say is tested with them.
func TestNothingIsWrongWithTheCourse(t *testing.T) {
	tool, err := grade.FindGo(t.Context(), os.Getenv)
	require.NoError(t, err)
	r, err := check.Texts(t.Context(), check.Options{Content: os.DirFS(".."), Go: tool})
	require.NoError(t, err)
	// A fact that grows old warns whoever checks the course; it stops no other work.
	assert.Empty(t, slices.DeleteFunc(r.Problems, func(p check.Problem) bool { return p.Code == "fact-old" }))
}
