package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"

	"github.com/spf13/cobra"

	"gatehouse/internal/editor"
	"gatehouse/internal/study"
)

func (p *program) edit() *cobra.Command {
	var at editor.Place
	c := p.aboutOne(anExercise, "edit", "Open your file of an exercise in your editor", func(c *cobra.Command, s *study.Study, id string) error {
		path, err := s.AnswerPath(id)
		if err != nil {
			return err
		}
		return p.editFile(c.Context(), path, at)
	})
	c.Flags().IntVar(&at.Line, "line", 0, "the line to open it at")
	return c
}

// editFile opens a file in the editor: in the terminal until it ends, or beside
// it.
func (p *program) editFile(ctx context.Context, path string, at editor.Place) error {
	ed, found := editor.Find(editor.Here(os.Getenv))
	switch {
	case !found:
		return fmt.Errorf("no editor was found, EDITOR can name one; the file is %s", show(path))
	case !ed.There():
		return fmt.Errorf("%s, which %s names, is not here; the file is %s", ed.Name, ed.From, show(path))
	}
	cmd := ed.Command(ctx, path, at)
	if ed.HasWindow() {
		if err := cmd.Start(); err != nil {
			return fmt.Errorf("open %s: %w", ed.Name, err)
		}
		p.say("opened in %s: %s", ed.Name, show(path))
		return nil
	}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	var ended *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &ended) {
		return fmt.Errorf("open %s: %w", ed.Name, err)
	} else if err != nil {
		return fmt.Errorf("%s ended with %w; what it saved is saved", ed.Name, ended)
	}
	p.say("edited: %s", show(path))
	return nil
}
