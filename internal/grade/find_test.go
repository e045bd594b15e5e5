//go:build unix

package grade

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// install puts go commands that know nothing but their version below home.
func install(t *testing.T, home string, versions map[string]string) {
	t.Helper()
	for dir, version := range versions {
		path := filepath.Join(home, dir, "go")
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte("#!/bin/sh\necho "+version+"\n"), 0o755))
	}
}

func TestFindGo(t *testing.T) {
	for name, test := range map[string]struct {
		installed map[string]string
		env       map[string]string // HOME stands for the home folder
		found     string
		err       []string
	}{
		"in PATH": {
			installed: map[string]string{"a": "go1.26.3"},
			env:       map[string]string{"PATH": "HOME/none:HOME/a"},
			found:     "go1.26.3",
		},
		"a newer one stands behind an old one": {
			installed: map[string]string{"a": "go1.25.9", "b": "go1.27"},
			env:       map[string]string{"PATH": "HOME/a:HOME/b"},
			found:     "go1.27",
		},
		"in ~/sdk": {
			installed: map[string]string{"sdk/go1.26.1/bin": "go1.26.1", "sdk/go1.20/bin": "go1.20"},
			found:     "go1.26.1",
		},
		"what another Go fetched": {
			installed: map[string]string{"a": "go1.24", "go/pkg/mod/golang.org/toolchain@v0.0.1-go1.26.2.PLATFORM/bin": "go1.26.2"},
			env:       map[string]string{"PATH": "HOME/a"},
			found:     "go1.26.2",
		},
		"in a usual folder": {
			installed: map[string]string{"usual": "go1.26.5"},
			found:     "go1.26.5",
		},
		"only old ones": {
			installed: map[string]string{"a": "go1.25.9", "usual": "go1.18"},
			env:       map[string]string{"PATH": "HOME/a"},
			err:       []string{"Go is too old (go1.25.9 at HOME/a/go, go1.18 at HOME/usual/go)", "https://go.dev/dl", "GATEHOUSE_GO"},
		},
		"none": {
			err: []string{"no Go on this machine", "https://go.dev/dl", "GATEHOUSE_GO"},
		},
		"named": {
			installed: map[string]string{"a": "go1.26.3", "b": "go1.26.7"},
			env:       map[string]string{"PATH": "HOME/a", "GATEHOUSE_GO": "HOME/b/go"},
			found:     "go1.26.7",
		},
		"a development version": {
			installed: map[string]string{"a": "devel go1.27-5b2e8f3 Mon Nov 23"},
			env:       map[string]string{"GATEHOUSE_GO": "HOME/a/go"},
			found:     "go1.27-5b2e8f3",
		},
		"named, but too old": {
			installed: map[string]string{"a": "go1.26.3", "b": "go1.21"},
			env:       map[string]string{"PATH": "HOME/a", "GATEHOUSE_GO": "HOME/b/go"},
			err:       []string{"GATEHOUSE_GO is HOME/b/go, which is go1.21 and too old"},
		},
		"named, but none": {
			env: map[string]string{"GATEHOUSE_GO": "HOME/b/go"},
			err: []string{"GATEHOUSE_GO is HOME/b/go, which is no go command"},
		},
		"named, but something else": {
			installed: map[string]string{"a": "hello"},
			env:       map[string]string{"GATEHOUSE_GO": "HOME/a/go"},
			err:       []string{"names no version"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			home := t.TempDir()
			here := strings.NewReplacer("HOME", home, "PLATFORM", runtime.GOOS+"-"+runtime.GOARCH)
			installed := map[string]string{}
			for dir, version := range test.installed {
				installed[here.Replace(dir)] = version
			}
			install(t, home, installed)
			getenv := func(name string) string {
				if name == "HOME" {
					return home
				}
				return here.Replace(test.env[name])
			}
			g, err := find(t.Context(), getenv, []string{filepath.Join(home, "usual")})
			if test.err != nil {
				for _, part := range test.err {
					assert.ErrorContains(t, err, here.Replace(part))
				}
				return
			}
			require.NoError(t, err)
			assert.Equal(t, test.found, g.Version)
			assert.FileExists(t, g.Path)
		})
	}
}
