package grade_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/grade"
)

func TestWhatDoesNotCompile(t *testing.T) {
	for name, test := range map[string]struct {
		source   string
		problems []grade.Problem
	}{
		"a name that is not there": {
			source: "package door\n\nimport \"gatehouse/exercises/door/given\"\n\nfunc Opens(d given.Deps, gate, shown string) bool {\n\treturn secret\n}\n",
			problems: []grade.Problem{
				{File: "handler.go", Line: 6, Column: 9, Message: "undefined: secret", Source: "\treturn secret"},
			},
		},
		"two, in the order of the lines": {
			source: "package door\n\nimport \"gatehouse/exercises/door/given\"\n\nfunc Opens(d given.Deps, gate, shown string) bool {\n\tx := 1\n\treturn secret\n}\n",
			problems: []grade.Problem{
				{File: "handler.go", Line: 6, Column: 2, Message: "declared and not used: x", Source: "\tx := 1"},
				{File: "handler.go", Line: 7, Column: 9, Message: "undefined: secret", Source: "\treturn secret"},
			},
		},
		"half a file": {
			source: "package door\n\nimport (\n",
			problems: []grade.Problem{
				{File: "handler.go", Line: 3, Column: 10, Message: "expected ')', found 'EOF'", Source: "import ("},
			},
		},
		"imports that are not there": {
			source: "package door\n\nimport (\n\t\"github.com/x/y\"\n\t\"nosuch\"\n)\n\nvar _ = y.Z + nosuch.Z\n",
			problems: []grade.Problem{
				{File: "handler.go", Line: 4, Column: 2, Source: "\t\"github.com/x/y\"", Message: "no required module provides package github.com/x/y; to add it: go get github.com/x/y"},
				{File: "handler.go", Line: 5, Column: 2, Source: "\t\"nosuch\"", Message: "package nosuch is not in std"},
			},
		},
		"an import of itself": {
			source: "package door\n\nimport _ \"gatehouse/exercises/door\"\n",
			problems: []grade.Problem{
				{File: "handler.go", Line: 1, Column: 1, Source: "package door", Message: "imports gatehouse/exercises/door from handler.go: import cycle not allowed"},
			},
		},
		"another package": {
			source: "package gate\n",
			problems: []grade.Problem{
				{File: "handler.go", Line: 1, Column: 1, Source: "package gate", Message: "found packages gate (handler.go) and door (handler_test.go)"},
			},
		},
		"no text": {
			source: "package door\n\nvar x = \"\xff\"\n\nfunc Opens(...any) bool { return true }\n",
			problems: []grade.Problem{
				{File: "handler.go", Line: 3, Column: 10, Source: "var x = \"�\"", Message: "invalid UTF-8 encoding"},
			},
		},
		"the wrong function": {
			source: "package door\n\nfunc Shuts() {}\n",
			problems: []grade.Problem{
				{File: "handler_test.go", Line: 14, Column: 88, Message: "undefined: Opens"},
				{File: "handler_test.go", Line: 15, Column: 78, Message: "undefined: Opens"},
				{File: "handler_test.go", Line: 16, Column: 73, Message: "undefined: Opens"},
				{File: "handler_test.go", Line: 17, Column: 92, Message: "undefined: Opens"},
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			d.write("exercises/door/handler.go", test.source)
			r := d.run()
			assert.Equal(t, grade.DoesNotCompile, r.Outcome)
			for i, p := range r.Compile {
				if p.File == "handler_test.go" {
					r.Compile[i].Source = ""
				}
			}
			assert.Equal(t, test.problems, r.Compile)
			assert.Equal(t, "????", grade.Row(r.Probes), "no probe is shown as failed")
			assert.Nil(t, r.BehavesLike)
		})
	}
}

func TestAnAnswerThatIsGone(t *testing.T) {
	d := newDesk(t)
	require.NoError(t, os.Remove(filepath.Join(d.dir, "exercises", "door", "handler.go")))
	r := d.run()
	assert.Equal(t, grade.CouldNotRun, r.Outcome)
	assert.Equal(t, "exercises/door/handler.go cannot be read; gatehouse reset door puts the starter back", r.Reason)
	assert.Equal(t, "????", grade.Row(r.Probes))
}
