package workspace

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"

	"github.com/aymanbagabas/go-udiff"

	"gatehouse/internal/course"
)

// Changes lists what Create did, as sorted paths in the workspace with slashes.
type Changes struct {
	Added   []string // were not there
	Renewed []string // replaced by newer ones; the learner had not changed them
	Kept    []Kept   // there are newer ones, but the learner had changed them
	Removed []string // no longer part of their package; the learner had not changed them
}

// Kept is a file that the learner had changed.
type Kept struct {
	Name string // its path in the workspace, with slashes
	Diff string // from what is newer to the learner's, as unified text
}

// Create makes a workspace in dir, or refreshes the one that is there. Content
// holds the sandbox; pack is the folder of the course pack that c was loaded
// from, or empty. A folder that holds anything else is refused. When a new
// workspace cannot be made whole, nothing of it is left.
func Create(dir string, content fs.FS, c *course.Course, pack string) (*Workspace, Changes, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, Changes{}, fmt.Errorf("make a workspace: %w", err)
	}
	files, err := shipped(content, c)
	if err != nil {
		return nil, Changes{}, fmt.Errorf("make a workspace: %w", err)
	}
	before := manifest{Layout: layout}
	fresh := !exists(dir)
	if fresh {
		err = begin(dir, before)
	} else {
		before, err = readManifest(dir)
	}
	// A description that is lost tells nothing of our own files, so that all
	// which differ count as the learner's.
	if err != nil && !errors.Is(err, errDamaged) {
		return nil, Changes{}, err
	}
	r := refresh{dir: dir, before: before.Files, after: map[string]string{}}
	if err = r.renamed(c, files); err == nil {
		err = r.all(files)
	}
	if err == nil {
		err = manifest{Layout: layout, Pack: pack, Files: r.after}.write(dir)
	}
	if err != nil {
		if fresh {
			undo(dir, slices.Collect(maps.Keys(files)))
		}
		return nil, Changes{}, err
	}
	return &Workspace{Dir: dir, Pack: pack}, r.changes, nil
}

// Stale reports whether another version of the course or the sandbox made the
// workspace, so that Create would have something to do.
func (w *Workspace) Stale(content fs.FS, c *course.Course) bool {
	m, err := readManifest(w.Dir)
	if err != nil {
		return false
	}
	files, err := shipped(content, c)
	if err != nil {
		return false
	}
	for name, text := range files {
		if m.Files[name] != sum(text) {
			return true
		}
	}
	return false
}

// begin turns dir into a workspace without files. The description comes first:
// an interrupted Create is then taken up by the next one.
func begin(dir string, m manifest) error {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("cannot make a workspace in %s: %w; choose another folder", dir, cause(err))
	}
	if slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() != private }) {
		return fmt.Errorf("%s holds other files and is no workspace; choose an empty or a new folder", dir)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("cannot make a workspace in %s: %w; choose another folder", dir, cause(err))
	}
	if err := m.write(dir); err != nil {
		undo(dir, nil)
		return err
	}
	return nil
}

// undo removes the files and the folders that they leave empty, up to dir.
func undo(dir string, names []string) {
	for _, name := range append(names, path.Join(private, "workspace.json")) {
		os.Remove(filepath.Join(dir, filepath.FromSlash(name))) // it may not be there yet
		for name = path.Dir(name); name != "."; name = path.Dir(name) {
			if os.Remove(filepath.Join(dir, filepath.FromSlash(name))) != nil {
				break
			}
		}
	}
	os.Remove(dir)
}

// refresh brings the files of one workspace up to date.
type refresh struct {
	dir           string
	before, after map[string]string // path to sum, as in the manifest
	changes       Changes
}

func (r *refresh) all(files map[string][]byte) error {
	packages := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		packages[path.Dir(name)] = true
		if err := r.file(name, files[name]); err != nil {
			return err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(r.before)) {
		if _, ok := files[name]; ok {
			continue
		}
		if err := r.dropped(name, packages[path.Dir(name)]); err != nil {
			return err
		}
	}
	return nil
}

// file brings one file up to date unless the learner changed it.
func (r *refresh) file(name string, text []byte) error {
	r.after[name] = sum(text)
	local, there, err := r.read(name)
	switch {
	case err != nil:
		return err
	case there == r.after[name]:
		return nil
	case there == "":
		r.changes.Added = append(r.changes.Added, name)
	case there == r.before[name]:
		r.changes.Renewed = append(r.changes.Renewed, name)
	default:
		if r.before[name] != r.after[name] {
			return r.kept(name, local, text)
		}
		return nil
	}
	return writeFile(r.dir, name, text)
}

// kept notes how the learner's file differs from the newer one.
func (r *refresh) kept(name, local string, newer []byte) error {
	mine, err := os.ReadFile(local)
	if err != nil && !errors.Is(err, fs.ErrNotExist) { // a link may lead nowhere
		return fmt.Errorf("cannot read %s: %w", local, cause(err))
	}
	if sum(mine) != sum(newer) {
		r.changes.Kept = append(r.changes.Kept, Kept{name, udiff.Unified("newer", "yours", string(newer), string(mine))})
	}
	return nil
}

// dropped deals with a file that is no longer shipped. It goes only where it
// would stand among files that belong to another version of its package.
func (r *refresh) dropped(name string, packageStays bool) error {
	local, there, err := r.read(name)
	if err != nil || there == "" {
		return err
	}
	if !packageStays || there != r.before[name] {
		r.after[name] = r.before[name]
		return nil
	}
	r.changes.Removed = append(r.changes.Removed, name)
	if err := os.Remove(local); err != nil {
		return fmt.Errorf("cannot remove %s: %w", local, cause(err))
	}
	return nil
}

// linked stands for the sum of a file that is a link: the learner put it there,
// whatever it leads to.
const linked = "link"

// read returns where a file of the workspace is and the sum of what it holds,
// empty when there is no such file.
func (r *refresh) read(name string) (local, there string, err error) {
	local, err = filepath.Localize(name)
	if err != nil {
		return "", "", fmt.Errorf("this system cannot have a file named %q", name)
	}
	local = filepath.Join(r.dir, local)
	if isLink(local) {
		return local, linked, nil
	}
	content, err := os.ReadFile(local)
	if errors.Is(err, fs.ErrNotExist) {
		return local, "", nil
	}
	if err != nil {
		return "", "", fmt.Errorf("cannot read %s: %w", local, cause(err))
	}
	return local, sum(content), nil
}
