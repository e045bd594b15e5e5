// Package fault makes a report of a panic: a fault of ours, which must cost
// the learner nothing but a start.
package fault

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"

	"gatehouse/internal/text"
)

// Fault is a panic that was caught.
type Fault struct {
	what  string
	stack string
}

// Of makes a fault of what recover returned; nil of nil. It is called in the
// function that was deferred, where the stack is still that of the panic.
func Of(recovered any) *Fault {
	if recovered == nil {
		return nil
	}
	return &Fault{what: text.Safe(fmt.Sprint(recovered)), stack: string(debug.Stack())}
}

// Name is the name of the file that a report is written to.
const Name = "fault.txt"

// mostOfWhat is how many bytes of a panic's words a report holds: some repeat
// what they were given.
const mostOfWhat = 300

// Report writes what is known to fault.txt in the workspace, or where there is
// none, its name being empty, in the user's cache, else in the folder for what
// is temporary. An older report there is replaced. Notes say how things stood,
// a line each; they must hold no secret and nothing of a learner's. The error
// is the sentence that the learner is told.
func (f *Fault) Report(workspace string, notes ...string) error {
	words := "This is a fault of Gatehouse; your record is whole."
	if workspace == "" {
		words = "This is a fault of Gatehouse; nothing of yours is damaged."
	}
	path, err := f.write(notes, workspace)
	if err != nil {
		return fmt.Errorf("%s The report could not be written: %w", words, err)
	}
	return fmt.Errorf("%s Report: %s", words, withoutHome(path))
}

func (f *Fault) write(notes []string, workspace string) (path string, err error) {
	cache, _ := os.UserCacheDir() // without one there is the next
	if cache != "" {
		cache = filepath.Join(cache, "gatehouse")
	}
	for _, dir := range []string{workspace, cache, os.TempDir()} {
		if dir == "" {
			continue
		}
		path = filepath.Join(dir, Name)
		if err = os.MkdirAll(dir, 0o700); err != nil {
			continue
		}
		if err = os.WriteFile(path, []byte(f.text(notes)), 0o600); err == nil {
			return path, nil
		}
	}
	return "", err
}

func (f *Fault) text(notes []string) string {
	what := f.what
	if len(what) > mostOfWhat {
		what = strings.ToValidUTF8(what[:mostOfWhat], "") + "…"
	}
	lines := []string{
		"Gatehouse met a fault of its own and ended. This report holds no secret and",
		"none of your code; it can be read before it is sent to whoever mends it.",
		"",
		"what: " + what,
		"gatehouse: " + build(),
		"go: " + runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH,
	}
	return withoutHome(strings.Join(append(append(lines, notes...), "", f.stack), "\n"))
}

// withoutHome writes ~ for the home folder, which tells who somebody is.
func withoutHome(s string) string {
	home, err := os.UserHomeDir()
	if err != nil || len(home) < 2 {
		return s
	}
	return strings.ReplaceAll(s, home, "~")
}

// build says which build this is.
func build() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	words := []string{info.Main.Version}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" || s.Key == "vcs.modified" {
			words = append(words, s.Key+" "+s.Value)
		}
	}
	return strings.Join(words, ", ")
}
