package text_test

import (
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/text"
)

const lesson = "# Bearer tokens\n\n" +
	"Let a request in only\nwhen its *token* is right; `TrimPrefix` does not say whether it cut.\n\n" +
	"**Rule.** Check the scheme first. (RFC 9110 §11.1)\n\n" +
	"## The header\n\n" +
	"```go\nauth := r.Header.Get(\"Authorization\") // one of them, perhaps\n\tif auth == `\\.` {}\n```\n\n" +
	"    → GET /secure-data\n    ← 401 Unauthorized\n\n" +
	"- one scheme, which is an item of more than\n  one line\n  - and a nested item that is as long as the other\n- one token\n\n" +
	"10. ten\n11. eleven, which is an item of more than one line too\n\n" +
	"> Whoever reads one copy is the client, and that holds here too.\n\n" +
	"| question | Go |\n|---|---|\n| is a key there? | `len(sent) != 1` |\n\n" +
	"[RFC 9110](https://www.rfc-editor.org/rfc/rfc9110)\n"

func TestMarkdownPlain(t *testing.T) {
	got, err := text.Markdown(lesson, 46, text.Style{})
	require.NoError(t, err)
	assert.Equal(t, `# Bearer tokens

Let a request in only when its token is right;
`+"`TrimPrefix`"+` does not say whether it cut.

Rule. Check the scheme first. (RFC 9110 §11.1)

## The header

│ auth := r.Header.Get("Authorization") //
│↳one of them, perhaps
│     if auth == `+"`\\.`"+` {}

│ → GET /secure-data
│ ← 401 Unauthorized

- one scheme, which is an item of more than
  one line
  - and a nested item that is as long as the
    other
- one token

10. ten
11. eleven, which is an item of more than one
    line too

│ Whoever reads one copy is the client, and
│ that holds here too.

 question        │ Go
─────────────────┼─────────────────
 is a key there? │ `+"`len(sent) != 1`"+`

RFC 9110
https://www.rfc-editor.org/rfc/rfc9110`, got)
}

func TestMarkdownSaysWhatABlockIsAnExampleOf(t *testing.T) {
	got, err := text.Markdown("```go wrong: lets the bare token in\na()\n```\n\n```go right\nb()\n```\n", 30, text.Style{})
	require.NoError(t, err)
	assert.Equal(t, "│ wrong: lets the bare token\n│ in\n│ a()\n\n│ right\n│ b()", got)
}

func TestALinkIsOneForTheTerminalToo(t *testing.T) {
	got, err := text.Markdown("[RFC 9110](https://www.rfc-editor.org/rfc/rfc9110)", 80, text.Style{Color: true})
	require.NoError(t, err)
	assert.Regexp(t, `\x1b\]8;[^;]*;https://www.rfc-editor.org/rfc/rfc9110\x07RFC 9110`, got)
	assert.Contains(t, ansi.Strip(got), "RFC 9110 https://www.rfc-editor.org/rfc/rfc9110")
}

func TestATableThatIsTooWideLosesNothing(t *testing.T) {
	got, err := text.Markdown("| route | over https | in clear text |\n|---|---|---|\n| `GET /api/data` | 200, what the vault holds | refused, with `WWW-Authenticate` |\n", 50, text.Style{})
	require.NoError(t, err)
	assert.Equal(t, `
 route        │ over https    │ in clear text
──────────────┼───────────────┼───────────────────
 `+"`GET         │ 200, what the │ refused, with"+`
 `+"/api/data`   │ vault holds   │ `WWW-Authenticate`", "\n"+got)
}

func TestMarkdownFitsAnyWidth(t *testing.T) {
	for name, style := range styles {
		t.Run(name, func(t *testing.T) {
			for _, width := range []int{1, 7, 30, 60, 84, 200} {
				got, err := text.Markdown(lesson, width, style)
				require.NoError(t, err)
				assertFits(t, width, got)
			}
		})
	}
}

func TestMarkdownColours(t *testing.T) {
	tests := map[string][]string{
		"plain":       nil,
		"dark":        {"38;2;163;169;181", "38;2;138;180;248", "38;2;216;201;166"},
		"light":       {"38;2;86;93;107", "38;2;31;95;191", "38;2;90;74;31"},
		"basic dark":  {"\x1b[94"},
		"basic light": {"\x1b[34"},
	}
	for name, want := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := text.Markdown(lesson, 80, styles[name])
			require.NoError(t, err)
			assert.ElementsMatch(t, want, colorsIn(got))
			if name == "plain" {
				assert.Equal(t, ansi.Strip(got), got)
			}
		})
	}
}

func TestMarkdownMarksCodeWordsWithoutColour(t *testing.T) {
	for name, want := range map[string]string{"plain": "`X`", "basic dark": "`X`", "dark": "X"} {
		got, err := text.Markdown("`X`", 80, styles[name])
		require.NoError(t, err)
		assert.Equal(t, want, ansi.Strip(got), name)
	}
}

func TestMarkdownIsSafe(t *testing.T) {
	for _, hostile := range []string{"\x1b[2J", "`\x1b[2J`", "```\n\x1b[2J\n```", "&#27;[2J", "&#x1b;[2J", "# &#27;[2J", "a\r\n\r\nb\u202e", "&rlm;x"} {
		got, err := text.Markdown(hostile, 80, text.Style{})
		require.NoError(t, err)
		assert.Equal(t, got, text.Safe(got), "%q", hostile)
	}
}
