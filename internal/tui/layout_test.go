package tui

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestReflowJoinsLinesOfAParagraph(t *testing.T) {
	for text, want := range map[string]string{
		"one\ntwo\n":                   "one two",
		"one\ntwo\n\nthree\nfour":      "one two\n\nthree four",
		"a list:\n- one\n- two":        "a list:\n- one\n- two",
		"an exchange:\n    GET /\nend": "an exchange:\n    GET /\nend",
	} {
		assert.Equal(t, want, reflow(text))
	}
}

func TestAListKeepsItsSelectionInSight(t *testing.T) {
	var rows []listRow
	for i := range 30 {
		rows = append(rows, listRow{text: number(i), heading: i%10 == 0})
	}
	for _, height := range []int{3, 4, 7, 29, 30, 40} {
		l := newList(rows)
		assert.Equal(t, 1, l.at, "a heading is not selected")
		for _, by := range []int{1, 1, 1, 5, 5, 20, -1, -1, -3, -20, 100, -100} {
			l = l.move(by, height)
			s := l.sight(height)
			assert.True(t, s.first <= l.at && l.at < s.last, "height %d: %d is not in %v", height, l.at, s)
			assert.Equal(t, min(height, len(rows)), s.last-s.first+count(s.up)+count(s.down))
			assert.Equal(t, s.first > 0, s.up)
			assert.Equal(t, s.last < len(rows), s.down)
			assert.False(t, rows[l.at].heading)
		}
	}
}
