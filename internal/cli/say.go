package cli

import (
	"fmt"
	"io"
	"os"
	"strings"

	"charm.land/lipgloss/v2"

	"gatehouse/internal/course"
	"gatehouse/internal/progress"
	"gatehouse/internal/text"
)

// The voice: a line starts with its word and says what is the case. Nothing
// that comes from a course, a learner's program or a response reaches the
// terminal but through text.Safe.

// styled is text that is safe already.
type styled string

// say prints a line of the answer.
func (p *program) say(format string, args ...any) { speak(p.out, format, args) }

// tell prints a line beside the answer, on standard error.
func (p *program) tell(format string, args ...any) { speak(p.err, format, args) }

// warn tells a sentence once, however many commands have reason to.
func (p *program) warn(sentence string) {
	if !p.told[sentence] {
		p.told[sentence] = true
		p.tell("%s", sentence)
	}
}

// sayNext says what is next, and by which command. In the dialogue the prompt
// does.
func (p *program) sayNext(c *course.Course, now progress.Progress) {
	if !p.talking {
		p.say("next: %s", following(c, now))
	}
}

func speak(w io.Writer, format string, args []any) {
	for i, arg := range args {
		switch arg := arg.(type) {
		case string:
			args[i] = text.Safe(arg)
		case error:
			args[i] = text.Safe(arg.Error())
		}
	}
	fmt.Fprintf(w, format+"\n", args...)
}

// tints are the colours of the words that lines start with.
var tints = map[string]lipgloss.Style{
	"ok":               lipgloss.NewStyle().Foreground(lipgloss.Green),
	"look":             lipgloss.NewStyle().Foreground(lipgloss.Yellow),
	"holds":            lipgloss.NewStyle().Foreground(lipgloss.Green),
	"right":            lipgloss.NewStyle().Foreground(lipgloss.Green),
	"done":             lipgloss.NewStyle().Foreground(lipgloss.Green),
	"broken":           lipgloss.NewStyle().Foreground(lipgloss.Red),
	"does not compile": lipgloss.NewStyle().Foreground(lipgloss.Red),
	"wrong":            lipgloss.NewStyle().Foreground(lipgloss.Red),
	"could not run":    lipgloss.NewStyle().Underline(true),
	"error":            lipgloss.NewStyle().Foreground(lipgloss.Red),
	"warning":          lipgloss.NewStyle().Foreground(lipgloss.Yellow),
	"advice":           lipgloss.NewStyle().Underline(true),
}

// word is the first word of a line, in its colour and so many cells wide.
func word(w string, width int) styled {
	return styled(tints[w].Render(w) + strings.Repeat(" ", max(0, width-len(w))))
}

// under is text whose further lines stand under its first.
func under(indent int, s string) styled {
	return styled(strings.ReplaceAll(text.Safe(strings.TrimSpace(s)), "\n", "\n"+strings.Repeat(" ", indent)))
}

// prose is text whose further lines stand under its first. A terminal gets it
// broken between words; a pipe gets whole lines, to be searched.
func prose(indent int, s string) styled {
	if isTerminal(os.Stdout) {
		s = text.Wrap(text.Safe(strings.TrimSpace(s)), max(20, width()-indent))
	}
	return under(indent, s)
}

// part prints what a part of an explanation says; nothing where it is empty.
func (p *program) part(name string, width int, lines ...string) {
	if s := strings.TrimSpace(strings.Join(lines, "\n")); s != "" {
		p.say("  %-*s  %s", width, name, prose(4+width, s))
	}
}

// inWords is the place of a rule without its sign.
func inWords(rule string) string {
	return strings.NewReplacer("§§", "sections ", "§", "section ").Replace(rule)
}

// oneLine is text without line breaks.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// many counts things: "1 probe", "3 probes".
func many(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
