package tui

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"gatehouse/internal/course"
	"gatehouse/internal/editor"
	"gatehouse/internal/find"
	"gatehouse/internal/grade"
	"gatehouse/internal/progress"
)

// desk is what every screen works at: the window, the look, the keys, the
// course, and the figures as they were computed last.
type desk struct {
	size
	terminal terminal
	look     look
	keys     bindings
	do       effects

	course    *course.Course
	progress  progress.Progress
	workspace string // its folder; empty while nothing is kept
	dir       string // where a workspace would be made
	pack      string // the folder of the course pack; empty for the built-in course
	home      string
	host      string       // the name of this machine
	index     *find.Index  // of the course, once somebody looked for something
	commands  []find.Usage // of the program
	tool      tool
	editor    editor.Editor // the learner's own; its name is empty while none was found
	build     build
}

// tool is what is known of the Go tool chain.
type tool struct {
	looked bool
	found  grade.Go
	err    error
}

// build is how far the first build of Go's own library is.
type build struct {
	running  bool
	done, of int
	since    time.Time
}

// say tells how things stand with Go.
func (t tool) say() string {
	switch {
	case !t.looked:
		return "Looking for Go."
	case t.err != nil:
		return sentence(t.err)
	default:
		return "Go " + strings.TrimPrefix(t.found.Version, "go") + " found."
	}
}

// short is a path as people write it, with ~ for the home folder.
func (d desk) short(path string) string {
	if rest, ok := strings.CutPrefix(path, d.home); ok && d.home != "" && (rest == "" || rest[0] == '/' || rest[0] == '\\') {
		return "~" + rest
	}
	return path
}

// long is the path that a learner typed, ~ being the home folder.
func (d desk) long(path string) string {
	if rest, ok := strings.CutPrefix(path, "~"); ok && (rest == "" || rest[0] == '/' || rest[0] == '\\') {
		return d.home + rest
	}
	return path
}

// open shows the screen of a step; nil when there is nothing to do.
func (d desk) open(s progress.Step) screen {
	switch s.Kind {
	case progress.ReadLesson:
		return newLesson(d, s.ID)
	case progress.PracticeIt:
		return newPractice(d, s.ID)
	case progress.SolveExercise:
		return d.openExercise(s.ID)
	case progress.TakeExam:
		return newExam(d, s.ID)
	case progress.Review:
		return newReview(d)
	default:
		return nil
	}
}

// openExercise asks for a workspace first where there is none: an exercise is
// a file of the learner's.
func (d desk) openExercise(id string) screen {
	if d.workspace == "" {
		return newFirst(d, id)
	}
	return newExercise(d, id)
}

// stepName names a step on the key line.
func stepName(s progress.Step) string { return string(s.Kind) }

// nextVerb is n: on to what is next.
func (d desk) nextVerb(from screen) verb {
	next := d.progress.Next
	v := does(d.keys.next, "next: "+stepName(next), "on to what is next: "+next.Reason, func() turn {
		if next.Kind == progress.SolveExercise && from.view().work == next.ID {
			return says(from, "This is what is next: mend the file and save it.")
		}
		to := d.open(next)
		if to == nil {
			return says(from, "Nothing is left to do, and nothing is due.")
		}
		return turn{screen: from, move: goOn, open: to}
	})
	if next.Kind == progress.Done {
		v = v.quiet()
	}
	return v
}

// backVerb is esc.
func (d desk) backVerb(from screen) verb {
	return does(d.keys.back, "back", "one step back", func() turn { return turn{screen: from, move: back} })
}

// mineVerb is m: my progress.
func (d desk) mineVerb(from screen) verb {
	return does(d.keys.mine, "progress", "my progress", func() turn { return opens(from, newStrength(d)) })
}

// lessonVerbs are the ways from one lesson to its parts.
func (d desk) lessonVerbs(from screen, lesson *course.Lesson) []verb {
	var verbs []verb
	switch e := d.exerciseOf(lesson); {
	case len(lesson.Exercises) > 1:
		verbs = append(verbs, does(d.keys.code, "exercises", "its exercises", func() turn { return opens(from, newExercises(d, lesson)) }))
	case e != nil:
		verbs = append(verbs, does(d.keys.code, "exercise", "its exercise: "+e.Title, func() turn { return opens(from, d.openExercise(e.ID)) }))
	}
	return append(verbs, d.quizVerbs(from, lesson)...)
}

// quizVerbs are the ways to a lesson's questions.
func (d desk) quizVerbs(from screen, lesson *course.Lesson) []verb {
	review := does(d.keys.review, d.reviewLabel(), "what is due again", func() turn { return opens(from, newReview(d)) })
	if len(lesson.Bank) == 0 {
		return []verb{review}
	}
	return []verb{
		does(d.keys.practice, "practice", "practise its questions", func() turn { return opens(from, newPractice(d, lesson.ID)) }),
		does(d.keys.exam, "exam", "take its exam", func() turn { return opens(from, newExam(d, lesson.ID)) }),
		review,
	}
}

// reviewLabel leaves review off the key line while nothing is due.
func (d desk) reviewLabel() string {
	if len(d.progress.Due) > 0 {
		return "review"
	}
	return ""
}

// exerciseOf is the exercise of a lesson to work at: the first not done, else
// the first.
func (d desk) exerciseOf(lesson *course.Lesson) *course.Exercise {
	for _, e := range lesson.Exercises {
		if !d.progress.Lessons[lesson.ID].Exercises[e.ID].Done {
			return e
		}
	}
	if len(lesson.Exercises) > 0 {
		return lesson.Exercises[0]
	}
	return nil
}

// sentence is an error as a line on the screen; nil is none.
func sentence(err error) string {
	if err == nil {
		return ""
	}
	s := strings.TrimSpace(err.Error())
	if s == "" {
		return ""
	}
	s = strings.ToUpper(s[:1]) + s[1:]
	if !strings.HasSuffix(s, ".") {
		s += "."
	}
	return s
}

func number(n int) string { return strconv.Itoa(n) }

// many counts things: "1 probe", "3 probes".
func many(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// day is a date as people write it.
func day(t time.Time) string { return t.Format("2 January") }

// when is a day seen from now.
func when(t, now time.Time) string {
	switch start := func(t time.Time) time.Time {
		return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, now.Location())
	}; {
	case !start(t).After(start(now)):
		return "today"
	case start(t).Equal(start(now.AddDate(0, 0, 1))):
		return "tomorrow"
	default:
		return "on " + day(t)
	}
}
