package grade

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestWhatGoSaysIsToldWithWhatToDo(t *testing.T) {
	tool := Go{Path: "/usr/bin/go", Version: "go1.26.1"}
	for said, want := range map[string]string{
		"go: creating work dir: mkdir go-build1: no space left on device":       "the disk is full; make room and run again (creating work dir: mkdir go-build1: no space left on device)",
		"go: go.mod requires go >= 1.99 (running go 1.26.1; GOTOOLCHAIN=local)": "the go.mod in the folder asks for a newer Go than go1.26.1 (go.mod requires go >= 1.99 (running go 1.26.1; GOTOOLCHAIN=local))",
		"go: module lookup disabled by GOPROXY=off":                             "a module is needed that is not on this machine; run go mod download in the folder (module lookup disabled by GOPROXY=off)",
		"failed to initialize build cache at /x: permission denied":             "Go cannot write its build cache; set GOCACHE to a folder that can be written (failed to initialize build cache at /x: permission denied)",
		"": "/usr/bin/go does not start: exit status 1",
	} {
		assert.EqualError(t, explain(tool, "the folder", errors.New("exit status 1"), said), want)
	}
}
