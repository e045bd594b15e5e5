package tui

import (
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"gatehouse/internal/editor"
)

// placed is a file and a line as the compiler prints them: handler.go:24:7. An
// escape sequence before it ends in a letter, too.
var placed = regexp.MustCompile(`(?:\x1b\[[\d;]*m)?([\w-]+\.go):(\d+)(?::\d+)?`)

// linked makes links (OSC 8) of the places in a view, for terminals that open
// them. Folder is that of the files.
func (d desk) linked(view, folder string) string {
	if folder == "" || !d.terminal.links || !strings.Contains(view, ".go:") {
		return view
	}
	var b strings.Builder
	from := 0
	for _, m := range placed.FindAllStringSubmatchIndex(view, -1) {
		begin, end := m[2], m[1]
		if strings.HasPrefix(view[end:], "…") {
			continue // a number that was cut
		}
		line, _ := strconv.Atoi(view[m[4]:m[5]])
		b.WriteString(view[from:begin])
		b.WriteString(ansi.SetHyperlink(editor.Link(d.do.machine, d.host, filepath.Join(folder, view[m[2]:m[3]]), line)))
		b.WriteString(view[begin:end] + ansi.ResetHyperlink())
		from = end
	}
	return b.String() + view[from:]
}

// linksWork reports whether a terminal shows links or leaves them out: some
// print them.
func linksWork(getenv func(string) string) bool {
	return getenv("TERM") != "linux" && getenv("STY") == "" && getenv("INSIDE_EMACS") == ""
}

// folder is where the files of an exercise are; empty while nothing is kept.
func (d desk) folder(exercise string) string {
	if d.workspace == "" {
		return ""
	}
	return filepath.Join(d.workspace, "exercises", exercise)
}
