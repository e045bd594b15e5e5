package text_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/text"
)

func TestSpokenMarkdownHasWordsInPlaceOfSigns(t *testing.T) {
	md := "## Who gets in\n\nTwo callers.\n\n```\n1 → GET /door\n    Key: k\n  ← 200 OK                 let in\n```\n\n" +
		"```go\na := b // → stays\n```\n\n> Said once.\n\n| asked | theirs | ours |\n|---|---|---|\n| sent twice? | first counts | refused |\n"
	spoken, err := text.Markdown(md, 80, text.Style{Spoken: true})
	require.NoError(t, err)
	assert.Equal(t, `heading: Who gets in

Two callers.

code:
    1 sent: GET /door
        Key: k
      got: 200 OK                 let in
end of code

code:
    a := b // → stays
end of code

quoted: Said once.

asked: sent twice?; theirs: first counts; ours: refused`, spoken)
}

func TestSpokenLinesStayWithinTheWidth(t *testing.T) {
	md := "```\nX-API-Key: a secret that is long, longer than the line\n```\n\n| a | b |\n|---|---|\n| one and two and three | four and five and six |\n"
	spoken, err := text.Markdown(md, 24, text.Style{Spoken: true})
	require.NoError(t, err)
	assert.Equal(t, "code:\n    X-API-Key: a secret\n    that is long, longer\n    than the line\nend of code\n\na: one and two and\nthree; b: four and five\nand six", spoken)
}
