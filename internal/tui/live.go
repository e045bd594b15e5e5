package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"gatehouse/internal/course"
	"gatehouse/internal/quiz"
	"gatehouse/internal/text"
)

// renewed shows the course as its author saved it, every screen where it was.
// When a lesson or an exercise has gone, the screens close that may be about it.
func (r root) renewed(msg courseMsg) (tea.Model, tea.Cmd) {
	if msg.err != nil {
		r.note = "What is saved in the course is not noticed: " + msg.err.Error() + "."
		return r, nil
	}
	cmds := []tea.Cmd{r.desk.do.followOn(msg)}
	if gone := gone(r.desk.course, msg.course); gone != "" {
		r, cmds = r.closeTo(1, cmds)
		r.note = gone + " is no longer in the course."
	}
	r.problems = newestFirst(msg.course.Problems, r.problems)
	if r.desk.index != nil {
		cmds = append(cmds, r.desk.do.index(msg.course, r.desk.commands))
	}
	r.desk.course, r.desk.progress, r.desk.index = msg.course, msg.progress, nil
	return r.relaid(), tea.Batch(cmds...)
}

// gone is the id of a lesson or an exercise that is not there any more, or "".
func gone(before, now *course.Course) string {
	for _, lesson := range before.Lessons() {
		if now.Lesson(lesson.ID) == nil {
			return lesson.ID
		}
	}
	for _, e := range before.Exercises() {
		if now.Exercise(e.ID) == nil {
			return e.ID
		}
	}
	return ""
}

// newestFirst puts the problems that were not there before above the others:
// they are of the file that was saved just now.
func newestFirst(now, before []course.Problem) []course.Problem {
	in := func(all []course.Problem) func(course.Problem) bool {
		return func(p course.Problem) bool { return slices.Contains(all, p) }
	}
	still := slices.DeleteFunc(slices.Clone(before), func(p course.Problem) bool { return !in(now)(p) })
	return append(slices.DeleteFunc(slices.Clone(now), in(before)), still...)
}

// notice says below every screen what is wrong with the course, for as long as
// it is.
func (r root) notice() []string {
	if len(r.problems) == 0 {
		return nil
	}
	first, help := r.problems[0], r.problems[0].Help
	if more := len(r.problems) - 1; more > 0 {
		help = fmt.Sprintf("And %s. %s", many(more, "more problem"), help)
	}
	first.Help = ""
	l := r.desk.look
	row := func(style lipgloss.Style, words string) string {
		words = strings.Join(strings.Fields(text.Safe(words)), " ")
		return l.signs.plain(" " + style.Render(cut(words, r.window.width-2)))
	}
	rows := []string{row(l.bad, l.signs.bad+" "+first.Error())}
	if help != "" && r.window.height > minHeight {
		rows = append(rows, row(l.muted, help))
	}
	return rows
}

// again is a question as the course holds it now.
func (d desk) again(a quiz.Asked) quiz.Asked {
	if lesson := d.course.Lesson(a.Lesson); lesson != nil {
		if now := lesson.Question(a.Question.ID); now != nil {
			return a.Again(now)
		}
	}
	return a
}

// answered is again, for a question whose answer is told by the places of its
// options: where these became more or fewer, it stays as it was.
func (d desk) answered(a quiz.Asked) quiz.Asked {
	if again := d.again(a); len(again.Options) == len(a.Options) {
		return again
	}
	return a
}
