package grade_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/grade"
)

func TestAChangeToOurFilesChangesNoVerdict(t *testing.T) {
	const testMain = "package door\n\nimport (\"os\"; \"testing\")\n\nfunc TestMain(m *testing.M) { os.Exit(0) }\n"
	for name, test := range map[string]struct {
		change func(t *testing.T, d desk)
		edited []string
	}{
		"the probes are gone": {
			func(t *testing.T, d desk) {
				require.NoError(t, os.Remove(filepath.Join(d.dir, "exercises", "door", "handler_test.go")))
			},
			[]string{"exercises/door/handler_test.go"},
		},
		"the probes are others": {
			func(t *testing.T, d desk) { d.write("exercises/door/handler_test.go", "package door\n") },
			[]string{"exercises/door/handler_test.go"},
		},
		"what is given is another": {
			func(t *testing.T, d desk) {
				d.write("exercises/door/given/given.go", "package given\n\ntype Deps struct{ Key int }\n")
			},
			[]string{"exercises/door/given/given.go"},
		},
		"there is more": {
			func(t *testing.T, d desk) {
				d.write("exercises/door/main_test.go", testMain)
				d.write("exercises/door/given/more.go", "package more\n")
				d.write("sandbox/more.go", "package sandbox\n\nimport \"os\"\n\nfunc init() { os.Exit(0) }\n")
			},
			[]string{"exercises/door/given/more.go", "exercises/door/main_test.go", "sandbox/more.go"},
		},
		"the sandbox is gone": {
			func(t *testing.T, d desk) { require.NoError(t, os.RemoveAll(filepath.Join(d.dir, "sandbox"))) },
			[]string{"sandbox/sandbox.go"},
		},
		"only line ends differ": {
			func(t *testing.T, d desk) {
				path := filepath.Join(d.dir, "exercises", "door", "handler_test.go")
				text, err := os.ReadFile(path)
				require.NoError(t, err)
				d.write("exercises/door/handler_test.go", strings.ReplaceAll(string(text), "\n", "\r\n"))
			},
			[]string{},
		},
		"the learner uses more files": {
			func(t *testing.T, d desk) {
				d.write("exercises/door/more.go", "package door\n\nvar more = 1\n")
				d.write("exercises/door/handler.go.mine-1", "what was once\n")
			},
			[]string{},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			test.change(t, d)
			r := d.run()
			assert.Equal(t, grade.Broken, r.Outcome, r.Reason)
			assert.Equal(t, ".xx.", grade.Row(r.Probes))
			assert.Equal(t, test.edited, r.Edited)
		})
	}
}
