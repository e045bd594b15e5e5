package grade

import (
	"cmp"
	"context"
	"debug/buildinfo"
	"fmt"
	"go/version"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

// oldest is the oldest Go that can run the probes.
const oldest = "go1.26"

// Go is a Go tool chain.
type Go struct {
	Path    string // of the go command
	Version string // as in "go1.26.1"
}

// FindGo looks for a tool chain that is new enough: in GATEHOUSE_GO, and if
// that is empty in PATH and in the usual folders. The error says what was
// found and what to do.
func FindGo(ctx context.Context, getenv func(string) string) (Go, error) {
	return find(ctx, getenv, usual)
}

// usual are the folders, as patterns, into which Go's installers put it.
var usual = []string{
	"/usr/local/go/bin", "/usr/lib/go/bin", "/usr/lib/go-*/bin", "/snap/bin",
	"/opt/homebrew/bin", "/usr/local/bin", "/opt/local/bin",
	`C:\Program Files\Go\bin`, `C:\Go\bin`,
}

func find(ctx context.Context, getenv func(string) string, usual []string) (Go, error) {
	if path := getenv("GATEHOUSE_GO"); path != "" {
		return named(ctx, path, getenv)
	}
	var old []string
	for _, path := range candidates(getenv, usual) {
		g, err := ask(ctx, path, getenv)
		if err != nil {
			continue
		}
		if version.Compare(g.Version, oldest) >= 0 {
			return g, nil
		}
		old = append(old, g.Version+" at "+path)
	}
	const get = "get Go 1.26 or newer from https://go.dev/dl, or set GATEHOUSE_GO to the go command"
	if len(old) > 0 {
		return Go{}, fmt.Errorf("Go is too old (%s); %s", strings.Join(old, ", "), get)
	}
	return Go{}, fmt.Errorf("no Go on this machine: it is not in PATH, not in ~/sdk and not in the usual folders; %s", get)
}

// named is the tool chain that the learner named; there is no second choice.
func named(ctx context.Context, path string, getenv func(string) string) (Go, error) {
	g, err := ask(ctx, path, getenv)
	if err != nil {
		return Go{}, fmt.Errorf("GATEHOUSE_GO is %s, which is no go command: %w; name Go 1.26 or newer", path, err)
	}
	if version.Compare(g.Version, oldest) < 0 {
		return Go{}, fmt.Errorf("GATEHOUSE_GO is %s, which is %s and too old; name Go 1.26 or newer", path, g.Version)
	}
	return g, nil
}

// ask runs the go command to learn its version.
func ask(ctx context.Context, path string, getenv func(string) string) (Go, error) {
	// The go command says in its own file which version it is. To run it is
	// slower, and makes it write into the home folder.
	if info, err := buildinfo.ReadFile(path); err == nil && info.Path == "cmd/go" {
		release, _, _ := strings.Cut(info.GoVersion, " ")
		return Go{Path: path, Version: release}, nil
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, path, "env", "GOVERSION")
	cmd.Env = environment(getenv)
	said, err := cmd.Output()
	if err != nil {
		return Go{}, fmt.Errorf("ask %s for its version: %w", path, err)
	}
	for word := range strings.FieldsSeq(string(said)) {
		if version.IsValid(word) {
			return Go{Path: path, Version: word}, nil
		}
	}
	return Go{}, fmt.Errorf("%s names no version", path)
}

// candidates returns the paths where a go command may be, the likeliest first.
// Tool chains that another Go brought along count too.
func candidates(getenv func(string) string, usual []string) []string {
	command := "go"
	if runtime.GOOS == "windows" {
		command = "go.exe"
	}
	home := cmp.Or(getenv("HOME"), getenv("USERPROFILE"))
	modules := cmp.Or(getenv("GOMODCACHE"), filepath.Join(cmp.Or(getenv("GOPATH"), filepath.Join(home, "go")), "pkg", "mod"))
	var found []string
	for _, dir := range filepath.SplitList(getenv("PATH")) {
		found = append(found, existing(filepath.Join(dir, command))...)
	}
	patterns := append([]string{
		filepath.Join(home, "sdk", "go*", "bin"),
		filepath.Join(modules, "golang.org", "toolchain@*."+runtime.GOOS+"-"+runtime.GOARCH, "bin"),
	}, usual...)
	for _, pattern := range patterns {
		found = append(found, existing(filepath.Join(pattern, command))...)
	}
	return found
}

// existing returns the files that match the pattern, the highest version first.
func existing(pattern string) []string {
	files, err := filepath.Glob(pattern)
	if err != nil {
		return nil
	}
	slices.Reverse(files)
	return files
}
