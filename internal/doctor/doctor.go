// Package doctor looks at what Gatehouse needs of a machine, and says of each
// thing whether it is in order or what to do.
package doctor

import (
	"context"
	"fmt"
	"io/fs"
	"runtime"
	"time"

	"gatehouse/internal/course"
	"gatehouse/internal/editor"
	"gatehouse/internal/grade"
)

// State is how a thing was found.
type State string

// The states, which are part of a contract.
const (
	OK     State = "ok"
	Look   State = "look"    // it works, and there is something to know or to do
	Broken State = "broken"  // something cannot be done until it is mended
	NotRun State = "not run" // it was not looked at, for what it needs is not there
)

// Finding is how one thing was found.
type Finding struct {
	State State  `json:"state"`
	Says  string `json:"says"` // what is the case, and where it is not in order what to do
}

// worsen adds a sentence on what is not in order.
func (f *Finding) worsen(to State, says string) {
	if f.State != Broken {
		f.State = to
	}
	if f.Says != "" {
		f.Says += "; "
	}
	f.Says += says
}

// Report is all that was found. Its JSON form is a contract.
type Report struct {
	State       State     `json:"state"` // the worst of all: broken, look or ok
	Program     Program   `json:"program"`
	Go          Go        `json:"go"`
	Library     Library   `json:"library"`
	BuildCache  Cache     `json:"build_cache"`
	ModuleCache Cache     `json:"module_cache"`
	Temporary   Folder    `json:"temporary"`
	Course      Course    `json:"course"`
	Workspace   Workspace `json:"workspace"`
	Record      Record    `json:"record"`
	Editor      Editor    `json:"editor"`
	Terminal    Terminal  `json:"terminal"`
}

// Topic is a finding with the name of what was looked at.
type Topic struct {
	Name string
	Finding
}

// Topics returns the findings in the order in which things depend on each
// other.
func (r Report) Topics() []Topic {
	return []Topic{
		{"program", r.Program.Finding}, {"Go", r.Go.Finding}, {"Go's library", r.Library.Finding},
		{"build cache", r.BuildCache.Finding}, {"module cache", r.ModuleCache.Finding}, {"temporary files", r.Temporary.Finding},
		{"course", r.Course.Finding}, {"workspace", r.Workspace.Finding}, {"record", r.Record.Finding},
		{"editor", r.Editor.Finding}, {"terminal", r.Terminal.Finding},
	}
}

// Program is what runs.
type Program struct {
	Finding
	Version  string `json:"version"`
	Packs    string `json:"packs"`    // the newest version that a course pack may need
	Platform string `json:"platform"` // such as linux/amd64
}

// Config is where to look.
type Config struct {
	Version   string                           // of the program
	Content   func(pack string) (fs.FS, error) // of a course pack, or of the built-in course
	Pack      string                           // the folder of the pack that was asked for, or empty
	Workspace string                           // its folder, or where it would be made; empty where there is no home
	Exists    bool                             // there is a workspace
	FindGo    func(context.Context) (grade.Go, error)
	Getenv    func(string) string
	Temporary string // the folder for what is temporary
	Editors   editor.Machine
	Terminal  Terminal // as it was found, without a finding
	Now       func() time.Time
}

// Examine looks at everything. It leaves no file behind and changes none.
func Examine(ctx context.Context, c Config) Report {
	r := Report{Program: c.program(), Temporary: c.temporary(), Editor: c.editor(), Terminal: c.Terminal.judged()}
	r.Go, r.Library, r.BuildCache, r.ModuleCache = c.tool(ctx)
	r.Course, r.Workspace, r.Record = c.work()
	r.State = OK
	for _, t := range r.Topics() {
		if t.State == Broken || t.State == Look && r.State == OK {
			r.State = t.State
		}
	}
	return r
}

func (c Config) program() Program {
	p := Program{Version: c.Version, Packs: string(course.Release), Platform: runtime.GOOS + "/" + runtime.GOARCH}
	p.Finding = Finding{OK, fmt.Sprintf("%s, for %s; shows course packs for Gatehouse %s and older", p.Version, p.Platform, p.Packs)}
	return p
}
