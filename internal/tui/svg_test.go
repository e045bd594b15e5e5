package tui

import (
	"encoding/xml"
	"fmt"
	"image/color"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// A cell of a picture, its margin, and the colours of a dark terminal, in
// pixels and as screens.md has them.
const (
	cellWidth, cellHeight = 8.4, 19.0
	margin                = 14.0
	paper, ink, edge      = "#1e1e1e", "#e6e6e6", "#4a4f5a"
)

// svg draws a view, as wide and high as it is. Its text stands in the
// description too, for those who read a picture by ear. Nothing is fetched or
// run: letters come from whatever monospaced font there is, each run of them
// being held to its cells.
func svg(title, view string) string {
	lines := uv.NewStyledString(view).Lines(ansi.GraphemeWidth)
	columns := 0
	for _, line := range lines {
		columns = max(columns, len(line))
	}
	width, height := 2*margin+float64(columns)*cellWidth, 2*margin+float64(len(lines))*cellHeight
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %[1]s %[2]s" width="%[1]s" height="%[2]s" role="img" aria-labelledby="title text">`+"\n", px(width), px(height))
	fmt.Fprintf(&b, "<title id=\"title\">%s</title>\n<desc id=\"text\">%s</desc>\n", escaped(title), escaped(spoken(view)))
	fmt.Fprintf(&b, `<rect x="0.5" y="0.5" width="%s" height="%s" rx="8" fill="%s" stroke="%s"/>`+"\n", px(width-1), px(height-1), paper, edge)
	fmt.Fprintf(&b, `<g font-family="ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace" font-size="14" fill="%s">`+"\n", ink)
	for y, line := range lines {
		for _, r := range runs(line) {
			r.draw(&b, y)
		}
	}
	b.WriteString("</g>\n</svg>\n")
	return b.String()
}

// spoken is a view without the blank that only sets it out.
func spoken(view string) string {
	var rows []string
	for row := range strings.Lines(ansi.Strip(view)) {
		if row = strings.Join(strings.Fields(row), " "); strings.Trim(row, "│ ") != "" {
			rows = append(rows, row)
		}
	}
	return strings.Join(rows, "\n")
}

// drawn is what is drawn in one piece: letters of one style, or one sign.
type drawn struct {
	x, cells int
	text     string
	style    uv.Style
	sign     bool
}

// runs cuts a line into pieces. A sign is one of its own: it may come from
// another font, where it is wider.
func runs(line uv.Line) []drawn {
	var all []drawn
	for x, cell := range line {
		if cell.Width == 0 {
			continue // the second half of a wide letter
		}
		sign := cell.Content[0] >= 0x80
		if last := len(all) - 1; last >= 0 && !sign && !all[last].sign && all[last].style.Equal(&cell.Style) {
			all[last].text += cell.Content
			all[last].cells++
			continue
		}
		all = append(all, drawn{x: x, cells: cell.Width, text: cell.Content, style: cell.Style, sign: sign})
	}
	return all
}

func (r drawn) draw(b *strings.Builder, y int) {
	at := func(cells int) float64 { return margin + float64(cells)*cellWidth }
	top := margin + float64(y)*cellHeight
	if r.style.Bg != nil {
		fmt.Fprintf(b, `<rect x="%s" y="%s" width="%s" height="%s" fill="%s"/>`+"\n", px(at(r.x)), px(top), px(float64(r.cells)*cellWidth), px(cellHeight), hex(r.style.Bg))
	}
	fill := hex(r.style.Fg)
	switch r.text {
	case "│":
		fmt.Fprintf(b, `<rect x="%s" y="%s" width="1" height="%s" fill="%s" opacity="0.6"/>`+"\n", px(at(r.x)+cellWidth/2), px(top), px(cellHeight), fill)
	case "▓", "░":
		opacity := map[string]string{"▓": "0.9", "░": "0.25"}[r.text]
		fmt.Fprintf(b, `<rect x="%s" y="%s" width="%s" height="11" fill="%s" opacity="%s"/>`+"\n", px(at(r.x)), px(top+4), px(cellWidth-0.8), fill, opacity)
	default:
		r.letters(b, top+cellHeight-5, fill)
	}
}

// letters writes the words of a run, each held to its cells; what stands apart
// by more than one blank is written apart.
func (r drawn) letters(b *strings.Builder, y float64, fill string) {
	look := fmt.Sprintf(` y="%s"`, px(y))
	if fill != ink {
		look += fmt.Sprintf(` fill="%s"`, fill)
	}
	if r.style.Attrs&uv.AttrBold != 0 {
		look += ` font-weight="bold"`
	}
	if r.style.Attrs&uv.AttrItalic != 0 {
		look += ` font-style="italic"`
	}
	if r.style.Underline != uv.UnderlineNone {
		look += ` text-decoration="underline"`
	}
	if r.sign {
		middle := margin + (float64(r.x)+float64(r.cells)/2)*cellWidth
		fmt.Fprintf(b, `<text x="%s"%s text-anchor="middle">%s</text>`+"\n", px(middle), look, escaped(r.text))
		return
	}
	x := r.x
	for _, words := range strings.SplitAfter(r.text, "  ") {
		text := strings.TrimSpace(words)
		if from := strings.Index(words, text); text != "" {
			fmt.Fprintf(b, `<text x="%s"%s textLength="%s">%s</text>`+"\n", px(margin+float64(x+from)*cellWidth), look, px(float64(len(text))*cellWidth), escaped(text))
		}
		x += len(words)
	}
}

func px(n float64) string { return strings.TrimSuffix(fmt.Sprintf("%.1f", n), ".0") }

func hex(c color.Color) string {
	if c == nil {
		return ink
	}
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}

func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a builder takes everything
	return strings.ReplaceAll(b.String(), "&#xA;", "\n")
}
