package sandbox

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Case is one line of somebody's own test of a server: what is sent, and what
// must come back. Nothing else is asked of the answer than what Want says.
type Case struct {
	Name string // names it in a verdict; no two are alike
	Send Request
	Want Want
}

// Server is a service that cases are tried on.
type Server struct {
	Name  string // "a server that lets an expired token in"
	Why   string // what somebody gains where it is not noticed
	Rule  string
	Serve func() http.Handler
}

// Hunt tries cases, in place of a handler: all of them must pass on the right
// server, and on each of the others one of them at least must fail. Each case
// meets a new server, so no case can depend on another. Cases is asked for
// them anew for each server. Like Run, it can be called once for a World.
func (w *World) Hunt(cases func() []Case, right Server, broken ...Server) {
	w.t.Helper()
	h := hunt{cases: cases, right: right, broken: broken, rng: w.rng}
	w.Run(right.Serve, h.probes()...)
}

type hunt struct {
	cases  func() []Case
	right  Server
	broken []Server
	rng    *rand.Rand
}

// probes asks first whether the cases are right, then what they catch.
func (h hunt) probes() []Probe {
	probes := []Probe{{
		Name: "the right server passes every case", Why: h.right.Why, Rule: h.right.Rule, Honest: true,
		Serve: h.right.Serve, Do: h.passesAll,
	}}
	for _, server := range h.broken {
		probes = append(probes, Probe{
			Name: server.Name + " is caught", Why: server.Why, Rule: server.Rule,
			Serve: server.Serve, Do: func(c *Caller) { h.catches(c, server) },
		})
	}
	return probes
}

// passesAll holds every case to the right server. When all pass, the verdict
// tells which case catches which server.
func (h hunt) passesAll(c *Caller) {
	const want = "every case passes"
	cases := h.whole(c)
	for i, seen := range h.inAnyOrder(c, cases) {
		c.mu.Lock()
		if c.keep(call{request: cases[i].Send, want: cases[i].Want}, seen.e); seen.got != "" {
			c.fail(want, fmt.Sprintf("the case %q wants %s and gets %s", cases[i].Name, cases[i].Want.text(seen.e), seen.got), nil)
		}
		c.mu.Unlock()
	}
	if c.verdict.Outcome == Holds {
		c.tell(want, "passes "+number(len(cases)))
		h.compare(c, cases)
	}
}

type seen struct {
	e   Exchange
	got string
}

// inAnyOrder tries the cases on the right server, in an order that is drawn,
// and after they were tried on a broken one: a case that remembers what came
// to others cannot tell what is right by that.
func (h hunt) inAnyOrder(c *Caller, cases []Case) []seen {
	found := make([]seen, len(cases))
	servers := []Server{h.right}
	if len(h.broken) > 0 {
		servers = []Server{h.broken[h.rng.IntN(len(h.broken))], h.right}
	}
	for _, server := range servers {
		for _, i := range h.rng.Perm(len(cases)) {
			found[i].e, found[i].got = c.try(server, cases[i])
		}
	}
	return found
}

// compare tries every case on every broken server.
func (h hunt) compare(c *Caller, cases []Case) {
	var idle []string
	for _, k := range cases {
		trips := false
		for _, server := range h.broken {
			cell := Cell{Want: "fails or passes", Got: "passes"}
			if _, here := h.trips(c, k, server); here {
				cell.Got, trips = "fails", true
			}
			c.enterCell(k.Name, server.Name, cell)
		}
		if !trips {
			idle = append(idle, k.Name)
		}
	}
	if len(idle) > 0 {
		c.Advise("No broken server fails " + first(idle) + ": without that, as many are caught.")
	}
}

// catches wants one of the cases to fail on a broken server.
func (h hunt) catches(c *Caller, server Server) {
	const want = "a case that fails on it and passes on the right server"
	cases := h.whole(c)
	var by []string
	for _, k := range cases {
		e, trips := h.trips(c, k, server)
		if !trips {
			continue
		}
		if by = append(by, k.Name); len(by) == 1 {
			e.Wrong = false // that the case fails here is what is wanted
			c.mu.Lock()
			c.keep(call{request: k.Send, want: k.Want}, e)
			c.mu.Unlock()
		}
	}
	c.Must(len(by) > 0, want, "none of your cases does")
	c.tell(want, "caught by "+first(by))
}

// trips reports whether a case tells a broken server from the right one: it
// fails on the one and passes on the other, whichever is asked first and
// however often. The exchange is that with the broken one.
func (h hunt) trips(c *Caller, k Case, server Server) (on Exchange, trips bool) {
	order := []Server{h.right, h.right, server}
	h.rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	for _, s := range order {
		e, got := c.try(s, k)
		if (got != "") != (s.Name == server.Name) {
			return Exchange{}, false
		}
		if got != "" {
			on = e
		}
	}
	return on, true
}

// whole asks for the cases and breaks the probe where one of them is none.
func (h hunt) whole(c *Caller) []Case {
	var cases []Case
	c.own("cases", func() { cases = h.cases() })
	c.Must(len(cases) > 0, "one case or more", "no case")
	for i, k := range cases {
		named := fmt.Sprintf("case %d, %q,", i+1, k.Name)
		c.Must(k.Name != "", "a name for every case", fmt.Sprintf("case %d has none", i+1))
		c.Must(k.Send.String() != Request{}.String(), "a request in every case", named+" sends nothing")
		c.Must(k.Want.check != nil, "a wish in every case", named+" wants nothing")
		alike := slices.IndexFunc(cases, func(other Case) bool { return other.Name == k.Name })
		c.Must(alike == i, "another name for every case", fmt.Sprintf("cases %d and %d are both named %q", alike+1, i+1, k.Name))
	}
	return cases
}

// try sends a case's request to a new server and returns what came, and "" or
// what of it the case does not want.
func (c *Caller) try(server Server, k Case) (e Exchange, got string) {
	c.Serve(server.Serve)
	call := c.call(k.Send, k.Want)
	call.note = k.Name
	l := c.connect(k.Send)
	defer l.Close()
	go send(l, k.Send.String())
	e = c.receive(call, l)
	if got = e.failure; got == "" || e.unshaken && k.Want.unshaken {
		got = ""
		c.own("a wish of the case "+k.Name, func() { got = k.Want.check(e) })
	}
	e.Wrong = got != ""
	return e, got
}

// own runs code of the learner's own, which may panic, end its goroutine, or
// never end: each breaks the probe.
func (c *Caller) own(want string, f func()) {
	type end struct {
		got string
		at  *Place
	}
	ended := make(chan end, 1)
	go func() {
		last := end{got: "ended its goroutine"}
		defer func() {
			if p := recover(); p != nil {
				last.at = place(c.world.folder, callers())
				last.got = fmt.Sprintf("panicked%s: %v", where(last.at), p)
			}
			ended <- last
		}()
		f()
		last.got = ""
	}()
	var last end
	select {
	case last = <-ended:
	case <-time.After(patience):
		last.got = "no end within " + patience.String()
		if g, here := c.world.look(); here != nil {
			last = end{fmt.Sprintf("no end: %s:%d %s", here.File, here.Line, g.doing()), here}
		}
	}
	if last.got == "" {
		return
	}
	c.mu.Lock()
	c.fail(want, last.got, last.at)
	c.mu.Unlock()
	panic(stop{})
}

// tell says what was wanted and what came where a probe holds.
func (c *Caller) tell(want, got string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.verdict.Want, c.verdict.Got = want, got
}

// first quotes the first of some names and counts the others.
func first(names []string) string {
	const most = 3
	quoted := make([]string, min(most, len(names)))
	for i := range quoted {
		quoted[i] = strconv.Quote(names[i])
	}
	text := strings.Join(quoted, ", ")
	if rest := len(names) - most; rest > 0 {
		text += fmt.Sprintf(" and %d more", rest)
	}
	return text
}

func number(cases int) string {
	if cases == 1 {
		return "your one case"
	}
	return fmt.Sprintf("all %d of your cases", cases)
}
