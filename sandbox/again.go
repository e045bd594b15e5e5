package sandbox

import (
	"fmt"
	"strings"
	"sync"
	"testing"
)

// Again has do call the handler that a test sets up, in the place of the
// test's probes, with the secrets of the run that had this seed: what one
// exchange showed can be looked at alone, in a debugger if need be. A wrong
// answer fails t. A run whose evidence is kept skips t, as it is no probe.
func Again(t *testing.T, test func(*testing.T), seed uint64, do func(*Caller)) {
	t.Helper()
	if collected() {
		t.Skip("the probes are what is graded")
	}
	again.Store(t, repeat{seed, do})
	defer again.Delete(t)
	test(t)
}

// repeat is what takes the place of the probes.
type repeat struct {
	seed uint64
	do   func(*Caller)
}

// again holds the repeat of a test that Again runs, by its *testing.T: New and
// Run, which the test calls with it, have no other way to know.
var again sync.Map

func repeated(t *testing.T) (repeat, bool) {
	r, ok := again.Load(t)
	if !ok {
		return repeat{}, false
	}
	return r.(repeat), true
}

// source writes as Go what was sent and what was wanted, or "".
func (a call) source(e Exchange) string {
	request := a.request.source()
	if request == "" {
		return ""
	}
	want := a.want.source
	if want == "" {
		want = sourceOfCheck(a.want.text(e))
	}
	return "c.Send(" + request + ", " + want + ")"
}

// sourceOfCheck stands for a want that no maker's call makes: only the probe's
// own code checks it.
func sourceOfCheck(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	return fmt.Sprintf("sandbox.Check(%q, func(e sandbox.Exchange) string {\nreturn \"\" // the probe's own check goes here\n})", text)
}

// source writes the request as Go, or "" where Go has no word for a part of it.
func (r Request) source() string {
	var b strings.Builder
	body := r.body != ""
	switch {
	case r.tls != nil || r.announced > 0:
		return ""
	case r.raw != "" || r.proto != "HTTP/1.1":
		fmt.Fprintf(&b, "sandbox.Raw(%q)", r.String())
		return b.String() + r.fromSource()
	case r.method == "GET":
		fmt.Fprintf(&b, "sandbox.Get(%q)", r.target)
	default:
		fmt.Fprintf(&b, "sandbox.Call(%q, %q)", r.method, r.target)
	}
	if r.host != "sandbox" {
		fmt.Fprintf(&b, ".Host(%q)", r.host)
	}
	for _, f := range r.fields {
		if body && f.name == "Content-Type" {
			body = false
			fmt.Fprintf(&b, ".\nBody(%q, %q)", f.value, r.body)
			continue
		}
		fmt.Fprintf(&b, ".\nWith(%q, %q)", f.name, f.value)
	}
	if body {
		return ""
	}
	return b.String() + r.fromSource()
}

func (r Request) fromSource() string {
	if r.from == "" {
		return ""
	}
	return fmt.Sprintf(".\nFrom(%q)", r.from)
}

// sourceOf writes a call of one of the wants' makers.
func sourceOf[T any](maker string, arguments ...T) string {
	words := make([]string, len(arguments))
	for i, a := range arguments {
		words[i] = fmt.Sprintf("%#v", a)
	}
	return "sandbox." + maker + "(" + strings.Join(words, ", ") + ")"
}
