package docs_test

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/check"
	"gatehouse/internal/grade"
)

func TestTheExamplePackIsRight(t *testing.T) {
	tool, err := grade.FindGo(t.Context(), os.Getenv)
	require.NoError(t, err)
	r, err := check.Run(t.Context(), check.Options{Root: "example-pack", Content: os.DirFS(".."), Go: tool})
	require.NoError(t, err)
	assert.Empty(t, r.Problems)
	require.Len(t, r.Exercises, 1)
	assert.Equal(t, "holds", r.Exercises[0].Reference)
}
