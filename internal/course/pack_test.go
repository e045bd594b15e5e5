package course_test

import (
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/course"
)

func pack(text string) fstest.MapFS {
	files := small()
	files["pack.yaml"] = &fstest.MapFile{Data: []byte(text)}
	return files
}

func TestAPackSaysWhereItComesFrom(t *testing.T) {
	c, err := course.Load(pack("title: All doors\nauthors: [Ada, Bo]\nversion: 1.10 # soon 2\nlicence: MIT\nneeds: 0.2\n"))
	require.NoError(t, err)
	assert.Empty(t, c.Problems)
	assert.Equal(t, course.Pack{Title: "All doors", Authors: []string{"Ada", "Bo"}, Version: "1.10", Licence: "MIT", Needs: "0.2"}, c.Pack)
}

func TestWithoutPackYAMLACourseIsCalledByItsTitle(t *testing.T) {
	c, err := course.Load(small())
	require.NoError(t, err)
	assert.Equal(t, course.Pack{Title: "Doors"}, c.Pack)
}

func TestAPackForANewerGatehouseIsRefused(t *testing.T) {
	for _, needs := range []string{"0.10", `"0.10"`, "1.0", "0.3"} {
		_, err := course.Load(pack("title: Doors\nneeds: " + needs + "\na-key-of: later\n"))
		require.Error(t, err, needs)
		assert.Contains(t, err.Error(), "pack.yaml:2:1: this course needs Gatehouse ")
		assert.Contains(t, err.Error(), " or newer, and this is 0.2. Get a newer Gatehouse, or an older version of the course.")
	}
	for _, needs := range []string{"0.1", "0.2", `"0.2"`} {
		_, err := course.Load(pack("title: Doors\nneeds: " + needs + "\n"))
		assert.NoError(t, err, needs)
	}
}

func TestAWrongPackYAMLIsToldAndTheCourseGoesOn(t *testing.T) {
	for text, want := range map[string]string{
		"title: Doors\ncolour: red\n":  `pack.yaml:2:1: unknown field "colour"`,
		"title: Doors\nneeds: soon\n":  `pack.yaml:2:1: needs: "soon" is no version of Gatehouse. Write it like this: needs: 0.2`,
		"title: Doors\nversion: [1]\n": "pack.yaml:",
		"title: [\n":                   "pack.yaml:",
	} {
		c, err := course.Load(pack(text))
		require.NoError(t, err)
		require.Len(t, c.Problems, 1)
		assert.Contains(t, c.Problems[0].Error(), want)
		assert.Equal(t, "Doors", c.Pack.Title)
		assert.NotNil(t, c.Lesson("doors"))
	}
}

func TestNoFileOfACourseIsReadFromOutside(t *testing.T) {
	for _, file := range []string{"lessons/doors/lesson.md", "quiz/doors.yaml", "exercises/doors/exercise.md", "exercises/doors/matrix.txt", "pack.yaml"} {
		t.Run(file, func(t *testing.T) {
			outside := filepath.Join(t.TempDir(), "outside")
			files := pack("title: Doors\n")
			require.NoError(t, os.WriteFile(outside, files[file].Data, 0o600))
			dir := t.TempDir()
			require.NoError(t, os.CopyFS(dir, files))
			require.NoError(t, os.Remove(filepath.Join(dir, file)))
			require.NoError(t, os.Symlink(outside, filepath.Join(dir, file)))
			root, err := os.OpenRoot(dir)
			require.NoError(t, err)
			defer root.Close()

			c, err := course.Load(root.FS())
			require.NoError(t, err)
			require.NotEmpty(t, c.Problems)
			assert.Equal(t, file, c.Problems[0].File)
			assert.Contains(t, c.Problems[0].Message, "escapes")
		})
	}
}
