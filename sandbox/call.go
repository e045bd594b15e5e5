package sandbox

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing/synctest"
	"time"
)

// over asks on a connection that stays open.
func (c *Caller) over(l wire, note string, r Request, want Want) Exchange {
	call := c.call(r, want)
	call.note = note
	go send(l, r.String())
	return c.answered(call, l)
}

func (c *Caller) send(r Request, want, advice Want) Exchange {
	call := c.call(r, want)
	call.advice = advice
	l := c.connect(r)
	defer l.Close()
	go send(l, r.String())
	return c.answered(call, l)
}

// call is a request under way, and what is wanted of its answer.
type call struct {
	request      Request
	note         string
	want, advice Want
	began        time.Time // in virtual time
	before       []string  // the watched states
}

func (c *Caller) call(r Request, want Want) call {
	return call{request: r, want: want, began: time.Now(), before: c.states()}
}

// answered waits for the answer to a call and judges it.
func (c *Caller) answered(a call, l wire) Exchange {
	e := c.receive(a, l)
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.last.IsZero() {
		e.After = a.began.Sub(c.last)
	}
	c.last = a.began
	e.wanted, e.got = c.judge(a, e)
	if e.Wrong = e.got != ""; !e.Wrong {
		e.got = e.Line()
	}
	c.keep(a, e)
	if e.Wrong {
		c.fail(e.wanted, e.got, e.at)
		return e
	}
	for _, text := range recommend(a, e) {
		c.advise(text)
	}
	// Of many like exchanges the first is shown, so it is that one's line.
	if c.verdict.Outcome == Holds && (a.note == "" || c.verdict.Asked == 1) {
		c.verdict.Want, c.verdict.Got, c.verdict.At = e.wanted, e.got, e.at
	}
	return e
}

// receive waits for the answer to a call.
func (c *Caller) receive(a call, l wire) Exchange {
	e := receive(l, a.request)
	if !c.crowd {
		synctest.Wait() // the handler may still be at work when its answer is read
	}
	c.learn(&e, l.remote)
	e.Note, e.Scene = a.note, c.scene
	return e
}

// learn adds what was seen from inside the server.
func (c *Caller) learn(e *Exchange, remote string) {
	n := c.server.witness.of(remote)
	e.at, e.notStarted, e.names = n.at, c.server.witness.notStarted, c.world.name
	for _, canary := range c.world.canaries {
		if e.holds(canary.value) {
			e.leaks = append(e.leaks, canary.name)
		}
	}
	switch {
	case n.panicked != "":
		e.failure, e.unshaken = fmt.Sprintf("panicked%s: %s", where(n.at), n.panicked), false
	case n.flooded || e.failure == endless:
		e.failure = endless + where(n.at)
	case e.failure == noAnswer:
		e.unanswered = true
		if g, ok := c.leftover(); ok {
			e.at = place(c.world.folder, slices.Values(g.stack))
			e.failure = fmt.Sprintf("no answer: %s:%d %s", e.at.File, e.at.Line, g.doing())
		}
	}
}

func where(at *Place) string {
	if at == nil {
		return ""
	}
	return fmt.Sprintf(" at %s:%d", at.File, at.Line)
}

// marks finds the credentials and the protected data in an exchange.
func (w *World) marks(e Exchange) []Mark {
	marks := []Mark{}
	add := func(value, is string) {
		if len(value) >= 8 && (strings.Contains(e.Request, value) || strings.Contains(e.Response, value)) {
			marks = append(marks, Mark{value, is})
		}
	}
	for _, canary := range w.canaries {
		add(canary.value, "the "+canary.name+": canary")
	}
	for _, secret := range w.secrets {
		add(secret.value, "the "+secret.name)
	}
	return marks
}

// decided marks the header fields of a wrong answer that its judgement names.
func (e Exchange) decided() []Mark {
	var marks []Mark
	for _, name := range slices.Sorted(maps.Keys(e.Header)) {
		if e.Wrong && strings.Contains(e.wanted+" "+e.got, name) {
			marks = append(marks, Mark{name + ": ", "this decided"})
		}
	}
	return marks
}

func (w *World) name(value string) string {
	for _, canary := range w.canaries {
		if canary.value == value {
			return canary.name
		}
	}
	for _, secret := range w.secrets {
		if secret.value == value {
			return secret.name
		}
	}
	return ""
}

func (c *Caller) states() []string {
	states := make([]string, len(c.world.watched))
	for i, w := range c.world.watched {
		states[i] = w.state()
	}
	return states
}

// keep shows the first exchange, and of many the first wrong one.
func (c *Caller) keep(a call, e Exchange) {
	v := &c.verdict
	v.Asked++
	family := e.Note != ""
	first := !family || v.Asked == 1
	if !first && !(e.Wrong && v.Wrong == 0) {
		return
	}
	if !first {
		v.Exchanges = nil
	}
	e.Marks = append(c.world.marks(e), e.decided()...)
	e.Request, e.Response, e.Curl = cut(e.Request), cut(e.Response), a.request.Curl()
	if !c.probe.apart {
		e.Go = a.source(e)
	}
	v.Exchanges = append(v.Exchanges, e)
}
