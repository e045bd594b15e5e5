package text_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"

	"gatehouse/internal/text"
)

const handler = "func guard(w http.ResponseWriter) {\n\t// the door\n\thttp.Error(w, \"no token\", 401)\n}\n"

var styles = map[string]text.Style{
	"plain":       {},
	"dark":        {Color: true, Dark: true},
	"light":       {Color: true},
	"basic dark":  {Color: true, Dark: true, Basic: true},
	"basic light": {Color: true, Basic: true},
}

func TestCodeKeepsTheSource(t *testing.T) {
	want := `│ func guard(w http.ResponseWriter) {
│     // the door
│     http.Error(w, "no token", 401)
│ }`
	for name, style := range styles {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, want, ansi.Strip(text.Code(handler, "go", 80, style)))
		})
	}
}

func TestCodeBreaksLongLines(t *testing.T) {
	assert.Equal(t, "│ X-API-Key: a\n│↳secret that\n│↳is long", text.Code("X-API-Key: a secret that is long", "text", 15, text.Style{}))
	assert.Equal(t, "│ 0123\n│↳4567", text.Code("01234567", "no such language", 6, text.Style{}))
	for width := range 40 {
		code := text.Code(handler+"// 世界", "go", width, text.Style{})
		squeezed := strings.NewReplacer("│", "", "↳", "", " ", "", "\n", "").Replace(code)
		assert.Equal(t, `funcguard(whttp.ResponseWriter){//thedoorhttp.Error(w,"notoken",401)}//世界`, squeezed, "width %d", width)
		if width >= 4 {
			assertFits(t, width, code)
		}
	}
}

func TestCodeIsSafe(t *testing.T) {
	assert.Equal(t, `│ a := "\x1b[2J"`, text.Code("a := \"\x1b[2J\"", "go", 80, text.Style{}))
}

var color = regexp.MustCompile(`(?:38|48);2;\d+;\d+;\d+|\x1b\[(?:3[0-7]|4[0-7]|9\d|10\d|2m)`)

// colorsIn lists the distinct colours that a rendering uses.
func colorsIn(rendered string) []string {
	all := color.FindAllString(rendered, -1)
	slices.Sort(all)
	return slices.Compact(all)
}

func TestCodeUsesFourRolesAlone(t *testing.T) {
	tests := map[string][]string{ // muted, accent, code; text is the terminal's own
		"plain":       nil,
		"dark":        {"38;2;163;169;181", "38;2;138;180;248", "38;2;216;201;166"},
		"light":       {"38;2;86;93;107", "38;2;31;95;191", "38;2;90;74;31"},
		"basic dark":  {"\x1b[94"},
		"basic light": {"\x1b[34"},
	}
	for name, want := range tests {
		t.Run(name, func(t *testing.T) {
			assert.ElementsMatch(t, want, colorsIn(text.Code(handler, "go", 80, styles[name])))
		})
	}
}
