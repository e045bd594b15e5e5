package tui

import (
	"fmt"

	"gatehouse/internal/progress"
)

// elsewhere says what another window added to the record, of all that it may
// have added the newest run.
func (d desk) elsewhere(now progress.Progress) string {
	note, at := "Another window added to the record.", d.progress.LastSeen
	for _, e := range d.course.Exercises() {
		lesson := now.Lessons[e.Lesson]
		if lesson.Exercises[e.ID].Runs > d.state(e).Runs && lesson.LastSeen.After(at) {
			at = lesson.LastSeen
			note = fmt.Sprintf("Another window graded %s at %s.", e.ID, clock(at.In(d.do.now().Location())))
		}
	}
	return note
}
