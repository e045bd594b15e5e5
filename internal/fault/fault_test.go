package fault_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/fault"
)

func caught(f func()) (found *fault.Fault) {
	defer func() { found = fault.Of(recover()) }()
	f()
	return nil
}

func outOfRange() {
	var empty []int
	_ = empty[len(empty)]
}

// home makes the home folder a new one.
func home(t *testing.T) string {
	dir := t.TempDir()
	t.Setenv("HOME", dir)
	t.Setenv("USERPROFILE", dir)
	return dir
}

func TestAReportTellsWhereItHappened(t *testing.T) {
	dir := filepath.Join(home(t), "work")
	err := caught(outOfRange).Report(dir, "terminal: xterm, 80x24")
	assert.EqualError(t, err, "This is a fault of Gatehouse; your record is whole. Report: "+filepath.Join("~", "work", "fault.txt"))
	report, err := os.ReadFile(filepath.Join(dir, "fault.txt"))
	require.NoError(t, err)
	for _, words := range []string{"index out of range [0] with length 0", "terminal: xterm, 80x24", "go: go1.", "fault_test.outOfRange"} {
		assert.Contains(t, string(report), words)
	}
}

func TestAReportIsShortAndSafe(t *testing.T) {
	me := home(t)
	dir := t.TempDir()
	require.Error(t, caught(func() { panic("\x1b[2J " + me + strings.Repeat("é", 5000)) }).Report(dir))
	report, err := os.ReadFile(filepath.Join(dir, "fault.txt"))
	require.NoError(t, err)
	assert.NotContains(t, string(report), "\x1b")
	assert.NotContains(t, string(report), me)
	assert.NotContains(t, string(report), strings.Repeat("é", 300))
}

func TestAReportGoesWhereItCan(t *testing.T) {
	temp := t.TempDir()
	for _, name := range []string{"TMPDIR", "TMP", "TEMP"} {
		t.Setenv(name, temp)
	}
	file := filepath.Join(temp, "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	for _, name := range []string{"XDG_CACHE_HOME", "HOME", "LocalAppData"} {
		t.Setenv(name, file) // no folder can be made in it
	}
	require.Error(t, caught(outOfRange).Report(filepath.Join(file, "workspace")))
	assert.FileExists(t, filepath.Join(temp, "fault.txt"))
}

func TestWithoutAWorkspaceNothingIsSaidOfTheRecord(t *testing.T) {
	home(t)
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	assert.ErrorContains(t, caught(outOfRange).Report(""), "nothing of yours is damaged. Report: ")
}

func TestNothingIsNoFault(t *testing.T) {
	assert.Nil(t, caught(func() {}))
}
