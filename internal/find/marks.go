package find

import (
	"slices"
	"strings"
)

// Marks are the names in a text that a word fits: the bytes where each begins
// and ends.
func Marks(text string, words []string) [][2]int {
	var marks [][2]int
	at := 0
	for name := range names(text) {
		begin := at + strings.Index(text[at:], name)
		at = begin + len(name)
		if fits(name, words) {
			marks = append(marks, [2]int{begin, at})
		}
	}
	return marks
}

func fits(name string, words []string) bool {
	for _, part := range wordsAndParts(name) {
		if slices.ContainsFunc(words, func(word string) bool { return strings.HasPrefix(part, word) }) {
			return true
		}
	}
	return false
}
