package study_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/grade"
	"gatehouse/internal/study"
	"gatehouse/sandbox"
)

func TestAgainIsATestOfTheExercise(t *testing.T) {
	s := openPack(t, doors(), "", "")
	const shut = `c.Send(sandbox.Get("/"), sandbox.Refused)`
	v := sandbox.Verdict{Name: "the door is shut", Outcome: sandbox.Broken,
		Exchanges: []sandbox.Exchange{{Go: shut}, {Go: shut, After: 61 * time.Minute}}}
	source, err := s.Again("doors", v, 4711)
	require.NoError(t, err)
	assert.Equal(t, `package doors

import (
	"testing"
	"time"

	"gatehouse/sandbox"
)

// broken: the door is shut
func TestAgain(t *testing.T) {
	sandbox.Again(t, TestHandler, 4711, func(c *sandbox.Caller) {
		c.Send(sandbox.Get("/"), sandbox.Refused)
		c.Wait(3660 * time.Second)
		c.Send(sandbox.Get("/"), sandbox.Refused)
	})
}
`, source)

	v.Exchanges[0].Go = ""
	source, err = s.Again("doors", v, 4711)
	require.NoError(t, err)
	assert.Empty(t, source, "what Go cannot say is not half said")
}

// What is copied compiles in the workspace and meets the learner's handler.
func TestAgainRunsBesideTheHandler(t *testing.T) {
	const id = "bearer-token"
	s, err := study.Open(study.Config{Content: os.DirFS("../.."), Now: time.Now,
		FindGo: func(ctx context.Context) (grade.Go, error) { return grade.FindGo(ctx, os.Getenv) }})
	require.NoError(t, err)
	dir := filepath.Join(t.TempDir(), "work")
	_, err = s.MakeWorkspace(dir)
	require.NoError(t, err)
	before, err := s.Grade(t.Context(), id, grade.Options{})
	require.NoError(t, err)
	require.Equal(t, grade.Broken, before.Outcome)

	file := filepath.Join(dir, "exercises", id, "again_test.go")
	tried := map[sandbox.Outcome]bool{}
	for _, v := range before.Probes {
		source, err := s.Again(id, v, before.Seed)
		require.NoError(t, err, v.Name)
		if source == "" || tried[v.Outcome] {
			continue
		}
		tried[v.Outcome] = true
		require.NoError(t, os.WriteFile(file, []byte(source), 0o600))
		command := exec.Command("go", "test", "-vet=off", "-run", "^TestAgain$", "-v", "./exercises/"+id)
		command.Env = append(os.Environ(), "CGO_ENABLED=0")
		command.Dir = dir
		out, _ := command.CombinedOutput()
		want := map[sandbox.Outcome]string{sandbox.Holds: "--- PASS: TestAgain/again", sandbox.Broken: "--- FAIL: TestAgain/again"}
		assert.Contains(t, string(out), want[v.Outcome], source)
	}
	assert.Len(t, tried, 2, "one that holds and one that is broken")

	after, err := s.Grade(t.Context(), id, grade.Options{})
	require.NoError(t, err)
	assert.Equal(t, grade.Row(before.Probes), grade.Row(after.Probes), "the file is no probe")
}
