package main

import (
	"io/fs"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/course"
)

func TestTheProgramCarriesItsWholeCourse(t *testing.T) {
	here := os.DirFS(".")
	for _, pattern := range []string{
		"lessons/course.yaml", "lessons/*/lesson.md", "quiz/*.yaml", "sandbox/*.go", "schemas/*.json",
		"exercises/*/*.*", "exercises/*/given/*", "exercises/*/starter/*", "exercises/*/mistakes/*/*", "exercises/*/variants/*/*",
	} {
		there, err := fs.Glob(here, pattern)
		require.NoError(t, err)
		carried, err := fs.Glob(content, pattern)
		require.NoError(t, err)
		assert.NotEmpty(t, carried, pattern)
		assert.Equal(t, there, carried, pattern)
	}
}

func TestTheBuiltInCourseIsWithoutProblems(t *testing.T) {
	c, err := course.Load(content)
	require.NoError(t, err)
	assert.Empty(t, c.Problems)
	assert.NotEmpty(t, c.Exercises())
}
