package grade

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"gatehouse/internal/workspace"
	"gatehouse/sandbox"
)

// tryLimit is how long one run of a bench's program may take. The sandbox ends
// what never rests long before.
const tryLimit = 5 * time.Minute

// Bench is one program that holds the probes of many packages. One build
// serves them all; then each is tried in a process of its own, as often as
// wanted.
type Bench struct {
	dir     string // the root of the module
	binary  string // empty when no package compiles
	numbers map[string]int
	faults  map[string][]Problem
}

// Probed is a package whose probes are functions of an ordinary file, so that
// another package can call them.
type Probed struct {
	Folder string   // below the module's root, with slashes
	Tests  []string // the names of those functions
}

// NewBench builds the program in dir, the root of a module of its own, to which
// it adds files. Packages that do not compile are left out and told by Try. Race
// says to build in the race detector. The error says why nothing could be built.
func NewBench(ctx context.Context, g Go, dir string, packages []Probed, race bool) (*Bench, error) {
	b := &Bench{dir: dir, numbers: map[string]int{}, faults: map[string][]Problem{}}
	home, err := os.MkdirTemp(dir, "bench")
	if err != nil {
		return nil, fmt.Errorf("no folder for the probes: %w", err)
	}
	for i, p := range packages {
		b.numbers[p.Folder] = i
	}
	for len(b.faults) < len(packages) {
		sound := slices.DeleteFunc(slices.Clone(packages), func(p Probed) bool { return b.faults[p.Folder] != nil })
		err := os.WriteFile(filepath.Join(home, "bench_test.go"), b.source(sound), 0o600)
		if err != nil {
			return nil, fmt.Errorf("no folder for the probes: %w", err)
		}
		binary := filepath.Join(home, "bench.test.exe") // Windows starts no other name
		said, err := build(ctx, g, dir, home, binary, race)
		if err == nil {
			b.binary = binary
			return b, nil
		}
		if ctx.Err() != nil {
			return nil, errCancelled
		}
		if !b.blame(said, sound) {
			return nil, explain(g, dir, err, said)
		}
	}
	return b, nil
}

// HasRace reports whether the tool chain has the race detector on this machine:
// most systems want a C compiler for it.
func (g Go) HasRace(ctx context.Context, dir string) bool {
	return g.run(ctx, command{
		dir: dir, env: []string{chooseCgo}, args: []string{"list", "-race", "runtime/race"},
		stdout: io.Discard, stderr: io.Discard,
	}) == nil
}

// chooseCgo lets the go command use cgo where there is a C compiler.
const chooseCgo = "CGO_ENABLED="

func build(ctx context.Context, g Go, dir, home, binary string, race bool) (said string, err error) {
	output := capped{max: maxSaid}
	c := command{
		dir: dir, stdout: io.Discard, stderr: &output,
		// Without the folder's own name in it, what was built before is found again.
		args: []string{"test", "-c", "-trimpath", "-vet=off", "-ldflags=-s -w", "-o", binary},
	}
	if race {
		c.args, c.env = append(c.args, "-race"), []string{chooseCgo}
	}
	c.args = append(c.args, "./"+filepath.Base(home))
	err = g.run(ctx, c)
	return output.text.String(), err
}

// source is a test for each package that calls the package's own.
func (b *Bench) source(packages []Probed) []byte {
	var imports, tests bytes.Buffer
	for _, p := range packages {
		n := b.numbers[p.Folder]
		fmt.Fprintf(&imports, "import p%d %q\n", n, path.Join(workspace.Module(), p.Folder))
		fmt.Fprintf(&tests, "func Test%d(t *testing.T) {\n", n)
		for _, test := range p.Tests {
			fmt.Fprintf(&tests, "\tt.Run(%q, p%d.%s)\n", test, n, test)
		}
		fmt.Fprintln(&tests, "}")
	}
	return slices.Concat([]byte("package bench\n\nimport \"testing\"\n"), imports.Bytes(), tests.Bytes())
}

// blame notes what the compiler said under the packages that it spoke of; what
// lies in a package that they share is a fault of each. It reports whether any
// of them was blamed.
func (b *Bench) blame(said string, packages []Probed) bool {
	complaints, folder := map[string]string{}, ""
	for line := range strings.Lines(said) {
		if name, ok := strings.CutPrefix(line, "# "); ok {
			folder = strings.TrimPrefix(strings.Fields(name)[0], workspace.Module()+"/")
		} else if m := placed.FindStringSubmatch(strings.TrimSpace(line)); m != nil && strings.ContainsAny(m[1], `/\`) {
			folder = path.Dir(filepath.ToSlash(m[1]))
		}
		complaints[folder] += line
	}
	found := false
	var shared []Problem
	for _, folder := range slices.Sorted(maps.Keys(complaints)) {
		faults := problems(b.dir, folder, complaints[folder])
		for i := range faults {
			faults[i].File = path.Join(folder, faults[i].File)
		}
		if _, ours := b.numbers[folder]; !ours {
			shared = append(shared, faults...)
		} else if len(faults) > 0 {
			b.faults[folder], found = faults, true
		}
	}
	if found || len(shared) == 0 {
		return found
	}
	for _, p := range packages {
		b.faults[p.Folder] = shared
	}
	return true
}

// Try runs the probes of the package in folder once. The secrets are drawn from
// seed, the order of the probes from shuffle: 0 is the written order. The files
// that Compile names are relative to the module's root.
func (b *Bench) Try(ctx context.Context, folder string, seed, shuffle uint64) Tested {
	t := newTally(b.dir, folder, Usual.Output)
	if t.compile = b.faults[folder]; t.compile != nil {
		return t.tested()
	}
	ctx, end := context.WithTimeoutCause(ctx, tryLimit, errTimeUp)
	defer end()
	return t.judge(ctx, func(skip string) ([]*sandbox.Report, error) {
		return b.once(ctx, t, seed, shuffle, skip)
	})
}

func (b *Bench) once(ctx context.Context, t *tally, seed, shuffle uint64, skip string) ([]*sandbox.Report, error) {
	temp, err := os.MkdirTemp("", "gatehouse-")
	if err != nil {
		return nil, fmt.Errorf("no folder for the run: %w", err)
	}
	defer os.RemoveAll(temp)
	output, key := &printed{to: t.told}, rand.Text()
	c := command{
		dir: filepath.Join(b.dir, filepath.FromSlash(t.folder)), temp: temp, stdout: output, stderr: output,
		env: []string{"SANDBOX_SEED=" + strconv.FormatUint(seed, 10), sandbox.SealVariable + "=" + key},
		args: []string{
			fmt.Sprintf("-test.run=^Test%d$", b.numbers[t.folder]), "-test.artifacts", "-test.outputdir=" + temp,
			"-test.timeout=" + (tryLimit + time.Minute).String(),
		},
	}
	if shuffle != 0 {
		c.env = append(c.env, "SANDBOX_SHUFFLE="+strconv.FormatUint(shuffle, 10))
	}
	if skip != "" {
		c.args = append(c.args, "-test.skip="+skip)
	}
	err = c.run(ctx, b.binary)
	t.told.failed = err != nil
	if unstarted := new(fs.PathError); errors.As(err, &unstarted) {
		return nil, fmt.Errorf("the probes do not start: %w", err)
	}
	return evidence(temp, key)
}

// printed gives what a program prints to the package that it is of, by lines.
type printed struct {
	to   *told
	rest []byte
}

// Write implements io.Writer. It never fails; a last line without an end is
// left out.
func (p *printed) Write(text []byte) (int, error) {
	p.rest = append(p.rest, text...)
	for {
		line, rest, whole := bytes.Cut(p.rest, []byte("\n"))
		if !whole {
			if len(p.rest) > maxSaid { // a line without end is cut
				p.to.print(string(p.rest))
				p.rest = nil
			}
			return len(text), nil
		}
		p.to.print(string(line) + "\n")
		p.rest = rest
	}
}
