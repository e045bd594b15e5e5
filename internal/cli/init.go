package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"gatehouse/internal/study"
	"gatehouse/internal/workspace"
)

func (p *program) init() *cobra.Command {
	var a asked
	c := &cobra.Command{
		Use:   "init [DIR]",
		Short: "Make a workspace, or bring it up to date; what you changed stays",
		Args:  noMoreThanOne,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				p.workspace = args[0]
			}
			at, err := p.target()
			if err != nil {
				return err
			}
			s, err := p.studyOf(at.pack, "")
			if err != nil {
				return err
			}
			if at.pack != "" && !at.agreed() {
				p.introduce(s)
				a.no, a.does = "nothing is written, and nothing runs", "make a workspace in "+at.dir
				if ok, err := p.confirm(c.Context(), a); !ok {
					return err
				}
			}
			changes, err := s.MakeWorkspace(at.dir)
			if err != nil {
				return err
			}
			p.printWorkspace(s, changes)
			return nil
		},
	}
	a.flag(c)
	return c
}

// target is where to make a workspace, and from which course.
func (p *program) target() (place, error) {
	at, err := p.place()
	if err != nil {
		return at, err
	}
	if at.dir == "" {
		return at, errNoHome
	}
	if at.exists {
		// A description that cannot be read is written anew.
		if w, err := workspace.Open(at.dir); err == nil {
			if p.course == "" {
				at.pack = w.Pack
			}
			if at.pack != w.Pack {
				return at, fmt.Errorf("%s was made from another course; name another folder: gatehouse init DIR", w.Dir)
			}
		}
	}
	return at, nil
}

// agreed reports whether the workspace there was made from this pack: then the
// learner said yes to it.
func (at place) agreed() bool {
	w, err := workspace.Open(at.dir)
	return err == nil && w.Pack == at.pack
}

// introduce says whose programs a course pack brings.
func (p *program) introduce(s *study.Study) {
	pack := s.Course().Pack
	p.say("This course is a pack. Its exercises are programs that run on this machine, as you, whenever they are graded.")
	for _, line := range [][2]string{
		{"title", pack.Title}, {"authors", strings.Join(pack.Authors, ", ")},
		{"version", string(pack.Version)}, {"licence", pack.Licence}, {"from", s.Pack()},
	} {
		p.part(line[0], len("authors"), oneLine(line[1]))
	}
}

func (p *program) printWorkspace(s *study.Study, changes workspace.Changes) {
	p.say("workspace: %s", s.Workspace().Dir)
	p.say("files: %d added, %d renewed, %d removed", len(changes.Added), len(changes.Renewed), len(changes.Removed))
	for _, kept := range changes.Kept {
		p.say("kept: %s, which you changed; there is a newer one, from which yours differs so:", kept.Name)
		p.printDiff(kept.Diff, "newer")
	}
	for _, problem := range s.Course().Problems {
		p.tell("%s", problem)
	}
	p.sayNext(s.Course(), s.Progress())
}
