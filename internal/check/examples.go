package check

import (
	"strings"

	"gatehouse/internal/course"
)

// checkExamples looks at the marks of blocks that are examples of wrong or
// right.
func (f *finder) checkExamples(m markdown) {
	before, above := course.Unmarked, course.Unmarked // of the last block, and of the one directly above
	for _, l := range m.lines {
		switch {
		case l.kind == opening:
			info := strings.TrimLeft(strings.TrimSpace(l.text), "`~")
			_, mark, _ := course.ParseInfo(info)
			at := place{m.file, l.number, 1}
			if mark == course.Unmarked && len(strings.Fields(info)) > 1 {
				f.add("unknown-mark", at, "behind the language of the block stands neither wrong nor right")
			}
			if mark == course.Right && above != course.Wrong {
				f.add("right-alone", at, "no wrong block stands directly above the right one")
			}
			before = mark
		case l.kind == closing:
			above = before
		case l.kind != code && strings.TrimSpace(l.text) != "":
			above = course.Unmarked
		}
	}
}
