package doctor

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"gatehouse/internal/course"
	"gatehouse/internal/record"
	"gatehouse/internal/workspace"
)

// Course is what is learnt.
type Course struct {
	Finding
	Title     string `json:"title"`
	Pack      string `json:"pack"`    // the folder of the course pack; empty for the built-in course
	Version   string `json:"version"` // of the pack
	Lessons   int    `json:"lessons"`
	Exercises int    `json:"exercises"`
	Problems  int    `json:"problems"` // how many things in its files are wrong
}

// Workspace is the learner's folder.
type Workspace struct {
	Folder
	Stale  bool     `json:"stale"`  // another version of the course made it
	Edited []string `json:"edited"` // files of ours in it that are not as we made them, with slashes
}

// Record is what the learner did.
type Record struct {
	Finding
	Path   string     `json:"path"` // empty where there is no workspace
	Bytes  int64      `json:"bytes"`
	Events int        `json:"events"`
	Last   *time.Time `json:"last"`   // when the last event was; nil where there is none
	Unread []string   `json:"unread"` // what of it cannot be read, a sentence each
}

// work looks at the course, the workspace and the record.
func (c Config) work() (Course, Workspace, Record) {
	w, wrong := workspace.Open(c.Workspace)
	pack := c.Pack
	if wrong == nil {
		pack = cmp.Or(pack, w.Pack)
	}
	content, loaded, about := c.course(pack)
	switch {
	case c.Workspace == "":
		return about, noWorkspace(Finding{Look, "this account has no home folder; gatehouse init DIR makes a workspace"}), noRecord()
	case !c.Exists:
		none := Finding{Look, fmt.Sprintf("%[1]s is no workspace yet; gatehouse init %[1]s makes one there", c.Workspace)}
		return about, noWorkspace(none), noRecord()
	case wrong != nil:
		return about, noWorkspace(Finding{Broken, wrong.Error()}), noRecord()
	}
	there := Workspace{Edited: []string{}, Folder: folder(w.Dir, need{
		worst: Broken, remedy: "give yourself the right to write it, or use another folder with --workspace",
	})}
	switch {
	case w.Pack != pack:
		there.worsen(Look, "it belongs to another course and is left alone; --workspace DIR names another folder")
	case loaded != nil:
		there.compare(w, content, loaded)
	}
	return about, there, c.record(w.Record())
}

func noWorkspace(f Finding) Workspace {
	return Workspace{Folder: Folder{Finding: f}, Edited: []string{}}
}

func noRecord() Record {
	return Record{Finding: Finding{NotRun, "there is no workspace that could hold one"}, Unread: []string{}}
}

// course reads the course; it is nil when it cannot be read.
func (c Config) course(pack string) (fs.FS, *course.Course, Course) {
	about := Course{Pack: pack}
	content, err := c.Content(pack)
	if err != nil {
		about.Finding = Finding{Broken, err.Error()}
		return nil, nil, about
	}
	loaded, err := course.Load(content)
	if err != nil {
		about.Finding = Finding{Broken, fmt.Sprintf("it cannot be read: %v", err)}
		return nil, nil, about
	}
	about.Title, about.Version = loaded.Title, string(loaded.Pack.Version)
	about.Lessons, about.Exercises, about.Problems = len(loaded.Lessons()), len(loaded.Exercises()), len(loaded.Problems)
	about.Finding = Finding{OK, fmt.Sprintf("%s, built in", about.Title)}
	if pack != "" {
		about.Says = strings.TrimSpace("the pack "+loaded.Pack.Title+" "+about.Version) + " in " + pack
	}
	about.Says += fmt.Sprintf("; lessons: %d, exercises: %d", about.Lessons, about.Exercises)
	if about.Problems > 0 {
		about.worsen(Look, fmt.Sprintf("problems: %d; gatehouse check %s shows them", about.Problems, cmp.Or(pack, ".")))
	}
	return content, loaded, about
}

// compare looks for what in the workspace is not as the course would make it.
func (there *Workspace) compare(w *workspace.Workspace, content fs.FS, c *course.Course) {
	if there.Stale = w.Stale(content, c); there.Stale {
		there.worsen(Look, "another version of the course made it: gatehouse init brings it up to date, and what you changed stays")
	}
	first := ""
	for _, e := range c.Exercises() {
		edited, err := workspace.Edited(content, w.Dir, e)
		if err != nil {
			there.worsen(Look, err.Error())
			return
		}
		if len(edited) > 0 {
			first = cmp.Or(first, e.ID)
		}
		there.Edited = append(there.Edited, edited...)
	}
	slices.Sort(there.Edited)
	there.Edited = slices.Compact(there.Edited)
	if n := len(there.Edited); n > 0 && !there.Stale {
		there.worsen(Look, fmt.Sprintf("originals that were changed, are gone or were added to: %d, the first being %s; they change no verdict, "+
			"and gatehouse reset %s --originals puts them back", n, there.Edited[0], first))
	}
}

func (c Config) record(path string) Record {
	r := Record{Path: path, Unread: []string{}}
	held, err := record.Open(path, c.Now)
	if err != nil {
		r.Finding = Finding{Broken, err.Error()}
		return r
	}
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		r.Finding = Finding{OK, "nothing recorded yet"}
		return r
	}
	if err == nil {
		r.Bytes = info.Size()
	}
	events := held.Events()
	r.Events = len(events)
	r.Finding = Finding{OK, fmt.Sprintf("events: %d, in %s, in %s", r.Events, size(r.Bytes), filepath.Base(path))}
	for _, e := range events {
		if r.Last == nil || e.Time.After(*r.Last) {
			r.Last = &e.Time
		}
	}
	if r.Last != nil {
		r.Says += "; the last on " + r.Last.Local().Format("2 January 2006 at 15:04")
	}
	r.Unread = append(r.Unread, held.Warnings()...)
	for _, warning := range r.Unread {
		r.worsen(Look, strings.TrimSuffix(warning, "."))
	}
	if file, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0); err != nil {
		r.worsen(Broken, fmt.Sprintf("%v; give yourself the right to write it", err))
	} else {
		_ = file.Close()
	}
	return r
}
