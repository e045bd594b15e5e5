package grade

import (
	"fmt"
	"go/version"
	"path/filepath"
	"regexp"
	"strings"

	"gatehouse/internal/workspace"
)

// module returns dir as an absolute path when it is a module of its own. The go
// command would else look for one further up, and find another.
func module(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("find the workspace: %w", err)
	}
	text, err := readRegular(filepath.Join(dir, "go.mod"), maxSource)
	if err != nil {
		return "", fmt.Errorf("there is no go.mod in %s; gatehouse init puts it back", dir)
	}
	if m := moduleLine.FindSubmatch(text); m != nil && string(m[1]) != workspace.Module() {
		return "", fmt.Errorf("the go.mod in %s names the module %s; the exercises are of the module %s: write that", dir, m[1], workspace.Module())
	}
	if m := goLine.FindSubmatch(text); m != nil && version.Compare("go"+string(m[1]), oldest) < 0 {
		return "", fmt.Errorf("the go.mod in %s asks for the Go of long ago, %s; the probes need %s: write go %s.0", dir, m[1], oldest, strings.TrimPrefix(oldest, "go"))
	}
	return dir, nil
}

var (
	moduleLine = regexp.MustCompile(`(?m)^module[ \t]+"?([^\s"]+)`)
	goLine     = regexp.MustCompile(`(?m)^go[ \t]+(\d[^\s]*)`)
)

// What the systems say of a disk that is full, and what we do.
const (
	noSpace  = "no space left"
	diskFull = "the disk is full; make room and run again"
)

// explain says in a sentence why the go command did nothing, from its error
// and from what it said, and what to do.
func explain(g Go, dir string, err error, said string) error {
	said = strings.TrimSpace(said)
	first, _, _ := strings.Cut(said, "\n")
	first = strings.TrimPrefix(first, "go: ")
	for _, known := range []struct{ sign, sentence string }{
		{noSpace, diskFull},
		{"build cache", "Go cannot write its build cache; set GOCACHE to a folder that can be written"},
		{"GOCACHE", "Go cannot write its build cache; set GOCACHE to a folder that can be written"},
		{"go.mod requires go >=", "the go.mod in " + dir + " asks for a newer Go than " + g.Version},
		{"GOPROXY=off", "a module is needed that is not on this machine; run go mod download in " + dir},
	} {
		if strings.Contains(said, known.sign) {
			return fmt.Errorf("%s (%s)", known.sentence, first)
		}
	}
	if first == "" {
		return fmt.Errorf("%s does not start: %w", g.Path, err)
	}
	return fmt.Errorf("go test says: %s", first)
}
