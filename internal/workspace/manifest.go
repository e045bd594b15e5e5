package workspace

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
)

// private is the folder of a workspace that belongs to the program.
const private = ".gatehouse"

// layout is the version of the workspace's layout that this program writes.
const layout = 1

// manifest describes a workspace: workspace.json.
type manifest struct {
	Layout int               `json:"layout"`
	Pack   string            `json:"pack"`
	Files  map[string]string `json:"files"` // path with slashes to the sum of what was last shipped there
}

var errDamaged = errors.New("is damaged")

func manifestPath(dir string) string { return filepath.Join(dir, private, "workspace.json") }

func readManifest(dir string) (manifest, error) {
	var m manifest
	text, err := os.ReadFile(manifestPath(dir))
	if err != nil {
		return m, fmt.Errorf("read the workspace %s: %w", dir, cause(err))
	}
	if err := json.Unmarshal(text, &m); err != nil {
		return manifest{}, fmt.Errorf("%s %w; gatehouse init writes it anew, your files and your record stay", manifestPath(dir), errDamaged)
	}
	if m.Layout > layout {
		return m, fmt.Errorf("%s was made by a newer Gatehouse: update this one, or choose another folder with --workspace", dir)
	}
	return m, nil
}

func (m manifest) write(dir string) error {
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return fmt.Errorf("describe the workspace %s: %w", dir, err)
	}
	return writeFile(dir, path.Join(private, "workspace.json"), append(text, '\n'))
}

// sum identifies a file's content. Line ends do not count: an editor or git
// may have changed them all without the learner's doing.
func sum(content []byte) string {
	s := sha256.Sum256(bytes.ReplaceAll(content, []byte("\r\n"), []byte("\n")))
	return hex.EncodeToString(s[:])
}
