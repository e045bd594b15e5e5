package study

import (
	"fmt"
	"go/format"
	"slices"
	"strings"
	"time"

	"gatehouse/internal/workspace"
	"gatehouse/sandbox"
)

// Again returns a test file for the exercise that sends, by sandbox.Again, what
// a probe sent in the run of that seed. It is empty where nothing was sent, or
// where Go cannot say one of the requests: those over TLS need a configuration
// of the probe's own.
func (s *Study) Again(id string, v sandbox.Verdict, seed uint64) (string, error) {
	e, err := s.Exercise(id)
	if err != nil {
		return "", err
	}
	if len(v.Exchanges) == 0 || slices.ContainsFunc(v.Exchanges, func(e sandbox.Exchange) bool { return e.Go == "" }) {
		return "", nil
	}
	pkg, err := e.Package()
	if err != nil {
		return "", err
	}
	var calls strings.Builder
	imports := `"testing"`
	for _, x := range v.Exchanges {
		if wait := x.After.Round(time.Second); wait > 0 {
			imports = `"testing"` + "\n" + `"time"`
			fmt.Fprintf(&calls, "c.Wait(%d * time.Second)\n", int64(wait/time.Second))
		}
		calls.WriteString(x.Go + "\n")
	}
	source, err := format.Source(fmt.Appendf(nil, againFile, pkg, imports, workspace.Module(),
		v.Outcome, strings.Join(strings.Fields(v.Name), " "), e.Entry(), seed, calls.String()))
	if err != nil {
		return "", fmt.Errorf("write %q as Go: %w", v.Name, err)
	}
	return string(source), nil
}

// againFile is the file: the package, the imports, the module, the verdict in
// words, the test that holds the probes, the seed, the calls.
const againFile = `package %s

import (
%s

"%s/sandbox"
)

// %s: %s
func TestAgain(t *testing.T) {
sandbox.Again(t, %s, %d, func(c *sandbox.Caller) {
%s})
}
`
