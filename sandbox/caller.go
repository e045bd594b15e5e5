package sandbox

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
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
	feed   func()    // gives the watchdog its whole time again; see busyLimit
	late   *note     // of a handler that wrote after it had returned
	last   time.Time // of the exchange before, in virtual time
	crowd  bool      // several exchanges are under way at once
	scene  string    // told with each exchange

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

// Hold sends all of the request but the last byte of its body, and lets the
// handler work until it waits for that. What it returns sends the byte and
// judges the answer as Send does: meanwhile others can call.
func (c *Caller) Hold(r Request, want Want) (finish func() Exchange) {
	all, call := r.String(), c.call(r, want)
	l := c.connect(r)
	go send(l, all[:len(all)-1])
	synctest.Wait()
	return func() Exchange {
		defer l.Close()
		go send(l, all[len(all)-1:])
		e := c.answered(call, l)
		if e.Wrong {
			panic(stop{})
		}
		return e
	}
}

// Must breaks the probe, and ends it, if ok is false: for what is to be said
// of a log or a store and not of an answer. Want says what is wanted, got
// what is the case.
func (c *Caller) Must(ok bool, want, got string) {
	if ok {
		return
	}
	c.mu.Lock()
	if c.verdict.Outcome == Holds { // else an exchange went wrong, which tells more
		c.fail(want, got, nil)
	}
	c.mu.Unlock()
	panic(stop{})
}

// Advise tells the learner something that a rule only recommends.
func (c *Caller) Advise(advice string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.advise(advice)
}

// Scene says what stands around the handler from here on: which certificate
// the service shows that it calls, what that answers. It is told with each
// exchange, whose bytes do not show it.
func (c *Caller) Scene(text string) { c.scene = text }

// Wait lets virtual time pass.
func (c *Caller) Wait(d time.Duration) {
	// A handler's own timers are at work meanwhile, so a long wait takes real
	// time, too: each day of it has as much as a probe.
	for ; d > 0; d -= day {
		time.Sleep(min(d, day))
		c.feed()
	}
}

// Serve has a new handler, set up in another way, answer from here on.
func (c *Caller) Serve(serve func() http.Handler) { c.leaveServer(); c.enter(serve) }

// ask is Send for a family: it goes on after a wrong answer and counts.
func (c *Caller) ask(note string, r Request, want Want) Exchange {
	l := c.connect(r)
	defer l.Close()
	e := c.over(l, note, r, want)
	c.goOn(e)
	return e
}

// goOn ends the probe after an exchange without an answer: each further one
// would wait as long, and say the same.
func (c *Caller) goOn(e Exchange) {
	if e.unanswered && !c.crowd {
		panic(stop{})
	}
}

// announce asks with a body that stays away until the handler has returned.
// Then it comes, as net/http itself may wait for it.
func (c *Caller) announce(note string, r Request) {
	call := c.call(r, NotServed)
	call.note = note
	l := c.connect(r)
	defer l.Close()
	go send(l, r.String())
	for waited := time.Duration(0); waited < patience/2; waited += time.Second {
		synctest.Wait()
		if c.server.witness.of(l.remote).returned {
			go send(l, strings.Repeat("a", r.announced))
			break
		}
		time.Sleep(time.Second)
	}
	if c.answered(call, l).unanswered {
		panic(stop{})
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
			c.fail("a handler", fmt.Sprintf("panicked%s while it was set up: %s", where(at), brief(p)), at)
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
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.verdict.Outcome != Holds {
		return
	}
	if c.late != nil {
		c.fail("an answer that is complete when the handler returns",
			fmt.Sprintf("wrote%s after it had returned", where(c.late.at)), c.late.at)
		return
	}
	if g, ok := c.leftover(); ok {
		at := place(c.world.folder, slices.Values(g.stack))
		c.fail("nothing left behind by a request", fmt.Sprintf("a goroutine that %s at %s:%d", g.doing(), at.File, at.Line), at)
	}
}

func (c *Caller) leaveServer() {
	_ = c.server.http.Close()
	time.Sleep(rest)
	synctest.Wait()
	if n := c.server.witness.lateNote(); n != nil && c.late == nil {
		c.late = n
	}
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
		v.Asked, v.Table = c.verdict.Asked+1, c.verdict.Table
		c.mu.Unlock()
	}
	return v
}
