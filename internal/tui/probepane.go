package tui

import (
	"fmt"
	"strings"

	"gatehouse/internal/grade"
	"gatehouse/internal/text"
	"gatehouse/sandbox"
)

// curlWidth is the least width of a pane that has room for a curl line.
const curlWidth = 50

// paneRows say of the selected probe what was sent, what came back, what was
// wanted, why it matters, and the rule.
func (m exerciseScreen) paneRows(width int) []string {
	if m.hintOn {
		return m.hintRows(width)
	}
	probe, ok := m.selected()
	if !ok {
		return nil
	}
	l := m.d.look
	words := callersOf(m.exercise)
	rows := words.rows(l, probe, width)
	if list, _ := m.d.split(m.d.probesWidth()); plainWidth(text.Safe(probe.Name)) > list-8 {
		rows = append(paint(l.bold, wrap(probe.Name, width)), rows...) // the list cuts it
	}
	switch {
	case m.run.waits:
		return append(append(rows, ""), wrap("Later runs take under a second. Read on: the result waits.", width)...)
	case probe.Outcome == "":
		rows = append(append(rows, ""), wrap(words.of(probe.Honest).wish, width)...)
		if story := m.state().Story(); story != "" {
			rows = append(append(rows, ""), hang("runs  ", l.muted, story, width)...)
		}
		return rows
	case m.holds():
		rows = append(m.doneRows(width), append([]string{""}, rows...)...)
	case probe.Outcome == sandbox.Broken && m.result.BehavesLike != nil:
		rows = append(likeRows(l, *m.result.BehavesLike, width), append([]string{""}, rows...)...)
	}
	rows = append(rows, "")
	rows = append(rows, verdictRows(l, probe, width)...)
	if curl := grade.TellingExchange(probe).Curl; curl != "" && width >= curlWidth {
		rows = append(rows, hang("curl  ", l.muted, curl, width)...)
	}
	if width >= curlWidth {
		rows = append(rows, atRows(l, probe.At, width)...)
	}
	if story := m.state().Story(); story != "" {
		rows = append(rows, hang("runs  ", l.muted, story, width)...)
	}
	return rows
}

// atRows are the learner's line that answered, and what stands there.
func atRows(l look, at *sandbox.Place, width int) []string {
	if at == nil {
		return nil
	}
	line := func(at *sandbox.Place) string {
		return strings.TrimSpace(fmt.Sprintf("%s:%d  %s", at.File, at.Line, at.Source))
	}
	rows := hang("at    ", l.muted, line(at), width)
	if at.Caller != nil {
		rows = append(rows, hang("from  ", l.muted, line(at.Caller), width)...)
	}
	return rows
}

// doneRows say what comes after an exercise whose probes all hold.
func (m exerciseScreen) doneRows(width int) []string {
	l := m.d.look
	rows := []string{"Done."}
	if s := m.state(); s.DoneIn > 0 {
		rows = []string{l.good.Render("Done, in " + many(s.DoneIn, "run") + ".")}
	}
	if next := m.d.progress.Next; next.Reason != "" {
		rows = append(rows, hang("n  ", l.accent, next.Reason, width)...)
	}
	rows = append(rows, hang("d  ", l.accent, callersOf(m.exercise).compare, width)...)
	why := "why ours is so, and what production would add"
	if m.exercise.Then != "" {
		why += "; then one question"
	}
	return append(rows, hang("s  ", l.accent, why, width)...)
}

func likeRows(l look, like grade.Like, width int) []string {
	rows := paint(l.advice, wrap("behaves like: "+like.Summary, width))
	return append(rows, wrap(reflow(like.Explanation), width)...)
}

// status is the first digit of an exchange's status, or 0.
func status(e sandbox.Exchange) byte {
	_, rest, ok := strings.Cut(e.Response, " ")
	if !ok || !strings.HasPrefix(e.Response, "HTTP/") || rest == "" {
		return 0
	}
	return rest[0]
}

// verdictRows are a probe's exchange and what is to be said of it.
func verdictRows(l look, p sandbox.Verdict, width int) []string {
	var rows []string
	if p.Table != nil {
		rows = append(rows, wrap(tableNote(p.Table), width)...)
		if table := tableRows(l, p.Table, width); table != nil {
			rows = append(rows, table...)
		} else {
			rows = append(rows, wrap("enter shows the table.", width)...)
		}
		rows = append(append(rows, faultRows(l, p.Table, width)...), "")
	}
	if len(p.Exchanges) > 0 {
		rows = append(rows, aboutRows(l, grade.TellingExchange(p), width)...)
		rows = append(rows, exchangeRows(l, briefly(grade.TellingExchange(p)), p, width, false)...)
	}
	if p.At != nil && width < curlWidth {
		words := "answered at"
		if grade.TellingExchange(p).Response == "" {
			words = "at"
		}
		words = fmt.Sprintf("%s %s:%d", words, p.At.File, p.At.Line)
		if p.At.Caller != nil {
			words += fmt.Sprintf(", called at %s:%d", p.At.Caller.File, p.At.Caller.Line)
		}
		rows = append(rows, hang("  ", l.text, words, width)...)
	}
	return append(append(rows, ""), judgement(l, p, briefly(grade.TellingExchange(p)), width)...)
}

// aboutRows say of an exchange what its bytes do not: which of many it is,
// where the caller was, and over what it called.
func aboutRows(l look, e sandbox.Exchange, width int) []string {
	var rows []string
	for _, about := range [][2]string{{"case  ", e.Note}, {"from  ", e.From}, {"over  ", e.Over}, {"scene ", e.Scene}} {
		if about[1] != "" {
			rows = append(rows, hang(about[0], l.muted, about[1], width)...)
		}
	}
	return rows
}

// briefly leaves out the version of HTTP and the header lines that every
// exchange has; the whole of it is one enter away.
func briefly(e sandbox.Exchange) sandbox.Exchange {
	for _, message := range []*string{&e.Request, &e.Response} {
		head, body, _ := strings.Cut(*message, "\r\n\r\n")
		var kept []string
		for line := range strings.SplitSeq(head, "\r\n") {
			if line != "Host: sandbox" && !strings.HasPrefix(line, "Date: ") && !strings.HasPrefix(line, "Content-Length: ") {
				kept = append(kept, line)
			}
		}
		if head != "" {
			*message = strings.Join(kept, "\r\n") + "\r\n\r\n" + body
		}
	}
	e.Request = strings.Replace(e.Request, " HTTP/1.1\r\n", "\r\n", 1)
	e.Response = strings.TrimPrefix(e.Response, "HTTP/1.1 ")
	return e
}

// judgement is what was wanted, where that does not stand beside what came in
// e, why, and the rule.
func judgement(l look, p sandbox.Verdict, e sandbox.Exchange, width int) []string {
	var rows []string
	part := func(word, s string) {
		if strings.TrimSpace(s) != "" {
			rows = append(rows, hang(pad(word, 6), l.muted, s, width)...)
		}
	}
	if p.Outcome != sandbox.Holds {
		if _, beside := wantBeside(e, p, width); !beside {
			part("want", p.Want)
		}
		part("got", p.Got)
	}
	if p.Asked > 1 {
		part("asked", fmt.Sprintf("%d requests, %d went wrong", p.Asked, p.Wrong))
	}
	part("why", p.Why)
	part("rule", p.Rule)
	for _, advice := range p.Advice {
		rows = append(rows, hang(l.signs.advice+" advice  ", l.advice, advice, width)...)
	}
	return rows
}

// hintRows are the hints seen since the screen opened, the newest last.
func (m exerciseScreen) hintRows(width int) []string {
	var rows []string
	l := m.d.look
	for _, h := range m.hints {
		rows = append(rows, l.accent.Render(fmt.Sprintf("hint %d of %d", h.Number, h.Of)), "")
		rows = append(rows, markdown(h.Text, width, l)...)
		rows = append(rows, "")
	}
	if n := len(m.hints); n > 0 {
		last := "That was the last; s shows the solution."
		if h := m.hints[n-1]; h.Number < h.Of {
			last = fmt.Sprintf("h shows hint %d, a plainer one.", h.Number+1)
		}
		rows = append(rows, paint(l.muted, wrap(last+" esc puts the exchange back.", width))...)
	}
	return rows
}

// hintReading shows the hints where there is no room for a pane.
func (m exerciseScreen) hintReading() screen {
	hints := m
	last := m.hints[len(m.hints)-1]
	return newReading(m.d, reading{
		place: text.Safe(m.exercise.Title) + " · hint",
		head: func(s size, l look) []string {
			return headline(s, l, fmt.Sprintf("Hint %d of %d", last.Number, last.Of))
		},
		lay: func(width int, _ look) []string { return hints.hintRows(width) },
		extra: func(from reading) []verb {
			k := from.d.keys
			return []verb{
				does(k.enter, "probes", "back to the probes", func() turn { return goBack(from) }),
				does(k.hint, "next hint", "", func() turn { return from.d.hint(from, m.exercise) }),
				from.d.findVerb(from, m.exercise.Lesson).quiet(),
				does(k.code, "edit", "edit the file in your editor", func() turn { return stays(from, from.d.do.edit(m.exercise.ID, target{})) }),
			}
		},
	})
}
