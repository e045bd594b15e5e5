package sandbox

import (
	"fmt"
	"net"
	"net/http"
	"sync"
	"testing/synctest"
	"time"
)

// Caller is one caller of a handler, over one or more exchanges.
type Caller struct {
	world  *World
	probe  Probe
	bubble goroutine // the probe's own
	server *server
	last   time.Time // of the exchange before, in virtual time
	crowd  bool      // several exchanges are under way at once

	mu      sync.Mutex
	verdict Verdict
}

// stop ends a probe that is broken.
type stop struct{}

// Send sends the request on a connection of its own. If the answer is not
// what is wanted the probe is broken, and ends.
func (c *Caller) Send(r Request, want Want) Exchange {
	e := c.send(r, want, Want{})
	if e.Wrong {
		panic(stop{})
	}
	return e
}

// Must breaks the probe, and ends it, if ok is false: for what is to be said
// of a log or a store and not of an answer. Want says what is wanted, got
// what is the case.
func (c *Caller) Must(ok bool, want, got string) {
	if ok {
		return
	}
	c.mu.Lock()
	c.fail(want, got, nil)
	c.mu.Unlock()
	panic(stop{})
}

// Advise tells the learner something that a rule only recommends.
func (c *Caller) Advise(advice string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.advise(advice)
}

// Wait lets virtual time pass.
func (c *Caller) Wait(d time.Duration) { time.Sleep(d) }

// Serve has a new handler, set up in another way, answer from here on.
func (c *Caller) Serve(serve func() http.Handler) { c.leaveServer(); c.enter(serve) }

// ask is Send for a family: it goes on after a wrong answer and counts.
func (c *Caller) ask(note string, r Request, want Want) Exchange {
	conn, remote := c.server.dial(r.from)
	defer conn.Close()
	e := c.over(conn, remote, note, r, want, Want{})
	if e.unanswered && !c.crowd {
		panic(stop{}) // each further one would wait as long, and say the same
	}
	return e
}

func (c *Caller) send(r Request, want, advice Want) Exchange {
	conn, remote := c.server.dial(r.from)
	defer conn.Close()
	return c.over(conn, remote, "", r, want, advice)
}

// over sends the request over an open connection and judges the answer.
func (c *Caller) over(conn net.Conn, remote, note string, r Request, want, advice Want) Exchange {
	before := c.states()
	began := time.Now()
	e := converse(conn, r)
	if !c.crowd {
		synctest.Wait() // the handler may still be at work when its answer is read
	}
	c.learn(&e, remote)
	e.Note = note

	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.last.IsZero() {
		e.After = began.Sub(c.last)
	}
	c.last = began
	wanted, got := c.judge(r, e, want, before)
	e.Wrong = got != ""
	c.keep(e)
	if e.Wrong {
		c.fail(wanted, got, e.at)
		return e
	}
	for _, text := range recommend(r, e, advice) {
		c.advise(text)
	}
	if c.verdict.Outcome == Holds {
		c.verdict.Want, c.verdict.Got, c.verdict.At = wanted, e.Line(), e.at
	}
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
		e.failure = fmt.Sprintf("panicked%s: %s", where(n.at), n.panicked)
	case n.flooded || e.failure == endless:
		e.failure = endless + where(n.at)
	case e.failure == noAnswer:
		e.unanswered = true
		if g, ok := c.leftover(); ok {
			e.at = place(c.world.folder, g.stack)
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

func (w *World) name(value string) string {
	for _, n := range append(w.canaries, w.secrets...) {
		if n.value == value {
			return n.name
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
func (c *Caller) keep(e Exchange) {
	v := &c.verdict
	v.Asked++
	family := e.Note != ""
	switch {
	case !family || v.Asked == 1:
		v.Exchanges = append(v.Exchanges, e)
	case e.Wrong && v.Wrong == 0:
		v.Exchanges = []Exchange{e}
	}
}

func (c *Caller) fail(want, got string, at *Place) {
	v := &c.verdict
	v.Wrong++
	if v.Outcome == Holds {
		v.Outcome, v.Want, v.Got, v.At = Broken, want, got, at
	}
}

func (c *Caller) advise(text string) {
	for _, told := range c.verdict.Advice {
		if told == text {
			return
		}
	}
	c.verdict.Advice = append(c.verdict.Advice, text)
}

// enter sets a handler up. A handler that panics then is broken.
func (c *Caller) enter(serve func() http.Handler) {
	defer func() {
		if p := recover(); p != nil {
			at := place(c.world.folder, callers())
			c.mu.Lock()
			c.fail("a handler", fmt.Sprintf("panicked%s while it was set up: %v", where(at), p), at)
			c.mu.Unlock()
			panic(stop{})
		}
	}()
	c.server = newServer(serve(), c.world.folder)
}

// stopped takes up a probe that ended early, deferred.
func (c *Caller) stopped() {
	if p := recover(); p != nil {
		if _, ok := p.(stop); !ok {
			panic(p)
		}
	}
}

// leave shuts the server and looks for what should not have stayed, deferred.
func (c *Caller) leave() {
	if c.server == nil {
		return
	}
	c.leaveServer()
	n, late := c.server.witness.late()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.verdict.Outcome != Holds {
		return
	}
	if late {
		c.fail("an answer that is complete when the handler returns",
			fmt.Sprintf("wrote%s after it had returned", where(n.late)), n.late)
		return
	}
	if g, ok := c.leftover(); ok {
		at := place(c.world.folder, g.stack)
		c.fail("nothing left behind by a request", fmt.Sprintf("a goroutine that %s at %s:%d", g.doing(), at.File, at.Line), at)
	}
}

func (c *Caller) leaveServer() {
	_ = c.server.http.Close()
	time.Sleep(rest)
	synctest.Wait()
}

func (c *Caller) done() Verdict {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.verdict
}

// stuck is the verdict on a probe that the watchdog ends. The caller may hold
// its lock for ever, so it is not waited for.
func (c *Caller) stuck(got string, at *Place) Verdict {
	v := Verdict{
		Name: c.probe.Name, Outcome: Broken, Honest: c.probe.honest(), Why: c.probe.Why, Rule: c.probe.Rule,
		Want: "an answer", Got: got, At: at, Advice: []string{}, Exchanges: []Exchange{}, Asked: 1, Wrong: 1,
	}
	if c.mu.TryLock() {
		v.Exchanges = append(v.Exchanges, c.verdict.Exchanges...)
		v.Asked = c.verdict.Asked + 1
		c.mu.Unlock()
	}
	return v
}
