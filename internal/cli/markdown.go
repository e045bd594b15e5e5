package cli

import (
	"os"

	"github.com/charmbracelet/colorprofile"

	"gatehouse/internal/text"
)

// markdown prints Markdown to the width of the terminal; plain where the output
// shows no colours.
func (p *program) markdown(md string) error {
	style := text.Style{Spoken: p.plain}
	if profile := colorprofile.Detect(os.Stdout, os.Environ()); profile >= colorprofile.ASCII && !p.plain {
		// The terminal is not asked for its background: its own colours are
		// readable on any.
		style = text.Style{Color: true, Dark: true, Basic: true}
	}
	rendered, err := text.Markdown(md, width(), style)
	if err != nil {
		return err
	}
	p.say("%s", styled(rendered))
	return nil
}
