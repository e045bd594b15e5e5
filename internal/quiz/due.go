package quiz

import "time"

// After a miss a question is asked again this many days after the day of the
// last step.
var intervals = []int{1, 3, 7, 16, 35}

// Due says when a question is asked again: at the start of a day in the
// location of now. A miss starts the intervals; a right answer on the due day
// or later goes to the next, one before it changes nothing. A question that
// was never missed, or was right at the last interval, is not scheduled.
func Due(past Past, now time.Time) (due time.Time, scheduled bool) {
	step := 0
	for _, answer := range past {
		at := answer.Time.In(now.Location())
		switch {
		case !answer.Right:
			step, scheduled = 0, true
		case !scheduled || at.Before(due):
			continue
		case step == len(intervals)-1:
			scheduled = false
			continue
		default:
			step++
		}
		year, month, day := at.Date()
		due = time.Date(year, month, day+intervals[step], 0, 0, 0, 0, now.Location())
	}
	if !scheduled {
		return time.Time{}, false
	}
	return due, true
}
