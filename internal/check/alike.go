package check

import (
	"slices"
	"strings"
	"unicode"

	"gatehouse/internal/course"
)

// alike is from which share of common words on two questions are nearly the
// same to who answers them.
const alike = 0.8

// asked is a question as the set of its words.
type asked struct {
	id    string
	at    place
	words []int // numbers of words, sorted
}

// checkAlike compares each question of the course with those before it.
func (f *finder) checkAlike(lessons []lesson) {
	numbers := map[string]int{}
	var before []asked
	for _, l := range lessons {
		for i, q := range l.bank.Questions {
			if q == nil {
				continue
			}
			this := asked{id: l.id + "/" + q.ID, at: l.quiz.at("questions", i, "question"), words: wordsOf(q, numbers)}
			for _, other := range before {
				if shared(this.words, other.words) >= alike {
					f.add("alike-questions", this.at, "question %q asks nearly what %s (%s, line %d) asks", q.ID, other.id, other.at.file, other.at.line)
					break
				}
			}
			before = append(before, this)
		}
	}
}

// wordsOf numbers the words of a question, its code and its options.
func wordsOf(q *course.Question, numbers map[string]int) []int {
	shown := q.Text
	if q.Code != nil {
		shown += " " + q.Code.Text
	}
	for _, o := range q.Options {
		shown += " " + o.Text
	}
	var all []int
	for _, word := range strings.FieldsFunc(strings.ToLower(shown), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		n, known := numbers[word]
		if !known {
			n = len(numbers)
			numbers[word] = n
		}
		all = append(all, n)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// shared is the share of the words of two sets that are in both, from 0 to 1.
func shared(a, b []int) float64 {
	if len(a) == 0 || float64(min(len(a), len(b))) < alike*float64(max(len(a), len(b))) {
		return 0
	}
	both := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			both, i, j = both+1, i+1, j+1
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return float64(both) / float64(len(a)+len(b)-both)
}
