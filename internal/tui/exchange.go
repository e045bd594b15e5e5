package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"gatehouse/internal/course"
	"gatehouse/internal/grade"
	"gatehouse/internal/text"
	"gatehouse/sandbox"
)

// exchangeScreen is one probe in full: every exchange that is worth showing,
// as it went over the wire.
type exchangeScreen struct {
	d        desk
	exercise *course.Exercise
	result   grade.Result
	probes   []sandbox.Verdict
	i        int
	scroll   scroll
}

func newExchange(d desk, e *course.Exercise, r grade.Result, probes []sandbox.Verdict, i int) screen {
	return exchangeScreen{d: d, exercise: e, result: r, probes: probes, i: i}.opened()
}

// opened shows the probe from the exchange on that tells most: those before it
// stand above.
func (m exchangeScreen) opened() exchangeScreen {
	m.scroll = scroll{}
	m = m.laid(m.d)
	if _, begins := m.rows(); begins >= m.scroll.view.Height()/2 {
		m.scroll = m.scroll.to(begins - 1)
	}
	return m
}

func (m exchangeScreen) init() tea.Cmd { return nil }

func (m exchangeScreen) resize(d desk) screen { return m.laid(d) }

func (m exchangeScreen) laid(d desk) exchangeScreen {
	m.d = d
	rows, _ := m.rows()
	m.scroll = m.scroll.show(rows, d.rows(len(m.head())))
	return m
}

func (m exchangeScreen) update(msg tea.Msg) turn {
	if msg, ok := msg.(wheeled); ok {
		m.scroll = m.scroll.by(msg.rows)
	}
	return stays(m)
}

func (m exchangeScreen) probe() sandbox.Verdict { return m.probes[m.i] }

func (m exchangeScreen) head() []string {
	p, s, l := m.probe(), m.d.size, m.d.look
	switch p.Outcome {
	case sandbox.Holds:
		return verdictLine(s, l.good, l.signs.good, "holds: "+p.Name)
	case sandbox.Broken:
		return verdictLine(s, l.bad, l.signs.bad, "broken: "+p.Name)
	default:
		return verdictLine(s, l.text, l.signs.none, "could not run: "+p.Name)
	}
}

// rows are the probe in full, and the row where the exchange begins that shows
// best how it was broken; 0 where it was not.
func (m exchangeScreen) rows() (rows []string, begins int) {
	l, width, p := m.d.look, m.d.line(), m.probe()
	rows = append(callersOf(m.exercise).rows(l, p, width), "")
	if p.Table != nil {
		rows = append(rows, wrap(tableNote(p.Table), width)...)
		table := tableRows(l, p.Table, width)
		if table == nil {
			table = []string{l.muted.Render("The table needs a wider window.")}
		}
		rows = append(append(rows, ""), table...)
		rows = append(append(rows, faultRows(l, p.Table, width)...), "")
	}
	for i, e := range p.Exchanges {
		if len(p.Exchanges) > 1 {
			words := fmt.Sprintf("exchange %d of %d", i+1, len(p.Exchanges))
			if e.After > 0 {
				words += ", " + text.Later(e.After)
			}
			if i == grade.Telling(p) && p.Outcome == sandbox.Broken {
				begins = len(rows)
			}
			if e.Wrong {
				words += " · " + l.signs.bad + " went wrong"
			}
			rows = append(rows, l.accent.Render(words))
		}
		rows = append(rows, aboutRows(l, e, width)...)
		rows = append(rows, exchangeRows(l, e, p, width, true)...)
		rows = append(rows, "")
	}
	rows = append(rows, judgement(l, p, grade.TellingExchange(p), width)...)
	rows = append(rows, atRows(l, p.At, width)...)
	if curl := grade.TellingExchange(p).Curl; curl != "" {
		rows = append(rows, hang("curl  ", l.muted, curl, width)...)
	} else if len(p.Exchanges) > 0 {
		rows = append(rows, hang("curl  ", l.muted, "curl cannot send this; the bytes stand above", width)...)
	}
	if m.result.BehavesLike != nil && p.Outcome == sandbox.Broken {
		rows = append(append(rows, ""), likeRows(l, *m.result.BehavesLike, width)...)
	}
	return append(rows, m.printed(width)...), begins
}

// printed is what the learner's code wrote while the probes ran.
func (m exchangeScreen) printed(width int) []string {
	if m.result.Output == "" {
		return nil
	}
	rows := []string{"", m.d.look.accent.Render("Your code printed, over the whole run")}
	rows = append(rows, wrap(m.result.Output, width)...)
	if m.result.OutputTruncated {
		rows = append(rows, m.d.look.muted.Render("It printed more; that was cut."))
	}
	return rows
}

// neighbour shows the next broken probe this way; with none broken, the next
// probe.
func (m exchangeScreen) neighbour(way int) func() turn {
	return func() turn {
		anyBroken := false
		for _, p := range m.probes {
			anyBroken = anyBroken || p.Outcome == sandbox.Broken
		}
		n := len(m.probes)
		for i := 1; i <= n; i++ {
			at := ((m.i+way*i)%n + n) % n
			if !anyBroken || m.probes[at].Outcome == sandbox.Broken {
				m.i = at
				return stays(m.opened())
			}
		}
		return stays(m)
	}
}

func (m exchangeScreen) keys() keymap {
	k := m.d.keys
	verbs := []verb{
		does(k.enter, "probes", "back to the probes", func() turn { return turn{screen: m, move: back} }),
		does(k.copy, "copy curl", "copy the request as a curl line; again: as a Go test", func() turn {
			return copyRequest(m, m.d, m.exercise, m.result, m.probe())
		}),
		does(k.left, "broken probe", "the broken probe before", m.neighbour(-1)).as("←→"),
		does(k.right, "", "the next broken probe", m.neighbour(1)),
		does(k.space, "", "page on", func() turn { return m.moved(m.scroll.page(1)) }),
	}
	work := m.d.workVerbs(m, m.exercise, m.target)
	origin := does(k.origin, "probe's test", "the probe's test and its rule", func() turn {
		return opens(m, newOrigin(m.d, m.exercise, m.probe()))
	})
	verbs = append(append(append(verbs, work[0]), origin), work[1:]...)
	return keymap{verbs: append(append(verbs, m.scroll.verbs(k, m.moved)...), m.d.backVerb(m))}
}

// target is where the editor opens: at the line that answered.
func (m exchangeScreen) target() target { return answeredAt(m.probe()) }

func (m exchangeScreen) moved(s scroll) turn {
	m.scroll = s
	return stays(m)
}

func (m exchangeScreen) view() page {
	shown := len(m.probe().Exchanges)
	aside := fmt.Sprintf("probe %d of %d", m.i+1, len(m.probes))
	if shown > 0 {
		aside += " · " + many(shown, "exchange")
	}
	return page{
		place: text.Safe(m.exercise.Title) + " · exchange", aside: aside, head: m.head(),
		body:   indent(m.scroll.rowsCut(m.d.look)),
		folder: m.d.folder(m.exercise.ID),
		status: fmt.Sprintf("The same secrets again: gatehouse run %s --seed %d", m.exercise.ID, m.result.Seed),
	}
}
