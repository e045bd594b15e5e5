package find

import (
	"iter"
	"strings"
	"unicode"
)

// Words are the words of a text, in small letters.
func Words(s string) []string {
	var words []string
	for name := range names(s) {
		words = append(words, strings.ToLower(name))
	}
	return words
}

// names are the runs of letters and digits of a text.
func names(s string) iter.Seq[string] {
	return strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// wordsAndParts are the words of a text, and of a name that is written with
// capitals inside also its parts: trimprefix, trim and prefix.
func wordsAndParts(s string) []string {
	var words []string
	for name := range names(s) {
		words = append(words, strings.ToLower(name))
		words = append(words, parts(name)...)
	}
	return words
}

func parts(name string) []string {
	var parts []string
	begin, runes := 0, []rune(name)
	for i := 1; i < len(runes); i++ {
		ends := unicode.IsLower(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1])
		if unicode.IsUpper(runes[i]) && ends {
			parts = append(parts, strings.ToLower(string(runes[begin:i])))
			begin = i
		}
	}
	if begin == 0 {
		return nil
	}
	return append(parts, strings.ToLower(string(runes[begin:])))
}
