package tui

import (
	"context"
	"fmt"
	"strings"
	"time"

	"gatehouse/internal/grade"
	"gatehouse/internal/text"
	"gatehouse/sandbox"

	tea "charm.land/bubbletea/v2"
)

// Waiting is told after a while only: most runs are over before.
const (
	patience = 300 * time.Millisecond
	frames   = 100 * time.Millisecond
)

// run is a run that is under way, if one is.
type run struct {
	number int // its messages carry it; those of another are stale
	on     bool
	waits  bool // for the first build
	again  bool // a save cancelled the one before
	why    string
	began  time.Time
	lasts  time.Duration
	stop   context.CancelFunc
	saves  <-chan struct{} // of the watch, for as long as the screen is open
}

func (r run) cancel() {
	if r.stop != nil {
		r.stop()
	}
}

// start begins a run, cancelling one that is under way: only the newest text
// is worth a verdict.
func (m exerciseScreen) start(why string) (exerciseScreen, tea.Cmd) {
	m.run.cancel()
	m.run = run{number: m.d.do.run(), on: true, again: m.run.on, why: why, began: m.d.do.now(), saves: m.run.saves}
	every := m.d.do.tick(m.run.number, patience)
	if m.d.build.running {
		m.run.waits = true
		return m.laid(), every
	}
	t := m.begin()
	return t.screen.(exerciseScreen), tea.Batch(every, t.cmd)
}

// begin grades, now that the first build is done.
func (m exerciseScreen) begin() turn {
	m.run.waits = false
	ctx, cancel := context.WithCancel(m.ctx)
	m.run.stop = cancel
	return stays(m.laid(), m.d.do.grade(ctx, m.run.number, m.exercise.ID))
}

func (m exerciseScreen) space() turn {
	next, cmd := m.start("Run at " + clock(m.d.do.now()))
	return stays(next, cmd)
}

func (m exerciseScreen) ticked(msg tickMsg) turn {
	m.run.lasts = msg.at.Sub(m.run.began)
	every := frames
	if m.d.look.still {
		every = time.Second
	}
	return stays(m.laid(), m.d.do.tick(m.run.number, every))
}

// graded shows a result. The selection stays where it is, but at the first run
// it goes to the first broken probe.
func (m exerciseScreen) graded(msg gradedMsg) turn {
	why := m.run.why
	m.run.cancel()
	m.run = run{saves: m.run.saves}
	if msg.err != nil {
		msg.result = grade.Result{Outcome: grade.CouldNotRun, Reason: msg.err.Error()}
	}
	first, before := !m.reached(), m.held()
	m.result, m.ended, m.stale = msg.result, true, false
	m.checked = fmt.Sprintf("%s, checked in %.1f s.", why, msg.result.Seconds)
	switch msg.result.Outcome {
	case grade.Holds, grade.Broken:
		m = m.shown(msg.result.Probes, first)
		if !first {
			m.checked += difference(m.held() - before)
		}
	case grade.DoesNotCompile:
		m.checked = "No probe ran." + m.beforeNote()
		m.errors = newList(nil)
	case grade.CouldNotRun:
		m.checked = why + "." + m.beforeNote()
	}
	if m.hintOn {
		m.hintOn = false
	}
	m.pane = scroll{}
	t := stays(m.laid())
	t.deaf = afterVerdict
	if msg.result.Unrecorded != "" {
		t.note = "Not recorded: " + text.Safe(msg.result.Unrecorded)
	}
	return t
}

// shown takes new verdicts.
func (m exerciseScreen) shown(probes []sandbox.Verdict, first bool) exerciseScreen {
	name := ""
	if probe, ok := m.selected(); ok {
		name = probe.Name
	}
	m.probes = probes
	m.list = m.list.with(m.probeRows())
	for i, p := range probes {
		if p.Name == name && !first {
			m.list.at = i
		}
	}
	if first {
		m.list = m.list.jump(0, m.height())
		for i, p := range probes {
			if p.Outcome == sandbox.Broken {
				m.list = m.list.jump(i, m.height())
				break
			}
		}
	}
	return m
}

// reached reports whether the probes that are shown were judged.
func (m exerciseScreen) reached() bool {
	for _, p := range m.probes {
		if p.Outcome != "" {
			return true
		}
	}
	return false
}

func (m exerciseScreen) held() int {
	held := 0
	for _, p := range m.probes {
		held += count(p.Outcome == sandbox.Holds)
	}
	return held
}

func (m exerciseScreen) beforeNote() string {
	if !m.reached() {
		return ""
	}
	return fmt.Sprintf(" Before: %d of %d hold.", m.held(), len(m.probes))
}

func difference(more int) string {
	switch {
	case more == 1:
		return " One more holds than before."
	case more > 1:
		return fmt.Sprintf(" %d more hold than before.", more)
	case more == -1:
		return " One fewer holds than before."
	case more < -1:
		return fmt.Sprintf(" %d fewer hold than before.", -more)
	default:
		return " As many hold as before."
	}
}

// edited says, before all else, that files of ours were changed, that it made no
// difference, and what can be done.
func (m exerciseScreen) edited() string {
	switch files := m.result.Edited; len(files) {
	case 0:
		return ""
	case 1:
		name := strings.TrimPrefix(files[0], "exercises/"+m.exercise.ID+"/")
		return name + " was changed here; the original graded. r puts it back. "
	default:
		return fmt.Sprintf("%d files of ours were changed here; the originals graded. r puts them back. ", len(files))
	}
}

// usualBuild is how long the first build takes on most machines, in seconds.
// What takes longer is no longer compared with it.
const usualBuild = 20

// waiting is the headline of a run that takes a while.
func (m exerciseScreen) waiting() []string {
	b := m.d.build
	if m.run.waits && b.of > 0 {
		seconds := int(m.d.do.now().Sub(b.since).Seconds())
		words := fmt.Sprintf("Building Go's own library, once on this machine: %d s", seconds)
		if seconds < usualBuild {
			words += fmt.Sprintf(" of about %d s", usualBuild)
		}
		rows := headline(m.d.size, m.d.look, words)
		if m.d.look.still {
			return append(rows, fmt.Sprintf("%d of %d packages", b.done, b.of))
		}
		cells := 32 * b.done / b.of
		return append(rows, m.d.look.accent.Render(strings.Repeat(m.d.look.signs.full, cells))+
			strings.Repeat(m.d.look.signs.empty, 32-cells)+fmt.Sprintf("  %d of %d packages", b.done, b.of))
	}
	words := fmt.Sprintf("checking, %d s", int(m.run.lasts.Seconds()))
	if m.reached() {
		words += fmt.Sprintf(" · %d of %d before", m.held(), len(m.probes))
	}
	if !m.d.look.still {
		spinner := m.d.look.signs.spinner
		words = spinner[int(m.run.lasts/frames)%len(spinner)] + " " + words
	}
	return headline(m.d.size, m.d.look, words)
}

// clock is a time of day.
func clock(t time.Time) string { return t.Format("15:04:05") }
