package cli

import (
	"context"
	"path/filepath"

	"github.com/spf13/cobra"

	"gatehouse/internal/study"
)

func (p *program) reset() *cobra.Command {
	a := asked{no: "your file stays as it is", does: "put the starter back; your file is kept beside it"}
	var undo, originals bool
	c := p.aboutOne(anExercise, "reset", "Put the starter back; your version is kept", func(c *cobra.Command, s *study.Study, id string) error {
		path, err := s.AnswerPath(id)
		if err != nil {
			return err
		}
		switch {
		case undo:
			return p.undoReset(s, id, path)
		case originals:
			return p.putOriginals(s, id)
		}
		return p.putStarter(c.Context(), s, id, path, a)
	})
	c.Flags().BoolVar(&undo, "undo", false, "put your version back, byte for byte")
	c.Flags().BoolVar(&originals, "originals", false, "put the probes, given/ and sandbox/ back in place of the starter; your versions are kept")
	c.MarkFlagsMutuallyExclusive("undo", "originals")
	a.flag(c)
	return c
}

func (p *program) putStarter(ctx context.Context, s *study.Study, id, path string, a asked) error {
	diff, err := s.Diff(id, "starter")
	if err == nil && diff == "" {
		p.say("%s is the starter already", show(path))
		return nil
	}
	if err == nil { // a file that is gone has nothing to lose
		if ok, err := p.confirm(ctx, a); !ok {
			return err
		}
	}
	kept, err := s.Reset(id)
	if err != nil {
		return err
	}
	p.say("%s: the starter is back in %s", id, show(path))
	if kept != "" {
		p.say("kept: %s; gatehouse reset %s --undo puts it back", show(kept), id)
	}
	return nil
}

func (p *program) putOriginals(s *study.Study, id string) error {
	put, kept, err := s.PutOriginals(id)
	if err != nil {
		return err
	}
	if len(put) == 0 {
		p.say("%s: its probes, given/ and sandbox/ are the originals already", id)
	}
	for _, name := range put {
		p.say("the original is back: %s", name)
	}
	for _, file := range kept {
		p.say("kept: %s", show(file))
	}
	return nil
}

func (p *program) undoReset(s *study.Study, id, path string) error {
	from, err := s.UndoReset(id)
	if err != nil {
		return err
	}
	p.say("%s: %s is back as it was, from %s", id, show(path), filepath.Base(from))
	return nil
}
