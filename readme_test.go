package main

import (
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// house reads the packages from the README's picture, top to bottom.
func house(t *testing.T) []string {
	t.Helper()
	readme, err := os.ReadFile("README.md")
	require.NoError(t, err)
	_, picture, found := strings.Cut(string(readme), "## How it is built")
	require.True(t, found)
	picture, _, _ = strings.Cut(picture, "\nA package imports")
	var packages []string
	inside := false
	for _, m := range regexp.MustCompile(`(?m)^ {4}( *)([\w]+)/`).FindAllStringSubmatch(picture, -1) {
		switch {
		case m[2] == "internal":
			inside = true
		case inside && m[1] != "":
			packages = append(packages, "internal/"+m[2])
		default:
			packages = append(packages, m[2])
		}
	}
	return packages
}

func TestThePictureOfTheHouseIsTrue(t *testing.T) {
	var folders []string
	for _, root := range []string{".", "internal"} {
		entries, err := os.ReadDir(root)
		require.NoError(t, err)
		for _, e := range entries {
			if e.IsDir() && !strings.HasPrefix(e.Name(), ".") && e.Name() != "internal" && e.Name() != "docs" {
				folders = append(folders, strings.TrimPrefix(root+"/"+e.Name(), "./"))
			}
		}
	}
	assert.ElementsMatch(t, folders, house(t))
}

func TestAPackageImportsOnlyWhatStandsAboveIt(t *testing.T) {
	packages := house(t)
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "./sandbox", "./internal/...").Output()
	require.NoError(t, err)
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		path, imports, _ := strings.Cut(line, " ")
		own := strings.TrimPrefix(path, "gatehouse/")
		for _, imported := range strings.Fields(imports) {
			if above, ok := strings.CutPrefix(imported, "gatehouse/"); ok {
				assert.Less(t, slices.Index(packages, above), slices.Index(packages, own), "%s imports %s", own, above)
			} else if own == "sandbox" {
				assert.NotContains(t, strings.Split(imported, "/")[0], ".", "sandbox imports %s", imported)
			}
		}
	}
}

// Charm's packages are for what is seen: the screens, Markdown, the help of the
// commands, and the terminal of the tests.
func TestOnlyWhatIsSeenImportsCharm(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "./...").Output()
	require.NoError(t, err)
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		path, imports, _ := strings.Cut(line, " ")
		if strings.Contains(imports, "charm") {
			assert.Contains(t, []string{"gatehouse/internal/tui", "gatehouse/internal/text", "gatehouse/internal/ttytest", "gatehouse/internal/cli"}, path)
		}
	}
}
