package docs_test

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The page promises that nothing is sent anywhere. Of ours, the sandbox alone
// has to do with the network, and it speaks to a handler in memory.
func TestNothingOfOursOpensAConnection(t *testing.T) {
	cmd := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, ".", "./internal/...")
	cmd.Dir = ".."
	out, err := cmd.Output()
	require.NoError(t, err)
	for line := range strings.Lines(string(out)) {
		for _, imported := range strings.Fields(line)[1:] {
			network := imported == "net" || strings.HasPrefix(imported, "net/") && imported != "net/url"
			assert.False(t, network, line)
		}
	}
}
