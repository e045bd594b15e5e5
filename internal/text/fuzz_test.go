package text_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/text"
	"gatehouse/sandbox"
)

// soon is how long any text may take, also when a machine is busy.
const soon = time.Minute

// ends fails a test that goes on for longer.
func ends() (ended func() bool) {
	return time.AfterFunc(soon, func() { panic("rendering it does not end") }).Stop
}

func FuzzSafe(f *testing.F) {
	f.Add("\x1b]8;;http://x\a\u009c\xc2")
	f.Fuzz(func(t *testing.T, s string) {
		safe := text.Safe(s)
		assert.Equal(t, safe, ansi.Strip(safe), "a terminal would obey something")
		assert.Equal(t, safe, text.Safe(safe), "safe text is safe")
	})
}

func FuzzMarkdown(f *testing.F) {
	f.Add(lesson, uint8(40))
	f.Add("- ```go\n  x\n  ```\n\n> - 1. a\n>   ```\n>   b", uint8(9))
	f.Add("|a|\n|-|\n|b|\n\n|c|d|\n|-|-|\n|long cell|e|", uint8(7))
	f.Add("a\n: b\n\n      code\n", uint8(30))
	f.Add("[a](http://x/&#27;[2J&#7;) <http://x/\x1b> ![b](c \"&#x9b;\") &#27[2J &rlm;", uint8(30))
	f.Add("&amp;#27;[2J &amp;#27[2J &amp;amp;#27;[2J `&#27;` \\&#27;[2J &#0000027;[2J &#x0000001b[2J &Tab;&NewLine;&zwj;", uint8(90))
	f.Add("<pre>\n```go wrong: x\n</pre>\n\n<!--\n```\n-->\n[^1]\n\n[^1]: a\n\n    b\n", uint8(20))
	for _, deep := range []string{">", "- ", "*", "_", "[", "![", "(", "`", "|", "&#", "<", "#", "1. "} {
		f.Add(strings.Repeat(deep, 200), uint8(10))
	}
	f.Fuzz(func(t *testing.T, md string, cells uint8) {
		defer ends()()
		width := 1 + int(cells)
		for _, style := range []text.Style{{}, {Color: true, Dark: true}, {Spoken: true}} {
			got, err := text.Markdown(md, width, style)
			require.NoError(t, err)
			requireSafe(t, got)
			assertFits(t, width, got)
			if !style.Color {
				assert.NotContains(t, got, "\x1b")
			}
		}
	})
}

func FuzzCode(f *testing.F) {
	f.Add("a := b // 世界\n\t\x1b[2J", "go", uint8(9))
	f.Add("GET / HTTP/1.1\r\nA: b\r\n\r\n{", "http", uint8(3))
	f.Add("\"\"\"\n", "python", uint8(1))
	f.Fuzz(func(t *testing.T, source, language string, cells uint8) {
		defer ends()()
		width := 4 + int(cells)
		got := text.Code(source, language, width, text.Style{})
		requireSafe(t, got)
		assertFits(t, width, got)
		colored := text.Code(source, language, width, text.Style{Color: true})
		requireSafe(t, colored)
		ends := regexp.MustCompile(`(?m) +$`)
		assert.Equal(t, ends.ReplaceAllString(got, ""), ends.ReplaceAllString(ansi.Strip(colored), ""))
	})
}

func FuzzWrap(f *testing.F) {
	f.Add("a-b\tc 世界 e\u0301 👩‍👩‍👧", uint8(2))
	f.Add("x \u0301 \xf0", uint8(0)) // an accent on a blank
	f.Fuzz(func(t *testing.T, s string, cells uint8) {
		width := 2 + int(cells)
		got := text.Wrap(text.Safe(s), width)
		requireSafe(t, got)
		assertFits(t, width, got)
	})
}

func FuzzExchange(f *testing.F) {
	f.Add("GET / HTTP/1.1\r\nA: b\nC: d\re\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n\x1b[2J\r\n\u202e", "200", "the \x1b status", uint8(20))
	f.Add("", "\r\n\r\n", "", "", uint8(0))
	f.Add("世界", strings.Repeat("ä", 2_000), "ä", "", uint8(3))
	f.Add("a", "", "", "", uint8(0)) // "nothing" was wider
	f.Fuzz(func(t *testing.T, request, response, mark, is string, cells uint8) {
		defer ends()()
		width := 2 + int(cells)
		e := sandbox.Exchange{Request: request, Response: response, Marks: []sandbox.Mark{{Text: mark, Is: is}, {Text: is, Is: mark}}}
		for _, line := range text.Exchange(e, width) {
			require.NotContains(t, line.Text, "\n")
			requireSafe(t, line.Text)
			requireSafe(t, line.Says)
			assertFits(t, width, line.Text)
		}
	})
}

func FuzzSources(f *testing.F) {
	f.Add("RFC 9110 §15.5.2, §11.6.1; OWASP API1:2023, ASVS 4.1.3, CWE-204")
	f.Fuzz(func(t *testing.T, rule string) {
		for _, link := range text.Sources(rule) {
			assert.NotEmpty(t, link.Name)
			assert.True(t, link.URL == "" || strings.HasPrefix(link.URL, "https://"))
			assert.Equal(t, text.Safe(link.URL), link.URL)
		}
	})
}

// ours are the sequences that we write: of colours, and of links.
var ours = regexp.MustCompile(`\x1b\[[0-9;]*m|\x1b\]8;[^\x00-\x1f\x7f]*\x07`)

// requireSafe demands that a terminal obeys nothing but what is ours.
func requireSafe(t *testing.T, shown string) {
	t.Helper()
	plain := ours.ReplaceAllString(shown, "")
	require.Equal(t, text.Safe(plain), plain)
	for _, link := range ours.FindAllString(shown, -1) {
		link = strings.Trim(link, "\x1b\a")
		require.Equal(t, text.Safe(link), link)
	}
}
