package tui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"gatehouse/internal/course"
	"gatehouse/internal/editor"
	"gatehouse/internal/grade"
	"gatehouse/internal/progress"
	"gatehouse/internal/study"
	"gatehouse/sandbox"
)

// probesWidth is that of the list of probes beside its pane: enough for their
// sentences where the window has the room.
func (s size) probesWidth() int {
	switch {
	case s.width < 100:
		return 44
	case s.width < 120:
		return 50
	default:
		return 60
	}
}

// exerciseScreen shows which probes hold. While it is open the learner's file
// is graded at each save.
type exerciseScreen struct {
	d        desk
	exercise *course.Exercise
	ctx      context.Context // ends when the screen closes
	leave    context.CancelFunc

	watching int // the number of the watch
	deaf     error
	run      run

	result  grade.Result // the last one that ended
	ended   bool         // there is one
	checked string       // when, and how it differs from the one before
	stale   bool         // a run of a newer text was cancelled
	probes  []sandbox.Verdict
	list    list // of the probes
	errors  list // of the compiler's complaints
	pane    scroll
	task    []string // beside the pane, where the window has the room

	hints  []study.Hint // seen since the screen opened
	hintOn bool         // the pane shows them
}

func newExercise(d desk, id string) screen {
	e := d.course.Exercise(id)
	m := exerciseScreen{d: d, exercise: e, watching: d.do.run()}
	m.ctx, m.leave = context.WithCancel(d.do.ctx)
	m.probes = unjudged(e)
	m.list = newList(m.probeRows())
	return m.laid()
}

// unjudged are the probes of an exercise before any run.
func unjudged(e *course.Exercise) []sandbox.Verdict {
	var probes []sandbox.Verdict
	if e.Matrix != nil {
		for _, p := range e.Matrix.Probes {
			probes = append(probes, sandbox.Verdict{Name: p.Name, Honest: p.Honest})
		}
	}
	return probes
}

func (m exerciseScreen) init() tea.Cmd { return m.d.do.watch(m.ctx, m.watching, m.exercise.ID) }

func (m exerciseScreen) resize(d desk) screen {
	m.d = d
	m.exercise = d.course.Exercise(m.exercise.ID)
	if !m.reached() {
		m.probes = unjudged(m.exercise)
	}
	return m.laid()
}

// laid draws what depends on the size and on the selection.
func (m exerciseScreen) laid() exerciseScreen {
	m.list = m.list.with(m.probeRows())
	m.errors = m.errors.with(m.errorRows())
	if _, width := m.d.split(m.d.probesWidth()); width > 0 {
		m.pane = m.pane.show(m.paneRows(width), m.height())
	}
	m.task = m.taskRows()
	return m
}

// taskRows is the task as a third pane.
func (m exerciseScreen) taskRows() []string {
	list, pane := m.d.split(m.d.probesWidth())
	width := min(widestText, m.d.width-list-pane-6)
	if width < 50 {
		return nil
	}
	return append([]string{m.d.look.accent.Render("Task"), ""}, markdown(taskText(m.exercise), width, m.d.look)...)
}

func (m exerciseScreen) height() int { return m.d.rows(len(m.head())) }

func (m exerciseScreen) state() progress.ExerciseState { return m.d.state(m.exercise) }

func (m exerciseScreen) update(msg tea.Msg) turn {
	switch msg := msg.(type) {
	case watchMsg:
		if msg.run == m.watching {
			return m.watched(msg)
		}
	case savedMsg:
		if msg.run == m.watching {
			next, cmd := m.start("Saved " + clock(msg.at))
			return stays(next, cmd, m.d.do.nextSave(m.watching, m.run.saves))
		}
	case gradedMsg:
		if msg.run == m.run.number {
			return m.graded(msg)
		}
	case sameMsg:
		if msg.run == m.watching {
			t := stays(m, m.d.do.nextSame(m.ctx, m.watching, msg.same))
			t.note = "Saved, nothing changed."
			return t
		}
	case tickMsg:
		if msg.run == m.run.number {
			return m.ticked(msg)
		}
	case warmMsg:
		if msg.ended && m.run.waits {
			return m.begin()
		}
	case hintMsg:
		if msg.exercise == m.exercise.ID {
			return m.hinted(msg)
		}
	case resetMsg:
		if msg.exercise == m.exercise.ID {
			return says(m, resetNote(msg, m.exercise.Answer()))
		}
	case originalsMsg:
		if msg.exercise == m.exercise.ID {
			return says(m, originalsNote(msg))
		}
	case editedMsg:
		if m.deaf != nil && !msg.window {
			next, cmd := m.start("Edited")
			return stays(next, cmd)
		}
	case probeMsg:
		if msg.exercise == m.exercise.ID {
			return stays(m.on(msg.probe))
		}
	case clicked:
		return m.clicked(msg)
	case wheeled:
		return m.wheeled(msg)
	case closed:
		m.leave()
	}
	return stays(m)
}

func (m exerciseScreen) watched(msg watchMsg) turn {
	if msg.err != nil {
		m.deaf = msg.err
		return stays(m)
	}
	m.run.saves = msg.saves
	return stays(m, m.d.do.nextSave(m.watching, msg.saves), m.d.do.nextSame(m.ctx, m.watching, msg.same))
}

func (m exerciseScreen) hinted(msg hintMsg) turn {
	if msg.err != nil {
		return says(m, sentence(msg.err))
	}
	if n := len(m.hints); n == 0 || m.hints[n-1].Number != msg.hint.Number {
		m.hints = append(m.hints[:n:n], msg.hint)
	}
	note := ""
	if msg.hint.Number == msg.hint.Of {
		note = "That was the last hint; s shows the solution."
	}
	if _, pane := m.d.split(m.d.probesWidth()); pane == 0 {
		return turn{screen: m, move: push, open: m.hintReading(), note: note}
	}
	m.hintOn, m.pane = true, scroll{}
	m = m.laid()
	m.pane = m.pane.to(len(m.pane.lines))
	return says(m, note)
}

func resetNote(msg resetMsg, file string) string {
	switch {
	case msg.err != nil:
		return sentence(msg.err)
	case msg.undone:
		return "Your " + file + " is back, from " + msg.file + "."
	case msg.file == "":
		return file + " was the starter already."
	default:
		return "The starter is back. Yours is kept as " + msg.file + "; u undoes."
	}
}

func originalsNote(msg originalsMsg) string {
	switch {
	case msg.err != nil:
		return sentence(msg.err)
	case msg.files == 0:
		return "Our files are the originals already."
	default:
		return "The originals are back: " + many(msg.files, "file") + ". Yours are kept beside them."
	}
}

// Which list the learner moves in.

func (m exerciseScreen) compiling() bool {
	return m.ended && m.result.Outcome == grade.DoesNotCompile && len(m.result.Compile) > 0
}

func (m exerciseScreen) focus() list {
	if m.compiling() {
		return m.errors
	}
	return m.list
}

// moved puts the list that the learner moved in back.
func (m exerciseScreen) moved(l list) turn {
	if m.compiling() {
		m.errors = l
	} else if l.at != m.list.at {
		m.list, m.pane, m.hintOn = l, scroll{}, false
	} else {
		m.list = l
	}
	return stays(m.laid())
}

func (m exerciseScreen) move(by int) func() turn {
	return func() turn { return m.moved(m.focus().move(by, m.height())) }
}

func (m exerciseScreen) clicked(at clicked) turn {
	width, pane := m.d.split(m.d.probesWidth())
	if pane > 0 && at.x > width {
		return stays(m)
	}
	l, again := m.focus().click(at.y, m.height())
	if again {
		return m.enter()
	}
	return m.moved(l)
}

func (m exerciseScreen) wheeled(msg wheeled) turn {
	if width, pane := m.d.split(m.d.probesWidth()); pane > 0 && msg.x > width && !m.compiling() {
		m.pane = m.pane.by(msg.rows)
		return stays(m)
	}
	return m.moved(m.focus().move(msg.rows, m.height()))
}

// selected is the probe under the cursor.
func (m exerciseScreen) selected() (sandbox.Verdict, bool) {
	if m.list.at < len(m.probes) {
		return m.probes[m.list.at], true
	}
	return sandbox.Verdict{}, false
}

// on selects a probe by its name.
func (m exerciseScreen) on(probe string) exerciseScreen {
	if i := slices.IndexFunc(m.probes, func(v sandbox.Verdict) bool { return v.Name == probe }); i >= 0 {
		m.list, m.pane, m.hintOn = m.list.jump(i, m.height()), scroll{}, false
	}
	return m.laid()
}

// broken selects the next broken probe.
func (m exerciseScreen) broken(way int) func() turn {
	return func() turn {
		return m.moved(m.list.neighbour(way, m.height(), func(row int) bool { return m.probes[row].Outcome == sandbox.Broken }))
	}
}

// enter shows the whole exchange of the selected probe, or opens the editor
// where the compiler complains.
func (m exerciseScreen) enter() turn {
	switch probe, ok := m.selected(); {
	case m.compiling():
		return m.edit()
	case !ok || probe.Outcome == "":
		return says(m, "Nothing was sent yet. space runs the probes.")
	default:
		return opens(m, newExchange(m.d, m.exercise, m.result, m.probes, m.list.at))
	}
}

// target is where the editor opens: at the complaint, or at the line that
// answered the selected probe.
func (m exerciseScreen) target() target {
	if m.compiling() {
		p := m.result.Compile[m.errors.at]
		return target{p.File, editor.Place{Line: p.Line, Column: p.Column}}
	}
	probe, _ := m.selected()
	return answeredAt(probe)
}

// answeredAt is the learner's line that answered a probe, or panicked.
func answeredAt(probe sandbox.Verdict) target {
	if probe.At == nil {
		return target{}
	}
	return target{probe.At.File, editor.Place{Line: probe.At.Line}}
}

func (m exerciseScreen) edit() turn { return stays(m, m.d.do.edit(m.exercise.ID, m.target())) }

// esc cancels a run, then closes the hint, then the screen.
func (m exerciseScreen) escape() turn {
	switch {
	case m.run.on:
		m.run.cancel()
		m.run, m.stale = run{saves: m.run.saves}, true
		return stays(m.laid())
	case m.hintOn:
		m.hintOn, m.pane = false, scroll{}
		return stays(m.laid())
	}
	return turn{screen: m, move: back}
}
