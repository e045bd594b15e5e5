package grade_test

import (
	"os/exec"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestGoTellsItsCachesAndWhatIsNotBuilt(t *testing.T) {
	d := newDesk(t)
	build, modules, err := d.Go.Caches(t.Context())
	require.NoError(t, err)
	assert.DirExists(t, build)
	assert.NotEmpty(t, modules)
	d.run()
	unbuilt, err := d.Go.Unbuilt(t.Context())
	require.NoError(t, err)
	assert.Zero(t, unbuilt, "though a run was before")

	empty := t.TempDir()
	t.Setenv("GOCACHE", empty)
	build, _, err = d.Go.Caches(t.Context())
	require.NoError(t, err)
	assert.Equal(t, empty, build)
	unbuilt, err = d.Go.Unbuilt(t.Context())
	require.NoError(t, err)
	assert.Greater(t, unbuilt, 50)

	t.Setenv("GOCACHE", "off")
	_, err = d.Go.Unbuilt(t.Context())
	require.ErrorContains(t, err, "set GOCACHE to a folder that can be written")

	none := d.Go
	none.Path, _ = exec.LookPath("true")
	_, _, err = none.Caches(t.Context())
	assert.ErrorContains(t, err, "does not tell its caches")
}
