package tui

import (
	"time"

	"gatehouse/internal/course"
	"gatehouse/internal/editor"
	"gatehouse/internal/find"
	"gatehouse/internal/grade"
	"gatehouse/internal/progress"
	"gatehouse/internal/quiz"
	"gatehouse/internal/study"
)

// recorded stands in each message that follows an entry in the record: the
// figures are computed anew.
type recorded struct{}

func (recorded) isRecorded() {}

// progressMsg brings the figures.
type progressMsg struct {
	progress progress.Progress
	// another says that another program made the entries.
	another bool
}

// courseMsg brings the course as its files are now, and the figures in it.
type courseMsg struct {
	from     <-chan struct{}
	course   *course.Course
	progress progress.Progress
	err      error // saves cannot be noticed
}

// indexMsg brings the words of a course.
type indexMsg struct {
	course *course.Course
	index  *find.Index
}

// probeMsg asks an exercise to select a probe.
type probeMsg struct{ exercise, probe string }

// lookMsg says that it is time to look at the record again.
type lookMsg struct{}

// goMsg says whether there is a tool chain.
type goMsg struct {
	tool grade.Go
	err  error
}

// warmMsg says how far the first build is; done of of packages.
type warmMsg struct {
	from     <-chan warmMsg
	done, of int
	ended    bool
	err      error
}

// workspaceMsg says that the workspace was made, or why not.
type workspaceMsg struct {
	recorded
	dir string
	err error
}

// readMsg says that a lesson was marked read, or why not.
type readMsg struct {
	recorded
	lesson string
	err    error
}

// askedMsg brings the questions of a practice or a review.
type askedMsg struct {
	run   int
	asked []quiz.Asked
	err   error
}

// answeredMsg brings the judgement of an answer.
type answeredMsg struct {
	recorded
	run    int
	marked quiz.Marked
	err    error
}

// examMsg brings an exam, new or begun.
type examMsg struct {
	recorded
	run  int
	exam *study.Exam
	err  error
}

// choseMsg says that a choice in an exam was kept, or why not.
type choseMsg struct {
	run int
	err error
}

// handedInMsg brings the result of an exam.
type handedInMsg struct {
	recorded
	run    int
	result quiz.Result
	err    error
}

// watchMsg brings the saves of an exercise's file.
type watchMsg struct {
	run   int
	saves <-chan struct{}
	same  <-chan struct{} // saves that changed nothing
	err   error
}

// sameMsg says that the file was saved and did not change.
type sameMsg struct {
	run  int
	same <-chan struct{}
}

// savedMsg says that the file changed.
type savedMsg struct {
	run int
	at  time.Time
}

// gradedMsg brings the result of a run.
type gradedMsg struct {
	recorded
	run    int
	result grade.Result
	at     time.Time
	err    error
}

// tickMsg says how long a run has been going.
type tickMsg struct {
	run int
	at  time.Time
}

// hintMsg brings the next hint.
type hintMsg struct {
	recorded
	exercise string
	hint     study.Hint
	err      error
}

// originMsg brings the place where a probe is written.
type originMsg struct {
	run    int
	origin study.Origin
	err    error
}

// requestMsg brings what a probe sent, to be copied: as a curl line and as a
// Go test, each empty where it cannot be said so.
type requestMsg struct {
	curl, test string
	err        error
}

// textMsg brings a text to read.
type textMsg struct {
	run  int
	text string
	err  error
}

// solutionMsg brings the solution.
type solutionMsg struct {
	recorded
	run      int
	solution study.Solution
	err      error
}

// resetMsg says that the starter was put back, or taken away again.
type resetMsg struct {
	recorded
	exercise string
	undone   bool
	file     string // where the learner's version is, or was
	err      error
}

// unansweredMsg says that the terminal was given time to tell its background.
type unansweredMsg struct{}

// resumedMsg says that the terminal is ours again after a ctrl+z, and whether
// we were stopped meanwhile.
type resumedMsg struct{ stopped bool }

// editorMsg brings the learner's editor; its name is empty where there is none.
type editorMsg struct{ editor editor.Editor }

// troubleMsg says why the record cannot be looked at.
type troubleMsg struct{ err error }

// originalsMsg says how many files of ours were put back.
type originalsMsg struct {
	exercise string
	files    int
	err      error
}

// editedMsg says that the editor was left, or opened in a window of its own.
type editedMsg struct {
	editor string
	window bool
	err    error
}

// copiedMsg says that something was sent to the clipboard.
type copiedMsg struct{ what, text string }

// examOf names the course's part that an exam is about.
func examOf(c *course.Course, lesson string) string {
	if l := c.Lesson(lesson); l != nil {
		return l.Title
	}
	return "all lessons read"
}
