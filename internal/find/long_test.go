package find_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"gatehouse/internal/course"
	"gatehouse/internal/find"
)

// long is a course of 1,000 lessons, 30,000 probes and 15,000 questions, of
// some 40,000 words.
func long() *course.Course {
	rng := rand.New(rand.NewPCG(1, 1))
	var words []string
	for range 40_000 {
		word := make([]byte, 3+rng.IntN(9))
		for i := range word {
			word[i] = "etaoinshrdlucmfwypvbgkjqxz"[int(26*rng.Float64()*rng.Float64())]
		}
		words = append(words, string(word))
	}
	text := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteString(words[int(40_000*rng.Float64()*rng.Float64()*rng.Float64())] + " ")
		}
		return b.String()
	}
	chapter := course.Chapter{}
	for i := range 1000 {
		l := &course.Lesson{ID: fmt.Sprintf("lesson-%d", i), Title: text(3)}
		for range 8 {
			l.Body += "## " + text(4) + "\n\n" + text(200) + "\n\n"
		}
		m := &course.Matrix{}
		for range 30 {
			m.Probes = append(m.Probes, course.MatrixProbe{Name: text(8)})
		}
		l.Exercises = []*course.Exercise{{ID: l.ID, Lesson: l.ID, Title: text(3), Task: text(200), Matrix: m}}
		for q := range 15 {
			l.Bank = append(l.Bank, &course.Question{ID: fmt.Sprintf("question-%d", q), Text: text(30), Options: []course.Option{{Text: text(8)}, {Text: text(8)}, {Text: text(8)}}})
		}
		chapter.Lessons = append(chapter.Lessons, l)
	}
	return &course.Course{Chapters: []course.Chapter{chapter}}
}

// BenchmarkFind answers a key. A frame, of 60 in a second, has 16 ms.
func BenchmarkFind(b *testing.B) {
	x := find.New(long(), nil)
	seen := map[string]bool{}
	for _, thing := range x.Contents("") {
		for q := range 15 {
			seen[fmt.Sprintf("%s/question-%d", thing.ID, q)] = true
		}
	}
	for _, words := range []string{"e", "et", "eto", "e t a", "etaoinsh", "zzzzzz", "thiserisnone other"} {
		b.Run(words, func(b *testing.B) {
			for b.Loop() {
				x.Find(words, "", func(q string) bool { return seen[q] })
			}
		})
	}
}
