package study_test

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/study"
)

func TestOriginIsWhereAProbeIsWritten(t *testing.T) {
	s := openPack(t, doors(), "", "")
	origin, err := s.Origin("doors", "the door is shut")
	require.NoError(t, err)
	assert.Equal(t, study.Origin{
		File: "exercises/doors/handler_test.go", Line: 5,
		Source: "\t\t{Name: \"the door is shut\", Send: sandbox.Get(\"/\"),\n\t\t\tWant: sandbox.Refused},",
	}, origin)

	origin, err = s.Origin("doors", "nobody gets in by claiming to be trusted")
	require.NoError(t, err)
	assert.True(t, origin.Family)
	assert.Equal(t, 7, origin.Line)
	assert.Contains(t, origin.Source, "w.Families(sandbox.Guarded{")
}

func TestEveryProbeOfTheCourseHasAnOrigin(t *testing.T) {
	s := openPack(t, os.DirFS("../.."), "", "")
	for _, e := range s.Course().Exercises() {
		for _, p := range e.Matrix.Probes {
			origin, err := s.Origin(e.ID, p.Name)
			assert.NoError(t, err)
			assert.NotEmpty(t, origin.Source, "%s: %s", e.ID, p.Name)
		}
	}
}
