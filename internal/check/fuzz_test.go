package check

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/assert"

	"gatehouse/internal/course"
)

// What an author is told has its place in the file, and no link leads out.
func FuzzLesson(f *testing.F) {
	f.Add("---\ntitle: A\nfacts:\n  - statement: b\n    nosuch: c\n---\n# A\n\n[b](../../../etc/passwd) [c](/d) [e](<f\x00>)\n\n```go\n\u202e\xff\n")
	f.Add("---\n---\n")
	f.Add("---\na: &a [*a]\n---\n" + strings.Repeat("[", 1_000))
	f.Fuzz(func(t *testing.T, text string) {
		defer time.AfterFunc(time.Minute, func() { panic("checking it does not end") }).Stop()
		const file = "lessons/doors/lesson.md"
		found := newFinder(fstest.MapFS{file: {Data: []byte(text)}})
		found.checkFiles()
		_, m, _ := found.document(file, &course.LessonFront{})
		found.checkLinks(m)
		for _, s := range m.sections(2) {
			_ = s.text()
		}
		for _, p := range found.problems {
			assert.NotEmpty(t, p.Message)
			assert.True(t, 1 <= p.Line && p.Line <= 2+strings.Count(text, "\n"), "line %d", p.Line)
			assert.GreaterOrEqual(t, p.Column, 1)
		}
	})
}
