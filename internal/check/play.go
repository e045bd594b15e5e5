package check

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sync"

	"gatehouse/internal/grade"
	"gatehouse/internal/workspace"
	"gatehouse/sandbox"
)

// facts are what running the exercise's programs shows. All that is said of
// them is worked out anew each time.
type facts struct {
	Answers  map[string]grade.Tested // by folder, at the seed of the matrix
	Unsteady []unsteady              // runs of the reference at other seeds that did not hold
	Race     *grade.Tested           // the reference under the race detector; nil where it was not run
	Failed   string                  // why nothing could be run, else empty
}

func (f facts) of(a answer) grade.Tested { return f.Answers[a.folder] }

// whole reports whether every program came to an end of its own.
func (f facts) whole() bool {
	for _, tested := range f.Answers {
		if tested.Outcome() == grade.CouldNotRun {
			return false
		}
	}
	return f.Failed == "" && len(f.Unsteady) == 0 && (f.Race == nil || f.Race.Outcome() != grade.CouldNotRun)
}

// matrixSeed draws the secrets of the matrix, which so is the same each time.
const matrixSeed = 1

// steps is how many pieces of work the exercise is: its build, its answers, the
// other seeds and the race detector.
func (e *exercise) steps() int { return 1 + len(e.answers) + seeds + 1 }

// find returns what is known of the exercise, or else finds it out.
func (e *exercise) find(ctx context.Context, d *desk) facts {
	reference := e.answers[0]
	if e.probes == nil || !reference.playable {
		d.tell(e.steps(), e.ID)
		return facts{}
	}
	files, err := e.module(d.Content)
	if err != nil {
		return facts{Failed: err.Error()}
	}
	kept := d.entry(files)
	known, err := kept.load()
	if err == nil {
		d.tell(e.steps(), e.ID)
		return known
	}
	known = e.play(ctx, d, files)
	if ctx.Err() == nil && known.whole() {
		kept.save(known)
	}
	return known
}

// module returns the files of a module in which each answer is a package that
// holds the probes, too: by path with slashes.
func (e *exercise) module(content fs.FS) (map[string][]byte, error) {
	files, err := workspace.Probes(content, e.Exercise)
	if err != nil {
		return nil, err
	}
	test := path.Join(e.home, e.Test())
	// Its lines keep their places, and count as those of a test.
	probes := append([]byte("//line "+e.Test()+":1:1\n"), files[test]...)
	delete(files, test)
	files["go.mod"] = fmt.Appendf(nil, "module %s\n\ngo 1.26.0\n", workspace.Module())
	for _, a := range e.answers {
		if !a.playable {
			continue
		}
		text, err := fs.ReadFile(e.content, a.source.file)
		if err != nil {
			return nil, fmt.Errorf("read the exercise: %w", err)
		}
		files[a.source.file] = text
		files[path.Join(a.folder, "probes.go")] = probes
	}
	return files, nil
}

// play builds the module and runs all that is in it.
func (e *exercise) play(ctx context.Context, d *desk, files map[string][]byte) facts {
	dir, err := lay(files)
	if err != nil {
		return facts{Failed: err.Error()}
	}
	defer os.RemoveAll(dir)
	benches := map[string]*grade.Bench{} // by folder
	d.step(e.ID+": build", func() {
		for _, group := range e.groups() {
			var bench *grade.Bench
			if bench, err = grade.NewBench(ctx, d.Go, dir, group, false); err != nil {
				return
			}
			for _, p := range group {
				benches[p.Folder] = bench
			}
		}
	})
	if err != nil {
		return facts{Failed: err.Error()}
	}

	f := facts{Answers: map[string]grade.Tested{}}
	var runs sync.WaitGroup
	var mu sync.Mutex
	for _, a := range e.answers {
		runs.Go(func() {
			d.step(fmt.Sprintf("%s: %s", e.ID, a), func() {
				if !a.playable {
					return
				}
				tested := slim(benches[a.folder].Try(ctx, a.folder, matrixSeed, 0))
				mu.Lock()
				defer mu.Unlock()
				f.Answers[a.folder] = tested
			})
		})
	}
	runs.Go(func() { f.Unsteady = e.steady(ctx, d, benches[e.home]) })
	runs.Go(func() { f.Race = e.races(ctx, d, dir) })
	runs.Wait()
	return f
}

// groups are the answers that one program can hold: all, but each alone that
// does something as soon as a program begins, which would touch the others.
func (e *exercise) groups() [][]grade.Probed {
	groups := [][]grade.Probed{nil}
	for _, a := range e.answers {
		switch {
		case !a.playable:
		case a.source.begins():
			groups = append(groups, []grade.Probed{e.probed(a)})
		default:
			groups[0] = append(groups[0], e.probed(a))
		}
	}
	return groups
}

func (e *exercise) probed(a answer) grade.Probed {
	return grade.Probed{Folder: a.folder, Tests: e.probes.tests()}
}

// lay writes the files of a module into a new folder and returns that.
func lay(files map[string][]byte) (dir string, err error) {
	dir, err = os.MkdirTemp("", "gatehouse-")
	if err != nil {
		return "", fmt.Errorf("no folder for the exercise: %w", err)
	}
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		err = os.MkdirAll(filepath.Dir(file), 0o755)
		if err == nil {
			err = os.WriteFile(file, text, 0o600)
		}
		if err != nil {
			os.RemoveAll(dir)
			return "", fmt.Errorf("lay out the exercise: %w", err)
		}
	}
	return dir, nil
}

// shown is how many bytes are kept of a request, and of what a program prints.
const shown = 2000

// slim keeps of what was tested what a report may tell.
func slim(t grade.Tested) grade.Tested {
	t.Output = clip(t.Output)
	for i, v := range t.Probes {
		slim := sandbox.Verdict{Name: v.Name, Outcome: v.Outcome, Honest: v.Honest}
		if v.Outcome != sandbox.Holds {
			slim.Want, slim.Got, slim.At = v.Want, clip(v.Got), v.At
			if wrong := slices.IndexFunc(v.Exchanges, func(x sandbox.Exchange) bool { return x.Wrong }); wrong >= 0 {
				slim.Exchanges = []sandbox.Exchange{{Request: clip(v.Exchanges[wrong].Request)}}
			}
		}
		t.Probes[i] = slim
	}
	return t
}

func clip(text string) string { return text[:min(len(text), shown)] }
