package text

import (
	"io"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

const tab = "    "

// heldHyphen stands for - while words are wrapped: addresses, options and
// header names would be broken there.
const heldHyphen = "\ufdd0"

// Wrap breaks s between words into lines of at most width cells, and within a
// word that is longer. Tabs become four blanks; escape sequences take no
// room, and what they switch on goes on in the next line.
func Wrap(s string, width int) string {
	s = strings.NewReplacer("\t", tab, "-", heldHyphen).Replace(s)
	wrapped := strings.ReplaceAll(ansi.Wrap(s, width, ""), heldHyphen, "-")
	wrapped = ansi.Hardwrap(wrapped, width, true) // else an accent on a blank makes a line too long
	var b strings.Builder
	w := lipgloss.NewWrapWriter(&b)
	_, _ = io.WriteString(w, wrapped) // a strings.Builder takes everything
	_ = w.Close()
	return b.String()
}

// cut breaks s into lines of at most width cells wherever they are full, so
// that joined they are s again.
func cut(s string, width int) []string {
	return strings.Split(ansi.Hardwrap(strings.ReplaceAll(s, "\t", tab), width, true), "\n")
}
