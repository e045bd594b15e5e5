package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"gatehouse/internal/course"
	"gatehouse/internal/progress"
	"gatehouse/internal/text"
)

// homeScreen is the map of the course. Every other screen is one step away.
type homeScreen struct {
	d       desk
	lessons []*course.Lesson // of each row; nil for a chapter's title
	list    list
}

func newHome(d desk) homeScreen {
	m := homeScreen{d: d}
	return m.on(lessonOf(d.course, d.progress.Next))
}

// on lists the course as it is now, this lesson being selected if it is there.
func (m homeScreen) on(selected *course.Lesson) homeScreen {
	m.lessons = nil
	for _, chapter := range m.d.course.Chapters {
		m.lessons = append(m.lessons, nil)
		m.lessons = append(m.lessons, chapter.Lessons...)
	}
	m.list = m.list.with(m.rows())
	for i, l := range m.lessons {
		if l != nil && selected != nil && l.ID == selected.ID {
			m.list.at = i
		}
	}
	return m
}

// lessonOf is the lesson that a step belongs to; nil for review and done.
func lessonOf(c *course.Course, s progress.Step) *course.Lesson {
	if s.Kind == progress.SolveExercise {
		if e := c.Exercise(s.ID); e != nil {
			return c.Lesson(e.Lesson)
		}
	}
	return c.Lesson(s.ID)
}

func (m homeScreen) init() tea.Cmd { return nil }

func (m homeScreen) resize(d desk) screen {
	m.d = d
	return m.on(m.selected())
}

func (m homeScreen) height() int { return m.d.rows(len(m.headRows())) }

func (m homeScreen) headRows() []string { return headline(m.d.size, m.d.look, m.head()) }

func (m homeScreen) update(msg tea.Msg) turn {
	switch msg := msg.(type) {
	case clicked:
		var again bool
		if m.list, again = m.list.click(msg.y, m.height()); again {
			return m.enter()
		}
	case wheeled:
		m.list = m.list.move(msg.rows, m.height())
	case workspaceMsg:
		if msg.err == nil {
			return says(m, "Workspace made in "+m.d.short(msg.dir)+".")
		}
	}
	return stays(m)
}

// selected is the lesson under the cursor; nil in a course without lessons.
func (m homeScreen) selected() *course.Lesson {
	if m.list.at < len(m.lessons) {
		return m.lessons[m.list.at]
	}
	return nil
}

// step is what enter does: the first thing of the selected lesson that is not
// done, else its text.
func (m homeScreen) step() progress.Step {
	lesson := m.selected()
	if step, open := progress.StepOf(lesson, m.d.progress.Lessons[lesson.ID]); open {
		return step
	}
	return progress.Step{Kind: progress.ReadLesson, ID: lesson.ID}
}

func (m homeScreen) enter() turn {
	if m.selected() == nil {
		return stays(m)
	}
	return opens(m, m.d.open(m.step()))
}

func (m homeScreen) move(by int) func() turn {
	return func() turn {
		m.list = m.list.move(by, m.height())
		return stays(m)
	}
}

// chapter moves to the first lesson of the chapter before or after.
func (m homeScreen) chapter(way int) func() turn {
	return func() turn {
		at := m.list.at
		for ; at >= 0 && m.lessons[at] != nil; at-- { // up to the title of this one
		}
		for at += way; at >= 0 && at < len(m.lessons) && m.lessons[at] != nil; at += way {
		}
		if at >= 0 && at < len(m.lessons)-1 {
			m.list = m.list.jump(at+1, m.height())
		}
		return stays(m)
	}
}

func (m homeScreen) keys() keymap {
	k := m.d.keys
	verbs := []verb{}
	if lesson := m.selected(); lesson != nil {
		label := "continue"
		if step := m.step(); step.Kind == progress.ReadLesson {
			label = "read"
		}
		verbs = append(verbs, does(k.enter, label, "go on with "+lesson.Title, m.enter), m.d.nextVerb(m))
		verbs = append(verbs, does(k.lesson, "", "read the lesson", func() turn { return opens(m, newLesson(m.d, lesson.ID)) }))
		verbs = append(verbs, m.d.lessonVerbs(m, lesson)...)
	}
	return keymap{verbs: append(verbs,
		m.d.mineVerb(m), m.d.findVerb(m, ""),
		does(k.up, "", "one lesson up", m.move(-1)), does(k.down, "", "one lesson down", m.move(1)),
		does(k.left, "", "the chapter before", m.chapter(-1)), does(k.right, "", "the next chapter", m.chapter(1)),
		does(k.pageUp, "", "a page up", m.move(-m.height()+2)), does(k.pageDown, "", "a page down", m.move(m.height()-2)),
		does(k.top, "", "the first lesson", m.move(-len(m.lessons))), does(k.bottom, "", "the last lesson", m.move(len(m.lessons))),
	)}
}

func (m homeScreen) view() page {
	p := page{aside: m.aside(), head: m.headRows(), status: m.status()}
	height := m.height()
	if m.selected() == nil {
		p.body = []string{" This course has no lessons yet. gatehouse new lesson ID"}
		return p
	}
	width, pane := m.d.split(m.listWidth())
	rows, at := m.list.view(m.d.look, width, height)
	p.cursor = &spot{1, at}
	p.body = rows
	if pane > 0 {
		p.body = beside(m.d.look, rows, width, more(m.d.look, m.pane(pane), height), height)
	}
	return p
}

func (m homeScreen) aside() string {
	read := 0
	for _, state := range m.d.progress.Lessons {
		read += count(state.Read)
	}
	aside := fmt.Sprintf("%d of %s", read, many(len(m.d.course.Lessons()), "lesson"))
	if due := len(m.d.progress.Due); due > 0 {
		aside += fmt.Sprintf(" · %d due", due)
	}
	return aside
}

func (m homeScreen) head() string {
	lessons, due := len(m.d.course.Lessons()), len(m.d.progress.Due)
	if lessons == 0 {
		return m.d.course.Title
	}
	switch {
	case m.done() && due > 0:
		return fmt.Sprintf("All %s are done. %s due.", many(lessons, "lesson"), isAre(due, "question"))
	case m.done():
		return fmt.Sprintf("All %s are done.", many(lessons, "lesson"))
	default:
		return "Next: " + text.Safe(m.d.progress.Next.Reason)
	}
}

// done reports whether every lesson is.
func (m homeScreen) done() bool {
	for _, state := range m.d.progress.Lessons {
		if !state.Done {
			return false
		}
	}
	return true
}

func isAre(n int, thing string) string {
	if n == 1 {
		return "1 " + thing + " is"
	}
	return many(n, thing) + " are"
}

func (m homeScreen) status() string {
	switch b := m.d.build; {
	case b.running && b.of > 0:
		return fmt.Sprintf("Building Go's own library, once: %d of %d packages. Read on meanwhile.", b.done, b.of)
	case !m.d.tool.looked:
		return m.d.tool.say()
	case m.d.tool.err != nil:
		return "No Go that can be used: the exercises need it. All else works without."
	case m.d.workspace == "":
		return "Looking around: nothing is kept. An exercise offers to make a workspace."
	case m.done():
		return "gatehouse verify grades every exercise afresh."
	default:
		return "Go is ready."
	}
}

// listWidth leaves room for the states of each part in a wide window.
func (m homeScreen) listWidth() int {
	if m.wide() {
		return 72
	}
	return 44
}

func (m homeScreen) wide() bool { return m.d.width >= 120 }

func (m homeScreen) rows() []listRow {
	width, _ := m.d.split(m.listWidth())
	width -= 4
	var rows []listRow
	for _, chapter := range m.d.course.Chapters {
		title := m.d.look.accent.Render(text.Safe(chapter.Title))
		if m.wide() && len(rows) == 0 {
			title = pad(title, width-33) + m.d.look.muted.Render("lesson practice exercise exam")
		}
		rows = append(rows, listRow{text: title, heading: true})
		for _, lesson := range chapter.Lessons {
			rows = append(rows, listRow{text: m.row(lesson, width)})
		}
	}
	return rows
}

func (m homeScreen) row(lesson *course.Lesson, width int) string {
	look, state := m.d.look, m.d.progress.Lessons[lesson.ID]
	left := look.stateSign(state) + " " + text.Safe(lesson.Title)
	if m.wide() {
		return pad(left, width-34) + " " + m.states(lesson, state)
	}
	switch {
	case state.Due > 0:
		return spread(left, look.advice.Render(fmt.Sprintf("%d due", state.Due)), width)
	case lesson.ID == m.d.progress.Next.ID && !state.Read:
		return spread(left, look.muted.Render(fmt.Sprintf("lesson %d min", lesson.Minutes)), width)
	}
	return left
}

// states are the columns of a lesson in a wide window.
func (m homeScreen) states(lesson *course.Lesson, state progress.LessonState) string {
	look := m.d.look
	practice, exam := look.ticked(false), look.ticked(false)
	switch {
	case state.Due > 0:
		practice = look.advice.Render(fmt.Sprintf("%d due", state.Due))
	case state.Practice.Asked > 0:
		practice = fmt.Sprintf("%d of %d", state.Practice.Right, state.Practice.Asked)
	}
	if state.Exam.Taken > 0 {
		exam = number(state.Exam.Best)
	}
	return pad(look.ticked(state.Read), 7) + pad(practice, 9) + pad(m.d.work(lesson), 9) + exam
}

// ticked is the sign of what is done, or not begun.
func (l look) ticked(done bool) string {
	if done {
		return l.good.Render(l.signs.good)
	}
	return l.muted.Render(l.signs.fresh)
}

// stateSign is the sign of a lesson.
func (l look) stateSign(s progress.LessonState) string {
	switch {
	case s.Due > 0:
		return l.advice.Render(l.signs.due)
	case s.Done:
		return l.good.Render(l.signs.good)
	case s.Begun:
		return l.accent.Render(l.signs.begun)
	default:
		return l.muted.Render(l.signs.fresh)
	}
}
