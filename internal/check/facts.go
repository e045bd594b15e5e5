package check

import (
	"time"

	"gatehouse/internal/course"
)

// DatedFact is a statement of a lesson that ages, and where it stands.
type DatedFact struct {
	Lesson       string
	File         string
	Line, Column int
	course.Fact
}

// oldYears is after how many years somebody should look at a fact again.
const oldYears = 1

// Facts lists the statements of all lessons that age, in the order of the
// course. The error says why the course cannot be opened.
func Facts(o Options) ([]DatedFact, error) {
	content, closing, err := o.course()
	if err != nil {
		return nil, err
	}
	defer closing()
	var all []DatedFact
	for _, l := range newFinder(content).checkCourse().lessons {
		for i, fact := range l.front.Facts {
			at := l.head.at("facts", i)
			all = append(all, DatedFact{Lesson: l.id, File: at.file, Line: at.line, Column: at.column, Fact: fact})
		}
	}
	return all, nil
}

// checkFacts looks at what a lesson declares to age.
func (f *finder) checkFacts(l lesson, now time.Time) {
	if !l.known {
		return
	}
	for i, fact := range l.front.Facts {
		at := l.head.at("facts", i)
		if fact.Statement == "" {
			f.add("fact-without-statement", at, "the fact states nothing")
		}
		if fact.Source == "" {
			f.add("fact-without-source", at, "no source for: %s", fact.Statement)
		}
		if (fact.Since == "") == (fact.AsOf == "") {
			f.add("fact-without-time", at, "it takes one of since and as-of: %s", fact.Statement)
		}
		at = l.head.at("facts", i, "checked")
		switch {
		case fact.Checked.IsZero():
			f.add("fact-unchecked", at, "nobody says when this was looked at: %s", fact.Statement)
		case fact.Checked.After(now.AddDate(0, 0, 1)): // it may be tomorrow elsewhere
			f.add("fact-unchecked", at, "the day lies ahead: %s", fact.Checked.Format(time.DateOnly))
		case fact.Checked.Before(now.AddDate(-oldYears, 0, 0)):
			f.add("fact-old", at, "last looked at on %s: %s (source: %s)", fact.Checked.Format(time.DateOnly), fact.Statement, fact.Source)
		}
	}
}
