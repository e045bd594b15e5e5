package tui

import (
	"fmt"
	"path/filepath"
	"strings"

	"gatehouse/internal/course"
	"gatehouse/internal/grade"
	"gatehouse/internal/text"
	"gatehouse/sandbox"
)

func (m exerciseScreen) place() string { return text.Safe(m.exercise.Title) + " · exercise" }

func (m exerciseScreen) view() page {
	p := page{place: m.place(), aside: m.aside(), head: m.head(), status: m.status(), work: m.exercise.ID, folder: m.d.folder(m.exercise.ID)}
	p.title = fmt.Sprintf("%s %d/%d", text.Safe(m.exercise.Title), m.held(), len(m.probes))
	if m.ended && !m.run.on {
		p.verdict = text.Safe(m.exercise.Title) + ": " + m.inWords()
	}
	height := m.height()
	switch {
	case m.compiling():
		m.viewErrors(&p, height)
	case m.ended && m.result.Outcome == grade.CouldNotRun && m.d.tool.err != nil:
		p.body = m.noGo()
	default:
		width, pane := m.d.split(m.d.probesWidth())
		rows, at := m.list.view(m.d.look, width, height)
		p.body, p.cursor = rows, &spot{1, at}
		if pane > 0 {
			p.body = beside(m.d.look, rows, width, m.pane.rowsCut(m.d.look), height)
			if m.task != nil {
				p.body = beside(m.d.look, p.body, width+2+pane+1, more(m.d.look, m.task, height), height)
			}
		}
	}
	return p
}

func (m exerciseScreen) aside() string {
	switch {
	case m.run.on:
		return "running"
	case m.deaf != nil:
		return "saves are not noticed"
	case !m.ended:
		return "not run yet"
	case m.result.Outcome == grade.CouldNotRun:
		return "cannot run"
	default:
		return "watching " + m.exercise.Answer()
	}
}

func (m exerciseScreen) head() []string {
	s, l := m.d.size, m.d.look
	of := len(m.probes)
	switch {
	case m.run.on && m.run.lasts >= patience:
		return m.waiting()
	case m.run.on && m.run.again:
		return headline(s, l, "Saved again: starting over")
	case m.stale:
		return headline(s, l, "Cancelled."+m.beforeNote())
	case !m.ended:
		return headline(s, l, m.notYet())
	}
	switch m.result.Outcome {
	case grade.Holds:
		return verdictLine(s, l.good, l.signs.good, fmt.Sprintf("All %d probes hold", of))
	case grade.DoesNotCompile:
		words := "does not compile"
		if m.compiling() {
			first := m.result.Compile[m.errors.at]
			words += ": " + position(first)
		}
		return verdictLine(s, l.bad, l.signs.bad, words)
	case grade.CouldNotRun:
		return verdictLine(s, l.text, l.signs.none, "could not run: "+m.result.Reason)
	}
	words := fmt.Sprintf("%d of %d probes hold", m.held(), of)
	switch {
	case m.result.BehavesLike != nil:
		words += " · behaves like: " + m.result.BehavesLike.Summary
	case m.state().Done:
		words += " · was done"
	}
	return clip(headline(s, l, words), 1) // the list below stays where it is
}

// inWords is the verdict in a few words.
func (m exerciseScreen) inWords() string {
	switch m.result.Outcome {
	case grade.Holds:
		return fmt.Sprintf("all %d probes hold", len(m.probes))
	case grade.Broken:
		return fmt.Sprintf("%d of %d probes hold", m.held(), len(m.probes))
	default:
		return string(m.result.Outcome)
	}
}

func (m exerciseScreen) notYet() string {
	if s := m.state(); len(s.History) > 0 {
		return fmt.Sprintf("Not run since you came back. Last time %d of %d probes held.", s.Holds, s.Of)
	}
	return "Not run yet. Save " + m.exercise.Answer() + ", or press space."
}

func (m exerciseScreen) status() string {
	switch {
	case m.run.on:
		return m.run.why + "."
	case m.deaf != nil:
		return sentence(m.deaf) + " space runs the probes."
	case !m.ended:
		return "Watching " + m.d.short(filepath.Join(m.d.folder(m.exercise.ID), m.exercise.Answer())) + "."
	case m.result.Outcome == grade.Holds:
		return m.edited() + m.checked + " Recorded."
	case m.result.Outcome == grade.Broken:
		return m.edited() + m.checked + m.earlier()
	default:
		return m.checked
	}
}

// earlier says when another number of probes held, where the run before does
// not tell.
func (m exerciseScreen) earlier() string {
	history := m.state().History
	if n := len(history); n < 2 || history[n-1] != history[n-2] {
		return ""
	}
	if earlier := m.state().Earlier(); earlier != "" {
		return " " + strings.ToUpper(earlier[:1]) + earlier[1:] + "."
	}
	return ""
}

// probeRows are the probes as a list.
func (m exerciseScreen) probeRows() []listRow {
	rows := make([]listRow, len(m.probes))
	for i, p := range m.probes {
		rows[i].text = m.d.look.outcome(p.Outcome) + " " + m.d.look.side(p.Honest) + " " + text.Safe(p.Name)
	}
	return rows
}

// outcome is the sign of a verdict.
func (l look) outcome(o sandbox.Outcome) string {
	switch o {
	case sandbox.Holds:
		return l.good.Render(l.signs.good)
	case sandbox.Broken:
		return l.bad.Render(l.signs.bad)
	default:
		return l.muted.Render(l.signs.none)
	}
}

func position(p grade.Problem) string {
	where := text.Safe(p.File)
	if p.Line > 0 {
		where += fmt.Sprintf(":%d:%d", p.Line, p.Column)
	}
	return where
}

func (m exerciseScreen) errorRows() []listRow {
	rows := make([]listRow, len(m.result.Compile))
	for i, p := range m.result.Compile {
		rows[i].text = errorRow(p)
	}
	return rows
}

func errorRow(p grade.Problem) string {
	return position(p) + "  " + strings.Join(strings.Fields(text.Safe(p.Message)), " ")
}

// viewErrors shows what the compiler says, and below it the selected line with
// a caret; above that line all that was said of it, where its row has no room.
func (m exerciseScreen) viewErrors(p *page, height int) {
	problem := m.result.Compile[m.errors.at]
	source := m.sourceRows(problem)
	rows, at := m.errors.view(m.d.look, min(m.d.width, widestText+2), max(1, height-len(source)))
	p.body, p.cursor = append(rows, source...), &spot{1, at}
}

func (m exerciseScreen) sourceRows(problem grade.Problem) []string {
	var rows []string
	if width := m.d.line() - 2; plainWidth(errorRow(problem)) > width {
		rows = append(rows, "")
		for _, row := range wrap(problem.Message, width) {
			rows = append(rows, "   "+row)
		}
	}
	if strings.TrimSpace(problem.Source) == "" {
		return rows
	}
	number := fmt.Sprintf("   %4d │ ", problem.Line)
	source := strings.ReplaceAll(text.Safe(strings.TrimRight(problem.Source, "\n")), "\t", "    ")
	rows = append(rows, "", m.d.look.muted.Render(number)+m.d.look.code.Render(cut(source, m.d.line()-10)))
	if column := caret(problem); column < m.d.line()-10 {
		rows = append(rows, m.d.look.muted.Render("        │ ")+strings.Repeat(" ", column)+m.d.look.bad.Render("^"))
	}
	return rows
}

// caret is the cell of the column that a problem names, tabs being four wide.
func caret(p grade.Problem) int {
	before := p.Source[:max(0, min(p.Column-1, len(p.Source)))]
	return plainWidth(strings.ReplaceAll(before, "\t", "    "))
}

// noGo says what to do where there is no tool chain.
func (m exerciseScreen) noGo() []string {
	rows := append(wrap(sentence(m.d.tool.err), m.d.line()), "")
	rows = append(rows, wrap("Get Go 1.26 or newer from https://go.dev/dl, then press space here.", m.d.line())...)
	rows = append(rows, wrap("Go is elsewhere: start again with GATEHOUSE_GO=/path/to/go gatehouse", m.d.line())...)
	return indent(append(rows, "", "Lessons, practice, exams and review work without it."))
}

func (m exerciseScreen) keys() keymap {
	k := m.d.keys
	work := m.d.workVerbs(m, m.exercise, m.target)
	if m.holds() {
		work = without(work, k.next.Help().Key) // it leads
	}
	verbs := append(m.leading(), work...)
	verbs = append(verbs,
		does(k.copy, "copy curl", "copy the request as a curl line; again: as a Go test", m.copyRequest),
		does(k.origin, "", "the probe's test and its rule", m.origin),
		does(k.up, "", "one probe up", m.move(-1)), does(k.down, "", "one probe down", m.move(1)),
		does(k.left, "", "the broken probe before", m.broken(-1)), does(k.right, "", "the next broken probe", m.broken(1)),
		does(k.pageUp, "", "page the pane up", m.paged(-1)), does(k.pageDown, "", "page the pane down", m.paged(1)),
		does(k.top, "", "the first probe", m.move(-len(m.probes))), does(k.bottom, "", "the last probe", m.move(len(m.probes))),
	)
	escape := does(k.back, "back", "one step back; cancels a run first", m.escape)
	if m.run.on {
		escape.short = "cancel"
	}
	return keymap{verbs: append(verbs, escape)}
}

func (m exerciseScreen) holds() bool { return m.ended && m.result.Outcome == grade.Holds }

// leading are the verbs that lead the key line: what one would do next.
func (m exerciseScreen) leading() []verb {
	k := m.d.keys
	enter := does(k.enter, "exchange", "the whole exchange", m.enter)
	run := does(k.space, "run", "run the probes", m.space)
	switch {
	case m.compiling():
		enter.short = "edit at " + fmt.Sprintf("%d:%d", m.result.Compile[m.errors.at].Line, m.result.Compile[m.errors.at].Column)
		return []verb{enter, run}
	case !m.reached():
		return []verb{run, enter.quiet()}
	case m.holds():
		return []verb{enter, m.d.nextVerb(m), run.quiet()}
	}
	return []verb{enter, run}
}

func (m exerciseScreen) paged(pages int) func() turn {
	return func() turn {
		m.pane = m.pane.page(pages)
		return stays(m)
	}
}

func (m exerciseScreen) copyRequest() turn {
	if m.compiling() {
		place := position(m.result.Compile[m.errors.at])
		return stays(m, m.d.do.copyText("Sent to the clipboard: "+place+".", place))
	}
	probe, _ := m.selected()
	return copyRequest(m, m.d, m.exercise, m.result, probe)
}

func (m exerciseScreen) origin() turn {
	if probe, ok := m.selected(); ok {
		return opens(m, newOrigin(m.d, m.exercise, probe))
	}
	return says(m, "There is no probe.")
}

// copyRequest copies the request of a probe that shows it best.
func copyRequest(from screen, d desk, e *course.Exercise, r grade.Result, probe sandbox.Verdict) turn {
	if len(probe.Exchanges) == 0 {
		return says(from, "Nothing was sent yet.")
	}
	return stays(from, d.do.copyRequest(e.ID, probe, grade.TellingExchange(probe).Curl, r.Seed))
}
