package editor

import "strings"

// split parts the value of a variable into a program and its options. Quotes
// hold words together; a backslash stands for itself on Windows, where it is
// in every path. A program's path with blanks and without quotes is
// recognised when there is such a program.
func (m Machine) split(value string) []string {
	words := fields(value, m.OS != "windows")
	if strings.ContainsAny(value, `"'`) {
		return words
	}
	for n := 2; n <= len(words); n++ {
		if _, err := m.LookPath(words[0]); err == nil {
			break
		}
		program := strings.Join(words[:n], " ")
		if _, err := m.LookPath(program); err == nil {
			return append([]string{program}, words[n:]...)
		}
	}
	return words
}

// fields parts a line at its blanks, but for those in quotes and, where
// escapes is true, those after a backslash.
func fields(line string, escapes bool) []string {
	var words []string
	var word strings.Builder
	begun := false
	quote := rune(0)
	escaped := false
	for _, r := range line {
		switch {
		case escaped:
			word.WriteRune(r)
			escaped = false
		case escapes && r == '\\' && quote != '\'':
			begun, escaped = true, true
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '"' || r == '\''):
			begun, quote = true, r
		case quote == 0 && (r == ' ' || r == '\t'):
			if begun {
				words = append(words, word.String())
			}
			word.Reset()
			begun = false
		default:
			begun = true
			word.WriteRune(r)
		}
	}
	if begun {
		words = append(words, word.String())
	}
	return words
}
