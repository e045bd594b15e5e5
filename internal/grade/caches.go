package grade

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
)

// Caches returns the folders in which the tool chain keeps what it built and
// the modules that it fetched, as it does for the probes. A folder is empty, or
// "off", where it has none.
func (g Go) Caches(ctx context.Context) (build, modules string, err error) {
	said, err := g.tell(ctx, "env", "-json", "GOCACHE", "GOMODCACHE")
	if err != nil {
		return "", "", err
	}
	var caches struct{ GOCACHE, GOMODCACHE string }
	if err := json.Unmarshal([]byte(said), &caches); err != nil {
		return "", "", fmt.Errorf("%s does not tell its caches: %w", g.Path, err)
	}
	return caches.GOCACHE, caches.GOMODCACHE, nil
}

// Unbuilt returns how many packages of Go's own library a first run would have
// to build.
func (g Go) Unbuilt(ctx context.Context) (int, error) {
	said, err := g.tell(ctx, "list", "-deps", "-f", "{{if .Stale}}{{.ImportPath}}{{end}}", "net/http", "testing")
	return len(strings.Fields(said)), err
}

// tell runs the go command outside of any module and returns what it says.
func (g Go) tell(ctx context.Context, args ...string) (string, error) {
	path, err := filepath.Abs(g.Path)
	if err != nil {
		return "", fmt.Errorf("find the go command: %w", err)
	}
	out, said := &strings.Builder{}, &capped{max: maxSaid}
	err = g.run(ctx, command{dir: filepath.Dir(path), args: args, env: []string{"GO111MODULE=off"}, stdout: out, stderr: said})
	if ctx.Err() != nil {
		return "", errCancelled
	}
	if err != nil {
		return "", explain(g, "", err, said.text.String())
	}
	return out.String(), nil
}
