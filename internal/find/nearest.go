package find

import (
	"strings"
	"unicode/utf8"
)

// Nearest is the name with the fewest changes to what was typed; empty where
// there are no names.
func Nearest(typed string, names []string) string {
	best, least := "", 0
	for _, name := range names {
		if d := distance(typed, name); best == "" || d < least {
			best, least = name, d
		}
	}
	return best
}

// nearest puts in place of each word that stands nowhere the one most like it,
// and is empty unless that finds something.
func (x *Index) nearest(words []string, visible []bool) string {
	changed := false
	instead := make([]string, len(words))
	for i, word := range words {
		if instead[i] = word; x.stands(word, visible) {
			continue
		}
		if instead[i], changed = x.like(word, visible), true; instead[i] == "" {
			return ""
		}
	}
	if !changed || len(x.best(instead, "", visible)) == 0 {
		return ""
	}
	return strings.Join(instead, " ")
}

// stands reports whether a word begins one of a thing that may be found.
func (x *Index) stands(word string, visible []bool) bool {
	for first, last := x.beginning(word); first < last; first++ {
		if x.shows(first, visible) {
			return true
		}
	}
	return false
}

// shows reports whether this word stands in a thing that may be found. One that
// does not is no suggestion: it would tell of a question to come.
func (x *Index) shows(word int, visible []bool) bool {
	for _, at := range x.at[word] {
		if visible[at.thing()] {
			return true
		}
	}
	return false
}

// like is the word with the fewest changes to what was typed, a third of its
// letters at most and not the first; the one that stands in more places where
// there are several.
func (x *Index) like(typed string, visible []bool) string {
	_, letter := utf8.DecodeRuneInString(typed)
	best, least := -1, len(typed)/3+1
	for i, last := x.beginning(typed[:letter]); i < last; i++ {
		word := x.words[i]
		if apart := len(word) - len(typed); apart > least || apart < -least {
			continue
		}
		d := distance(typed, word)
		if better := d < least || best >= 0 && d == least && len(x.at[i]) > len(x.at[best]); better && x.shows(i, visible) {
			best, least = i, d
		}
	}
	if best < 0 {
		return ""
	}
	return x.words[best]
}

// distance counts the letters to add, drop or replace (Levenshtein).
func distance(a, b string) int {
	var room [32]int // for most names
	row := room[:0]
	for j := range len(b) + 1 {
		row = append(row, j)
	}
	for i := range len(a) {
		before := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replace := before
			if a[i] != b[j] {
				replace++
			}
			before = row[j+1]
			row[j+1] = min(replace, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
