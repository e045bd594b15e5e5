package sandbox

import (
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Probe is one caller, hostile or honest, with what must come back.
type Probe struct {
	Name string // a sentence that states what must hold
	Why  string // what somebody gains or loses
	Rule string // the source: an RFC's section, an OWASP number

	Send   Request // what the caller sends
	Want   Want    // what must come back
	Advice Want    // what the rule only recommends; told, never counted

	Do     func(*Caller) // a caller of several exchanges, in place of Send and Want
	Honest bool          // says that the caller of Do is honest

	Serve func() http.Handler // a handler set up in another way, in place of Run's
	apart bool                // Serve was given
}

func (p Probe) honest() bool { return p.Honest || p.Want.admits }

// World holds what one test knows and its handler's callers do not: the
// secrets, the canaries, the state to watch. It is not for concurrent use.
type World struct {
	t        *testing.T
	seed     uint64
	rng      *rand.Rand
	folder   string // of the test, where the handler's own code stands
	secrets  []secret
	canaries []named
	watched  []watched
	log      *logBuffer
	watchdog time.Duration // how long one probe may take on the real clock
	evidence *evidence
}

type named struct{ name, value string }

// secret is a credential, and its longest part that no escape changes, which
// is quickly looked for.
type secret struct {
	named
	plain string
}

type watched struct {
	name  string
	state func() string
}

// New begins a test. It must be called in the test's own file: code of the
// same folder is taken for the handler's when a line is to be named. The seed
// comes from SANDBOX_SEED, else from chance.
func New(t *testing.T) *World {
	t.Helper()
	seed := uint64(rand.Uint32())
	if text := os.Getenv("SANDBOX_SEED"); text != "" {
		var err error
		if seed, err = strconv.ParseUint(text, 10, 64); err != nil {
			t.Fatalf("SANDBOX_SEED=%q is no number", text)
		}
	}
	if r, ok := repeated(t); ok {
		seed = r.seed
	}
	_, file, _, _ := runtime.Caller(1)
	return &World{
		t: t, seed: seed, rng: rand.New(rand.NewPCG(seed, 0)),
		folder: filepath.Dir(filepath.FromSlash(file)), log: &logBuffer{}, watchdog: busyLimit,
	}
}

// Rand returns the source that everything secret is drawn from.
func (w *World) Rand() *rand.Rand { return w.rng }

// Secret makes a credential that only an honest caller knows: 42 characters,
// among them every kind that a bearer token may hold (RFC 6750 §2.1), ending
// in "==".
func (w *World) Secret(name string) string {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
	text := []byte(w.draw(letters, 40))
	for i, mark := range ".-_~+/" {
		text[11+4*i] = byte(mark)
	}
	copy(text, w.draw("bcdfghjkmnpqrstvwxz", 1)+w.draw("BCDFGHJKMNPQRSTVWXZ", 1)+w.draw("123456789", 1))
	return w.Keep(name, string(text)+"==")
}

// Keep makes value, which came about elsewhere, a secret of that name.
// It returns value.
func (w *World) Keep(name, value string) string {
	plain := ""
	for part := range strings.FieldsFuncSeq(value, func(c rune) bool { return !isAlphanumeric(c) }) {
		if len(part) > len(plain) {
			plain = part
		}
	}
	w.secrets = append(w.secrets, secret{named{name, value}, plain})
	return value
}

// Canary makes a piece of protected data. Where it shows up, data got out.
func (w *World) Canary(name string) string {
	const hex = "0123456789abcdef"
	value := "4000-" + w.draw(hex, 4) + "-" + w.draw(hex, 4) + "-" + w.draw(hex, 4)
	w.canaries = append(w.canaries, named{name, value})
	return value
}

func (w *World) draw(alphabet string, n int) string {
	text := make([]byte, n)
	for i := range text {
		text[i] = alphabet[w.rng.IntN(len(alphabet))]
	}
	return string(text)
}

// Logger returns a logger for the handler; Logged tells what it was given.
func (w *World) Logger() *slog.Logger {
	return slog.New(slog.NewTextHandler(w.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

// Logged returns what was logged since the probe began.
func (w *World) Logged() string { return w.log.String() }

// Unchanged watches a state that a request must leave as it was unless it is
// let in: a dump of the store, a count of calls. The name stands in the
// verdict. State is asked before and after each exchange.
func (w *World) Unchanged(name string, state func() string) {
	w.watched = append(w.watched, watched{name, state})
}

// Run asks serve for a new handler for each probe and lets the probe's caller
// loose on it. Each probe is a subtest; all are listed in the evidence before
// the first one runs. They run as they are written, or in an order drawn from
// SANDBOX_SHUFFLE. It can be called once for a World.
func (w *World) Run(serve func() http.Handler, probes ...Probe) {
	w.t.Helper()
	if w.evidence != nil {
		w.t.Fatal("sandbox: Run was called before; give it all probes at once")
	}
	if r, ok := repeated(w.t); ok {
		probes = []Probe{{Name: "again", Do: r.do}}
	}
	w.evidence = newEvidence(w.t, w.head(probes))
	defer w.evidence.close()
	probes = w.shuffled(probes)
	// A recursion without end is told apart from a deep one sooner than at
	// Go's own limit of 1 GB, which takes seconds to fill.
	defer debug.SetMaxStack(debug.SetMaxStack(64 << 20))
	for _, p := range probes {
		if p.apart = p.Serve != nil; !p.apart {
			p.Serve = serve
		}
		w.t.Run(subtest(p.Name), func(t *testing.T) {
			t.Helper()
			w.log.Reset()
			w.evidence.begin(p.Name)
			v := w.try(t, p)
			w.evidence.end(v)
			report(t, v, w.seed)
		})
	}
}

// shuffled returns the probes in the order in which they are to run.
func (w *World) shuffled(probes []Probe) []Probe {
	text := os.Getenv("SANDBOX_SHUFFLE")
	if text == "" {
		return probes
	}
	seed, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		w.t.Fatalf("SANDBOX_SHUFFLE=%q is no number", text)
	}
	probes = slices.Clone(probes)
	rand.New(rand.NewPCG(seed, 1)).Shuffle(len(probes), func(i, j int) { probes[i], probes[j] = probes[j], probes[i] })
	return probes
}

func (w *World) head(probes []Probe) Report {
	head := Report{Version: Version, Seed: w.seed, Package: callerPackage(), Probes: []Listed{}, Verdicts: []Verdict{}}
	seen := map[string]bool{}
	for _, p := range probes {
		test := w.t.Name() + "/" + strings.ReplaceAll(subtest(p.Name), " ", "_")
		if seen[test] {
			w.t.Fatalf("sandbox: two probes are named %q", p.Name)
		}
		if p.Do == nil && p.Want.check == nil {
			w.t.Fatalf("sandbox: probe %q wants nothing", p.Name)
		}
		seen[test] = true
		head.Probes = append(head.Probes, Listed{Name: p.Name, Honest: p.honest(), Why: p.Why, Rule: p.Rule, Test: test})
	}
	return head
}

// subtest keeps a slash in a name from looking like a level of its own.
func subtest(name string) string { return strings.ReplaceAll(name, "/", "-") }

// callerPackage is the import path of the package whose test called Run.
func callerPackage() string {
	pc := make([]uintptr, 8)
	frames := runtime.CallersFrames(pc[:runtime.Callers(1, pc)])
	own := ""
	for {
		frame, more := frames.Next()
		path := packageOf(frame.Function)
		if own == "" {
			own = path
		}
		if path != own || strings.HasSuffix(frame.File, "_test.go") || !more {
			return path
		}
	}
}

func packageOf(function string) string {
	slash := strings.LastIndex(function, "/") + 1
	dot := strings.Index(function[slash:], ".")
	if dot < 0 {
		return function
	}
	return function[:slash+dot]
}

// NotStarted is the handler of a service that refused to start. Every probe
// takes it for a refusal, and an honest one tells err.
func NotStarted(err error) http.Handler { return notStarted{err} }

type notStarted struct{ err error }

func (n notStarted) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	http.Error(w, fmt.Sprint("did not start: ", n.err), http.StatusServiceUnavailable)
}
