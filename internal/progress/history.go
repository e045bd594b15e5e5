package progress

import (
	"fmt"
	"strconv"
	"strings"
)

// lastRuns is how many runs History is told of in words.
const lastRuns = 8

// Earlier says when another number of probes held, for the last time before
// now: "3 runs ago 5 held". It is empty where there was no such run. Runs
// count that reached the probes.
func (s ExerciseState) Earlier() string {
	last := len(s.History) - 1
	for i := last - 1; i >= 0; i-- {
		if s.History[i] != s.History[last] {
			return fmt.Sprintf("%s ago %d held", runs(last-i), s.History[i])
		}
	}
	return ""
}

// Story tells the runs in words: "4 runs: 5, 5, 7 and 8 of 11 held". Of many the
// last eight are told. It is empty before the second run.
func (s ExerciseState) Story() string {
	n := len(s.History)
	if n < 2 {
		return ""
	}
	which := runs(n)
	if n > lastRuns {
		which += fmt.Sprintf(", the last %d", lastRuns)
	}
	held := s.History[max(0, n-lastRuns):]
	words := make([]string, len(held))
	for i, h := range held {
		words[i] = strconv.Itoa(h)
	}
	last := len(words) - 1
	return fmt.Sprintf("%s: %s and %s of %d held", which, strings.Join(words[:last], ", "), words[last], s.Of)
}

func runs(n int) string {
	if n == 1 {
		return "1 run"
	}
	return fmt.Sprintf("%d runs", n)
}
