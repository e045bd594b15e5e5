package text

import (
	"strings"
	"sync"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/charmbracelet/x/ansi"
)

// What stands at the left of a line: of code, and of what did not go into it.
const (
	bar    = "│ "
	onward = "│↳"
)

// Code renders source code in lines of at most width cells, a bar at the left
// of each; where a line had to be broken, the bar of the next one says so. A language that is not known is shown without highlighting.
func Code(source, language string, width int, style Style) string {
	colors := style.palette()
	room := max(1, width-ansi.StringWidth(bar))
	var lines []string
	for _, tokens := range chroma.SplitTokensIntoLines(tokenize(source, language)) {
		for i, line := range codeLines(tokens, room, colors) {
			left := bar
			if i > 0 {
				left = onward
			}
			lines = append(lines, strings.TrimRight(colored(left, colors.muted)+line, " "))
		}
	}
	return strings.Join(lines, "\n")
}

// languages are the names of all that chroma knows, in small letters. For any
// other name chroma would search the endings of all files, which takes a while.
var languages = sync.OnceValue(func() map[string]bool {
	known := map[string]bool{}
	for _, name := range lexers.Names(true) {
		known[strings.ToLower(name)] = true
	}
	return known
})

func tokenize(source, language string) []chroma.Token {
	source = strings.ReplaceAll(Safe(strings.TrimRight(source, "\n")), "\t", tab)
	plain := []chroma.Token{{Type: chroma.Text, Value: source}}
	if !languages()[strings.ToLower(language)] {
		return plain
	}
	tokens, err := chroma.Tokenise(lexers.Get(language), nil, source)
	if err != nil {
		return plain
	}
	return tokens
}

// codeLines colours one line of source and breaks it where it is too long.
func codeLines(tokens []chroma.Token, room int, colors palette) []string {
	var whole strings.Builder
	for _, token := range tokens {
		whole.WriteString(strings.TrimSuffix(token.Value, "\n"))
	}
	parts := broken(whole.String(), room)
	lines, left := []string{""}, len(parts[0])
	for _, token := range tokens {
		rest := strings.TrimSuffix(token.Value, "\n")
		for rest != "" {
			if left == 0 {
				parts, lines = parts[1:], append(lines, "")
				left = len(parts[0])
			}
			n := min(left, len(rest))
			lines[len(lines)-1] += colored(rest[:n], colors.of(token.Type))
			rest, left = rest[n:], left-n
		}
	}
	return lines
}

// broken parts s into lines that go into some cells, behind blanks where there
// are some.
func broken(s string, cells int) []string {
	var parts []string
	for {
		part := fitting(s, cells)
		parts = append(parts, part)
		if s = s[len(part):]; s == "" {
			return parts
		}
	}
}

// fitting returns as much of s as goes into some cells, up to a blank where
// there is one, and something in any case.
func fitting(s string, cells int) string {
	part := ansi.Truncate(s, cells, "")
	if part == s {
		return part
	}
	if blank := strings.LastIndexByte(part, ' '); strings.Trim(part[:blank+1], " ") != "" {
		return part[:blank+1]
	}
	if part == "" {
		return s // its first character is wider than the line
	}
	return part
}

// of gives the colour of a kind of token.
func (p palette) of(kind chroma.TokenType) string {
	switch {
	case kind.InCategory(chroma.Comment):
		return p.muted
	case kind.InCategory(chroma.Keyword):
		return p.accent
	case kind.InCategory(chroma.Literal):
		return p.code
	default:
		return ""
	}
}
