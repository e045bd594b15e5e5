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

// Every test and script that the page names is there, and every scenario names
// one.
func TestWhatHoldsTheReliabilityIsThere(t *testing.T) {
	page, err := os.ReadFile("reliability.md")
	require.NoError(t, err)
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
	names := regexp.MustCompile("`(Test\\w+|\\w+\\.txtar)`")
	for _, name := range names.FindAllStringSubmatch(string(page), -1) {
		assert.True(t, there[name[1]], "there is no %s", name[1])
	}
	_, scenarios, found := strings.Cut(string(page), "## The 25 scenarios")
	require.True(t, found)
	numbered := 0
	for line := range strings.Lines(scenarios) {
		if regexp.MustCompile(`^\| \d+ \|`).MatchString(line) {
			numbered++
			assert.Regexp(t, names, line)
		}
	}
	assert.Equal(t, 25, numbered)
}
