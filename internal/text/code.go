package text

import (
	"strings"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/charmbracelet/x/ansi"
)

const bar = "│ "

// Code renders source code in lines of at most width cells, a bar at the left
// of each. A language that is not known is shown without highlighting.
func Code(source, language string, width int, style Style) string {
	colors := style.palette()
	room := max(1, width-ansi.StringWidth(bar))
	var lines []string
	for _, tokens := range chroma.SplitTokensIntoLines(tokenize(source, language)) {
		for _, line := range codeLines(tokens, room, colors) {
			lines = append(lines, strings.TrimRight(colored(bar, colors.muted)+line, " "))
		}
	}
	return strings.Join(lines, "\n")
}

func tokenize(source, language string) []chroma.Token {
	source = strings.ReplaceAll(Safe(strings.TrimRight(source, "\n")), "\t", tab)
	plain := []chroma.Token{{Type: chroma.Text, Value: source}}
	lexer := lexers.Get(language)
	if lexer == nil {
		return plain
	}
	tokens, err := chroma.Tokenise(lexer, nil, source)
	if err != nil {
		return plain
	}
	return tokens
}

// codeLines colours one line of source and breaks it where it is too long.
func codeLines(tokens []chroma.Token, room int, colors palette) []string {
	lines, left := []string{""}, room
	for _, token := range tokens {
		rest := strings.TrimSuffix(token.Value, "\n")
		for rest != "" {
			part := fitting(rest, left, left == room)
			if part == "" {
				lines, left = append(lines, ""), room
				continue
			}
			lines[len(lines)-1] += colored(part, colors.of(token.Type))
			left -= ansi.StringWidth(part)
			rest = rest[len(part):]
		}
	}
	return lines
}

// fitting returns as much of s as goes into some cells, up to a blank where
// there is one. At the start of a line it returns something in any case.
func fitting(s string, cells int, atStart bool) string {
	part := ansi.Truncate(s, cells, "")
	if part == s {
		return part
	}
	if blank := strings.LastIndexByte(part, ' '); strings.Trim(part[:blank+1], " ") != "" {
		return part[:blank+1]
	}
	switch {
	case !atStart:
		return ""
	case part == "":
		return s // its first character is wider than the line
	default:
		return part
	}
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
