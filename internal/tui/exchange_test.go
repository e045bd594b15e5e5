package tui

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/stretchr/testify/assert"

	"gatehouse/internal/grade"
	"gatehouse/sandbox"
)

// leak is a run whose last probe lets a stranger have the card at the second of
// two exchanges.
func leak() grade.Result {
	r := verdict("...x")
	p := &r.Probes[3]
	p.Want, p.Got = "401", "200 OK, with the card number"
	p.At = &sandbox.Place{File: "handler.go", Line: 42, Source: "json.NewEncoder(w).Encode(v)",
		Caller: &sandbox.Place{File: "handler.go", Line: 27, Source: "show(w, d.Card)"}}
	p.Exchanges = []sandbox.Exchange{
		{Request: "GET /door HTTP/1.1\r\nHost: sandbox\r\n\r\n", Response: "HTTP/1.1 401 Unauthorized\r\n\r\n",
			Go: `c.Send(sandbox.Get("/door"), sandbox.Status(401))`},
		{Request: "GET /door HTTP/1.1\r\nAuthorization: Bearer 7Qm3.long\r\n\r\n",
			Response: "HTTP/1.1 200 OK\r\nLocation: /\r\n\r\n{\"card\":\"4000-1f2e\"}",
			Curl:     "curl http://localhost:8080/door", After: 61 * time.Minute, Wrong: true,
			Marks: []sandbox.Mark{{Text: "7Qm3.long", Is: "the token"}, {Text: "4000-1f2e", Is: "the card number: canary"}, {Text: "Location: ", Is: "this decided"}},
			Go:    `c.Send(sandbox.Get("/door").Bearer("7Qm3.long"), sandbox.Status(401))`},
	}
	return r
}

func TestExchangeMarksTheLinesThatMatter(t *testing.T) {
	inWindow(t, 80, 40, false, func(t *testing.T, w *window) {
		drive(t, w, "e", "space")
		plays(w, leak())
		sees(t, w, "← 200 OK want 401", "answered at handler.go:42,", "called at handler.go:27")
		drive(t, w, "enter")
		sees(t, w, "exchange 2 of 2, 61 minutes later · ✗ went wrong", "Authorization: Bearer 7Qm3.long ← the token",
			"← HTTP/1.1 200 OK want 401", "Location: / ← this decided", `{"card":"4000-1f2e"} ← the card number: canary`,
			"at handler.go:42 json.NewEncoder(w).Encode(v)", "from handler.go:27 show(w, d.Card)")
		assert.Equal(t, 1, strings.Count(w.text(), "want"), "what was wanted is said once")
		fits(t, w)
	})
}

func TestExchangeOpensAtTheOneThatWentWrong(t *testing.T) {
	inWindow(t, 80, 20, false, func(t *testing.T, w *window) {
		drive(t, w, "e", "space")
		r := leak()
		for range 5 {
			r.Probes[3].Exchanges = append([]sandbox.Exchange{r.Probes[3].Exchanges[0]}, r.Probes[3].Exchanges...)
		}
		plays(w, r)
		drive(t, w, "enter")
		sees(t, w, "exchange 7 of 7, 61 minutes later", "the card number: canary")
		seesNot(t, w, "exchange 1 of 7")
		drive(t, w, "home")
		sees(t, w, "exchange 1 of 7")
	})
}

func TestARequestIsCopiedAsCurlThenAsAGoTest(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		drive(t, w, "e", "c")
		sees(t, w, "Nothing was sent yet.")
		drive(t, w, "space")
		plays(w, leak())
		drive(t, w, "enter", "c")
		sees(t, w, "Sent to the clipboard: the request as a curl line. c again: as a Go test.")
		assert.Equal(t, "curl http://localhost:8080/door", w.root.copied)
		drive(t, w, "c")
		sees(t, w, "Sent to the clipboard: a Go test, for again_test.go beside your file.")
		assert.Contains(t, w.root.copied, "c.Wait(3660 * time.Second)")
		drive(t, w, "c")
		sees(t, w, "curl http://localhost:8080/door package doors", "sandbox.Again(t, TestHandler, 4711,")
		drive(t, w, "end")
		sees(t, w, "esc goes back.")
		drive(t, w, "esc", "c")
		sees(t, w, "the request as a curl line")
	})
}

func TestWhatCurlCannotSendIsCopiedAsAGoTest(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		drive(t, w, "e", "space")
		r := leak()
		r.Probes[3].Exchanges[1].Curl = ""
		plays(w, r)
		drive(t, w, "enter")
		drive(t, w, "end")
		sees(t, w, "curl cannot send this; the bytes stand above")
		drive(t, w, "c")
		sees(t, w, "Sent to the clipboard: a Go test")

		r.Probes[3].Exchanges[1].Go = ""
		drive(t, w, "esc", "space")
		plays(w, r)
		drive(t, w, "c")
		sees(t, w, "Neither curl nor a Go test can send this request as it is.")
	})
}

func TestAProbeLeadsToItsTestAndItsRule(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		w.learn.tests(`package doors

func TestHandler(t *testing.T) {
	w.Run(serve, sandbox.Probe{Name: "the key opens the door", Send: open})
	w.Families(sandbox.Guarded{Shows: "card"})
}
`)
		drive(t, w, "e", "space")
		plays(w, verdict(".x.x"))
		drive(t, w, "o")
		sees(t, w, "Doors · probe", "the key opens the door", "rule RFC 9110 §11.1", "https://www.rfc-editor.org/rfc/rfc9110#section-11.1",
			"exercises/doors/handler_test.go:4", `Name: "the key opens the door"`)
		fits(t, w)
		drive(t, w, "c")
		sees(t, w, "Sent to the clipboard: exercises/doors/handler_test.go:4.")
		drive(t, w, "esc", "right", "enter", "o")
		sees(t, w, "a wrong key is refused", "The sandbox makes this probe", "handler_test.go:5", `Shows: "card"`)
	})
}

func TestRunsBeforeAreTold(t *testing.T) {
	inWindow(t, 120, 40, false, func(t *testing.T, w *window) {
		drive(t, w, "e")
		for _, held := range []int{1, 3, 3} {
			p := w.root.desk.progress
			state := p.Lessons["doors"].Exercises["doors"]
			state.History, state.Of = append(state.History, held), 4
			p.Lessons["doors"].Exercises["doors"] = state
			w.tell(progressMsg{progress: p})
		}
		sees(t, w, "runs 3 runs: 1, 3 and 3 of 4 held")
		drive(t, w, "space")
		w.tell(gradedMsg{run: w.root.stack[1].(exerciseScreen).run.number, result: verdict("...x")})
		p := w.root.desk.progress // what the record says once the run is in it
		state := p.Lessons["doors"].Exercises["doors"]
		state.History, state.Of = []int{1, 3, 3}, 4
		p.Lessons["doors"].Exercises["doors"] = state
		w.tell(progressMsg{progress: p})
		sees(t, w, "checked in 0.4 s. 2 runs ago 1 held.", "runs 3 runs: 1, 3 and 3 of 4 held")
	})
}

func TestASaveWithoutAChangeStartsNothing(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		drive(t, w, "e")
		for range 2 {
			w.learn.same <- struct{}{}
			w.tell(nil)
			sees(t, w, "Saved, nothing changed.")
			drive(t, w, "down")
			seesNot(t, w, "Saved, nothing changed.")
		}
		assert.Zero(t, w.learn.graded)
	})
}

func TestTheTitleTellsTheVerdictToWhoLooksElsewhere(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		drive(t, w, "e", "space")
		assert.Equal(t, "Gatehouse: Doors 0/4", w.root.View().WindowTitle)
		w.tell(tea.BlurMsg{})
		plays(w, verdict(".x.x"))
		assert.Equal(t, "Gatehouse: Doors: 2 of 4 probes hold", w.root.View().WindowTitle)
		w.tell(tea.FocusMsg{})
		assert.Equal(t, "Gatehouse: Doors 2/4", w.root.View().WindowTitle)
	})
}

func TestTheFirstBuildIsShownWithoutMotionInWords(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		w.root.desk.build = build{running: true, since: w.root.desk.do.now()}
		steps := make(chan warmMsg)
		defer close(steps)
		w.tell(warmMsg{from: steps, done: 112, of: 251})
		drive(t, w, "e", "space")
		wait(w, 8*time.Second)
		sees(t, w, "Building Go's own library, once on this machine: 10 s of about 20 s", "▓▓", "112 of 251 packages")
		wait(w, 15*time.Second)
		sees(t, w, "once on this machine: 25 s ▓▓")
		assert.NotNil(t, w.root.View().ProgressBar)
		w.root.desk.terminal.still = true
		w.root = w.root.relooked()
		sees(t, w, "112 of 251 packages")
		seesNot(t, w, "▓")
	})
}

func TestAWideWindowShowsTheTask(t *testing.T) {
	inWindow(t, 200, 60, false, func(t *testing.T, w *window) {
		drive(t, w, "e", "space")
		plays(w, leak())
		sees(t, w, "Let in who has the key.", "at handler.go:42 json.NewEncoder(w).Encode(v)", "curl http://localhost:8080/door")
		fits(t, w)
	})
}
