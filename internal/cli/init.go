package cli

import (
	"fmt"

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
			if at.pack != "" {
				a.no = "nothing is written"
				a.does = "make a workspace in " + at.dir + "; its exercises bring code of " + at.pack + " that runs on this machine at each grading"
				if ok, err := p.confirm(c.Context(), a); !ok {
					return err
				}
			}
			return p.makeWorkspace(at)
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

func (p *program) makeWorkspace(at place) error {
	s, err := p.studyOf(at.pack, "")
	if err != nil {
		return err
	}
	changes, err := s.MakeWorkspace(at.dir)
	if err != nil {
		return err
	}
	p.printWorkspace(s, changes)
	return nil
}

func (p *program) printWorkspace(s *study.Study, changes workspace.Changes) {
	p.say("workspace: %s", s.Workspace().Dir)
	p.say("%d added, %d renewed, %d removed", len(changes.Added), len(changes.Renewed), len(changes.Removed))
	for _, name := range changes.Kept {
		p.say("kept: %s, which you changed; there is a newer one", name)
	}
	for _, problem := range s.Course().Problems {
		p.tell("%s", problem)
	}
	p.say("next: %s", following(s.Course(), s.Progress()))
}
