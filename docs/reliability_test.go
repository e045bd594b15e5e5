package docs_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// holding are the names of tests and scripts, as a page names them.
var holding = regexp.MustCompile("`(Test\\w+|[\\w-]+\\.txtar)`")

// Every test and script that a page names is there.
func TestWhatHoldsThePromisesIsThere(t *testing.T) {
	there := map[string]bool{}
	declared := regexp.MustCompile(`(?m)^func (Test\w+)\(`)
	require.NoError(t, filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_test.go") && !strings.HasSuffix(path, ".txtar") {
			return err
		}
		text, err := os.ReadFile(path)
		there[filepath.Base(path)] = true
		for _, found := range declared.FindAllSubmatch(text, -1) {
			there[string(found[1])] = true
		}
		return err
	}))
	for _, page := range []string{"reliability.md", "security.md"} {
		text, err := os.ReadFile(page)
		require.NoError(t, err)
		names := holding.FindAllStringSubmatch(string(text), -1)
		assert.NotEmpty(t, names, page)
		for _, name := range names {
			assert.True(t, there[name[1]], "%s: there is no %s", page, name[1])
		}
	}
}

func TestEveryScenarioIsHeld(t *testing.T) {
	page, err := os.ReadFile("reliability.md")
	require.NoError(t, err)
	_, scenarios, found := strings.Cut(string(page), "## The 25 scenarios")
	require.True(t, found)
	numbered := 0
	for line := range strings.Lines(scenarios) {
		if regexp.MustCompile(`^\| \d+ \|`).MatchString(line) {
			numbered++
			assert.Regexp(t, holding, line)
		}
	}
	assert.Equal(t, 25, numbered)
}
