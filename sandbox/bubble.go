package sandbox

import (
	"fmt"
	"os"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

// busyLimit is how long one probe, and each day that it waits, may take on the
// real clock. What never rests, or waits for a lock, gets that far: everything
// else waits in virtual time.
const busyLimit = 5 * time.Second

// rest is how long, in virtual time, a handler has to end what it began.
const rest = time.Minute

// exitBusy is the exit code of a test that the watchdog ended.
const exitBusy = 3

// try lets the probe's caller loose on a new handler, in a bubble of its own,
// and returns what it found.
func (w *World) try(t *testing.T, p Probe) Verdict {
	c := &Caller{world: w, probe: p, verdict: Verdict{
		Name: p.Name, Outcome: Holds, Honest: p.honest(), Why: p.Why, Rule: p.Rule,
		Advice: []string{}, Exchanges: []Exchange{},
	}}
	// The timer stands outside the bubble, so it runs on the real clock.
	dog := time.AfterFunc(w.watchdog, func() { w.bark(c) })
	defer dog.Stop()
	c.feed = func() { dog.Reset(w.watchdog) }
	ended := false
	inBubble(t, func() {
		defer func() { ended = true }() // the last of them
		c.bubble = ownGoroutine()
		defer c.leave()
		defer c.stopped()
		c.enter(p.Serve)
		if p.Do != nil {
			p.Do(c)
		} else {
			c.send(p.Send, p.Want, p.Advice)
		}
	})
	if !ended {
		return w.neverEnded(c)
	}
	return c.done()
}

// neverEnded is the verdict on a probe whose own goroutine waits for ever: for
// a handler that is set up, say.
func (w *World) neverEnded(c *Caller) Verdict {
	got := "no end: something waits for ever"
	g, here := w.look()
	if here != nil {
		got = fmt.Sprintf("no end: %s:%d %s", here.File, here.Line, g.doing())
	}
	return c.stuck(got, here)
}

// inBubble runs f on virtual time. Goroutines that f leaves behind stay where
// they are: what is to be said of them was found by then.
func inBubble(t *testing.T, f func()) {
	defer func() {
		// synctest panics when goroutines remain; there is no other way on.
		if p := recover(); p != nil && !isDeadlock(p) {
			panic(p)
		}
	}()
	synctest.Test(t, func(*testing.T) { f() })
}

func isDeadlock(p any) bool {
	err, ok := p.(error)
	text := fmt.Sprint(p)
	if ok {
		text = err.Error()
	}
	return len(text) >= 8 && text[:8] == "deadlock"
}

// bark ends the whole test binary: a goroutine that never rests cannot be
// stopped from outside. The evidence is written first.
func (w *World) bark(c *Caller) {
	got, at := fmt.Sprintf("no answer: the handler was still at work after %s", w.watchdog), (*Place)(nil)
	if g, here := w.busy(); here != nil {
		got = fmt.Sprintf("no answer: %s:%d %s after %s", here.File, here.Line, g.doing(), w.watchdog)
		at = here
	}
	v := c.stuck(got, at)
	w.evidence.end(v)
	if !collected() {
		fmt.Fprint(os.Stdout, text(v, w.seed))
	}
	os.Exit(exitBusy)
}

// busy returns the goroutine of the newest bubble that is in the handler's
// own code, and the line it is at.
func (w *World) busy() (goroutine, *Place) {
	// A goroutine in full run may show no stack, or line 1, which is no line:
	// the next look finds it elsewhere.
	for range 250 {
		if g, here := w.look(); here != nil {
			return g, here
		}
		time.Sleep(2 * time.Millisecond)
	}
	return goroutine{}, nil
}

func (w *World) look() (goroutine, *Place) {
	all := bubbled(0)
	newest := 0
	for _, g := range all {
		newest = max(newest, g.bubble)
	}
	for _, g := range all {
		if g.bubble != newest {
			continue
		}
		if here := place(w.folder, slices.Values(g.stack)); here != nil && here.Line > 1 {
			return g, here
		}
	}
	return goroutine{}, nil
}

// leftover returns a goroutine that a request left behind for ever. What the
// handler began when it was set up may go on.
func (c *Caller) leftover() (goroutine, bool) {
	for _, g := range bubbled(c.bubble.bubble) {
		if g.id == c.bubble.id || g.creator == c.bubble.id {
			continue
		}
		if place(c.world.folder, slices.Values(g.stack)) != nil {
			return g, true
		}
	}
	return goroutine{}, false
}
