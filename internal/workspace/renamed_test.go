package workspace_test

import (
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/workspace"
)

func TestARenamedExerciseBringsTheLearnersFileAlong(t *testing.T) {
	w, content, c := made(t)
	read := func(name string) string {
		text, err := os.ReadFile(filepath.Join(w.Dir, filepath.FromSlash(name)))
		require.NoError(t, err)
		return string(text)
	}
	const mine = "// Package door is mine.\npackage door\n\nimport \"gatehouse/exercises/door/given\"\n\nvar _ = given.Key\n"
	require.NoError(t, os.WriteFile(w.Answer(c.Exercise("door")), []byte(mine), 0o644))

	for _, file := range []string{"handler.go", "handler_test.go", "starter/handler.go", "given/given.go"} {
		text := content["exercises/door/"+file]
		delete(content, "exercises/door/"+file)
		content["exercises/gate/"+file] = text
	}
	content["exercises/gate/starter/handler.go"] = &fstest.MapFile{Data: []byte("package gate // the starter\n")}
	c = described(t, content, "gate", "hunt")
	c.Exercise("gate").Aliases = []string{"never-there", "door"}
	c.Exercise("hunt").Aliases = []string{"door"}

	const moved = "// Package door is mine.\npackage gate\n\nimport \"gatehouse/exercises/gate/given\"\n\nvar _ = given.Key\n"
	for range 2 {
		_, _, err := workspace.Create(w.Dir, content, c, "")
		require.NoError(t, err)
		assert.Equal(t, moved, read("exercises/gate/handler.go"))
		assert.Equal(t, mine, read("exercises/door/handler.go"), "the old file stays")
		assert.Equal(t, "package hunt // the starter\n", read("exercises/hunt/cases.go"))
	}
}

func TestARenamedExerciseThatWasNotBegunHasItsStarter(t *testing.T) {
	w, content, _ := made(t)
	content["exercises/gate/starter/handler.go"] = &fstest.MapFile{Data: []byte("package gate // the starter\n")}
	content["exercises/gate/handler_test.go"] = &fstest.MapFile{Data: []byte("package gate\n")}
	content["exercises/gate/given/given.go"] = &fstest.MapFile{Data: []byte("package given\n")}
	c := described(t, content, "gate")
	c.Exercise("gate").Aliases = []string{"door", "../../.."}
	_, changes, err := workspace.Create(w.Dir, content, c, "")
	require.NoError(t, err)
	assert.Contains(t, changes.Added, "exercises/gate/handler.go")
}
