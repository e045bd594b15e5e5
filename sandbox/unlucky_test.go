package sandbox

import (
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/sandbox/internal/unlucky"
)

// verdict is what a probe says of a handler whose code stands in the package
// unlucky.
func verdict(t *testing.T, serve func() http.Handler, p Probe) Verdict {
	t.Helper()
	w := New(t)
	w.folder = unlucky.Folder
	if p.Name == "" {
		p.Name = "a caller gets an answer"
	}
	p.Serve = serve
	return w.try(t, p)
}

func TestUnluckyHandlersBreakTheProbeAndAreNamed(t *testing.T) {
	for _, tt := range []struct {
		name    string
		handler http.HandlerFunc
		got     string
	}{
		{"panics", unlucky.Panics, "panicked at unlucky.go:LINE: runtime error: index out of range [1] with length 1"},
		{"hangs", unlucky.Hangs, "no answer: unlucky.go:LINE waits for ever on a channel"},
		{"sleeps", unlucky.Sleeps, "no answer: unlucky.go:LINE sleeps"},
		{"leaks", unlucky.Leaks, "a goroutine that waits for ever on a channel at unlucky.go:LINE"},
		{"floods", unlucky.Floods, "an answer without end at unlucky.go:LINE"},
		{"writes late", unlucky.WritesLate, "wrote at unlucky.go:LINE after it had returned"},
		{"aborts", unlucky.Aborts, "the connection closed without an answer"},
		{"refuses", unlucky.Refuses, "403 Forbidden"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v := verdict(t, func() http.Handler { return tt.handler }, Probe{Send: Get("/"), Want: Served})
			assert.Equal(t, Broken, v.Outcome)
			assert.Equal(t, atLine(t, tt.got, tt.name), v.Got)
			assert.Len(t, v.Exchanges, 1)
			if tt.name != "aborts" {
				require.NotNil(t, v.At)
				assert.Equal(t, "unlucky.go", v.At.File)
				assert.Equal(t, lineOf(t, tt.name), v.At.Line)
			}
			if tt.name == "refuses" {
				require.NotNil(t, v.At.Caller)
				assert.Equal(t, lineOf(t, "calls the helper"), v.At.Caller.Line)
			}
		})
	}
}

func TestAGoroutineOfTheHandlerItselfIsNoFault(t *testing.T) {
	v := verdict(t, unlucky.KeepsHouse, Probe{Send: Get("/"), Want: Served})
	assert.Equal(t, Holds, v.Outcome, v.Got)
}

func TestAPanicWhileTheHandlerIsSetUpIsNamed(t *testing.T) {
	v := verdict(t, unlucky.Stumbles, Probe{Send: Get("/"), Want: Refused})
	assert.Equal(t, Broken, v.Outcome)
	assert.Contains(t, v.Got, atLine(t, "panicked at unlucky.go:LINE while it was set up: runtime error: index out of range [0] with length 0", "stumbles"))
}

func TestAHandlerThatIsNeverSetUpHoldsNoProbe(t *testing.T) {
	for _, want := range []Want{Served, Refused} {
		v := verdict(t, unlucky.NeverBegins, Probe{Send: Get("/"), Want: want})
		assert.Equal(t, Broken, v.Outcome)
		assert.Equal(t, atLine(t, "no end: unlucky.go:LINE waits for ever on a channel", "never begins"), v.Got)
		require.NotNil(t, v.At)
		assert.Equal(t, lineOf(t, "never begins"), v.At.Line)
	}
}

func TestTheNextProbeRunsAfterAHang(t *testing.T) {
	w := New(t)
	hang := w.try(t, Probe{Name: "first", Send: Get("/"), Want: Served, Serve: func() http.Handler { return http.HandlerFunc(unlucky.Hangs) }})
	next := w.try(t, Probe{Name: "second", Send: Get("/"), Want: Served, Serve: unlucky.KeepsHouse})
	assert.Equal(t, Broken, hang.Outcome)
	assert.Equal(t, Holds, next.Outcome)
}

// lineOf is the line of unlucky.go that a comment marks.
func lineOf(t *testing.T, mark string) int {
	t.Helper()
	code, err := os.ReadFile(filepath.Join(unlucky.Folder, "unlucky.go"))
	require.NoError(t, err)
	before, _, found := strings.Cut(string(code), "// line: "+mark+"\n")
	require.True(t, found, mark)
	return 1 + strings.Count(before, "\n")
}

func atLine(t *testing.T, text, mark string) string {
	t.Helper()
	if !strings.Contains(text, "LINE") {
		return text
	}
	return strings.ReplaceAll(text, "LINE", strconv.Itoa(lineOf(t, mark)))
}

// What never rests ends the test binary, so it is run in another one.
func TestWhatNeverRestsIsEndedByTheWatchdog(t *testing.T) {
	for name, want := range map[string]string{
		"spins":     "no answer: unlucky.go:LINE was running",
		"deadlocks": "no answer: unlucky.go:LINE waits for a lock that nobody gives back",
	} {
		t.Run(name, func(t *testing.T) {
			want := atLine(t, want, name)
			dir := t.TempDir()
			child := exec.Command(os.Args[0], "-test.run=^TestChild$", "-test.artifacts", "-test.outputdir="+dir)
			child.Env = append(os.Environ(), "SANDBOX_CHILD="+name)
			out, err := child.CombinedOutput()
			var exit *exec.ExitError
			require.ErrorAs(t, err, &exit, string(out))
			assert.Equal(t, exitBusy, exit.ExitCode(), string(out))

			report := readEvidence(t, dir)
			require.Len(t, report.Probes, 2, "both probes are listed")
			require.Len(t, report.Verdicts, 1, "the second was not reached")
			assert.Contains(t, report.Verdicts[0].Got, want)
		})
	}
}

func TestChild(t *testing.T) {
	handlers := map[string]http.HandlerFunc{"spins": unlucky.Spins, "deadlocks": unlucky.Deadlocks}
	handler := handlers[os.Getenv("SANDBOX_CHILD")]
	if handler == nil {
		return // only the test above runs it
	}
	w := New(t)
	w.folder = unlucky.Folder
	w.watchdog = 200 * time.Millisecond
	w.Run(func() http.Handler { return handler },
		Probe{Name: "a caller gets an answer", Send: Get("/"), Want: Served},
		Probe{Name: "so does the next", Send: Get("/"), Want: Served})
}

func TestWhatAHeldRequestChangedIsSeen(t *testing.T) {
	w := New(t)
	var stored atomic.Int32
	w.Unchanged("the store", func() string { return strconv.Itoa(int(stored.Load())) })
	v := w.try(t, Probe{Name: "a refused note is not kept", Do: func(c *Caller) {
		c.Hold(Call("POST", "/").Body("text/plain", "note"), Status(403))()
	}, Serve: func() http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			stored.Add(1)
			_, _ = io.ReadAll(r.Body)
			w.WriteHeader(http.StatusForbidden)
		})
	}})
	assert.Equal(t, "403 Forbidden, and the store changed", v.Got)
}

func TestARawHEADHasNoBodyToWaitFor(t *testing.T) {
	v := verdict(t, unlucky.KeepsHouse, Probe{Send: Raw("HEAD / HTTP/1.1\r\nHost: sandbox\r\n\r\n"), Want: Served})
	assert.Equal(t, Holds, v.Outcome, v.Got)
}

func TestWhatAnEarlierServerWroteLateIsNotForgotten(t *testing.T) {
	v := verdict(t, func() http.Handler { return http.HandlerFunc(unlucky.WritesLate) }, Probe{Do: func(c *Caller) {
		c.Send(Get("/"), Served)
		c.Serve(unlucky.KeepsHouse)
		c.Send(Get("/"), Served)
	}})
	assert.Equal(t, Broken, v.Outcome)
	assert.Contains(t, v.Got, "after it had returned")
}

// A handler's own timers run while a caller waits, on the real clock.
func TestALongWaitFeedsTheWatchdogEachDay(t *testing.T) {
	fed := 0
	c := &Caller{feed: func() { fed++ }}
	inBubble(t, func() {
		began := time.Now()
		c.Wait(30*24*time.Hour + time.Minute)
		assert.Equal(t, 30*24*time.Hour+time.Minute, time.Since(began))
	})
	assert.Equal(t, 31, fed)
}

// A guard that keeps its caller in a field mixes two up only while both are
// under way.
func TestHoldLetsOthersCallMeanwhile(t *testing.T) {
	serve := func() http.Handler {
		var owner atomic.Bool
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			owner.Store(r.Header.Get("Authorization") == "Bearer right")
			if _, err := io.ReadAll(r.Body); err != nil || !owner.Load() {
				w.Header().Set("WWW-Authenticate", "Bearer")
				w.WriteHeader(http.StatusUnauthorized)
			}
		})
	}
	note := Call("POST", "/").Body("text/plain", "note")
	alone := verdict(t, serve, Probe{Do: func(c *Caller) {
		c.Hold(note.Bearer("right"), Served)()
		c.Hold(note, Status(401))()
	}})
	assert.Equal(t, Holds, alone.Outcome, alone.Got)
	mixed := verdict(t, serve, Probe{Do: func(c *Caller) {
		finish := c.Hold(note.Bearer("right"), Served)
		c.Send(Get("/"), Status(401))
		finish()
	}})
	assert.Equal(t, Broken, mixed.Outcome)
	assert.Equal(t, "401 Unauthorized", mixed.Got)
}
