package doctor

import (
	"context"
	"fmt"
	"time"

	"gatehouse/internal/grade"
)

// Go is the tool chain that grades.
type Go struct {
	Finding
	Path    string `json:"path"` // of the go command; empty: none was found
	Version string `json:"version"`
}

// Library is Go's own library, which the first run on a machine builds.
type Library struct {
	Finding
	Unbuilt int `json:"unbuilt"` // how many packages are not in the build cache
}

// patience is how long the go command has to answer.
const patience = 30 * time.Second

// tool looks for Go and for what it keeps.
func (c Config) tool(ctx context.Context) (g Go, l Library, build, modules Cache) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	found, err := c.FindGo(ctx)
	if err != nil {
		none := Finding{NotRun, "there is no Go to ask"}
		g.Finding = Finding{Broken, err.Error()}
		l.Finding, build.Finding, modules.Finding = none, none, none
		return g, l, build, modules
	}
	g = Go{Finding{OK, found.Version + " at " + found.Path}, found.Path, found.Version}
	if c.Getenv("GATEHOUSE_GO") != "" {
		g.Says += ", which GATEHOUSE_GO names"
	}
	build, modules = caches(ctx, found)
	return g, library(ctx, found), build, modules
}

func library(ctx context.Context, g grade.Go) Library {
	n, err := g.Unbuilt(ctx)
	switch {
	case err != nil:
		return Library{Finding: Finding{Broken, err.Error()}}
	case n > 0:
		return Library{Finding{Look, fmt.Sprintf("%d packages are not built yet; the first gatehouse run builds them, which can take minutes", n)}, n}
	}
	return Library{Finding: Finding{OK, "built"}}
}

func caches(ctx context.Context, g grade.Go) (build, modules Cache) {
	buildDir, modulesDir, err := g.Caches(ctx)
	if err != nil {
		build.Finding = Finding{Broken, err.Error()}
		modules.Finding = Finding{NotRun, "Go does not tell where it is"}
		return build, modules
	}
	build = cache(ctx, buildDir, need{worst: Broken, remedy: "set GOCACHE to a folder that can be written"})
	// No run writes there: only an exercise that names a module needs it, once.
	modules = cache(ctx, modulesDir, need{worst: Look, remedy: "set GOMODCACHE to a folder that can be written"})
	return build, modules
}
