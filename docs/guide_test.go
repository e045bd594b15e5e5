// Package docs_test runs what the guide for authors shows, and checks the
// pack that it points to.
package docs_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// block is a fenced block of the guide. What stands behind its language says
// what it is an example of.
type block struct{ language, of, text string }

var fences = regexp.MustCompile("(?ms)^( *)```(\\w+) ?([^\n]*)\n(.*?)^ *```$")

// blocks are the blocks of the guide in these languages, in order.
func blocks(t *testing.T, languages ...string) []block {
	t.Helper()
	guide, err := os.ReadFile("authoring.md")
	require.NoError(t, err)
	var all []block
	for _, m := range fences.FindAllStringSubmatch(string(guide), -1) {
		for _, language := range languages {
			if m[2] == language {
				all = append(all, block{language, m[3], strings.ReplaceAll("\n"+m[4], "\n"+m[1], "\n")[1:]})
			}
		}
	}
	require.NotEmpty(t, all)
	return all
}

func TestEveryBlockOfTheGuideIsRun(t *testing.T) {
	guide, err := os.ReadFile("authoring.md")
	require.NoError(t, err)
	run := len(blocks(t, "sh", "diff", "text")) + len(blocks(t, "yaml")) + len(blocks(t, "go"))
	assert.Equal(t, strings.Count(string(guide), "```"), 2*run)
}

func TestTheLinksOfTheGuideLeadSomewhere(t *testing.T) {
	guide, err := os.ReadFile("authoring.md")
	require.NoError(t, err)
	for _, link := range regexp.MustCompile(`\]\(([^)#:]+)\)`).FindAllStringSubmatch(string(guide), -1) {
		assert.True(t, exists(link[1]), link[1])
	}
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}
