package sandbox

import (
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
)

// callers returns the stack of the caller, innermost first.
func callers() []runtime.Frame {
	pc := make([]uintptr, 64)
	frames := runtime.CallersFrames(pc[:runtime.Callers(2, pc)])
	var all []runtime.Frame
	for {
		frame, more := frames.Next()
		all = append(all, frame)
		if !more {
			return all
		}
	}
}

// ownFolder holds this package: its lines are never the handler's.
var ownFolder = func() string {
	_, file, _, _ := runtime.Caller(0)
	return filepath.Dir(file)
}()

// place returns the innermost line of the stack that is the handler's own
// code: in the folder of its test, but no test. Nil if there is none.
func place(folder string, stack []runtime.Frame) *Place {
	if folder == ownFolder {
		return nil
	}
	for _, frame := range stack {
		if filepath.Dir(filepath.FromSlash(frame.File)) == folder && !strings.HasSuffix(frame.File, "_test.go") {
			return &Place{File: filepath.Base(frame.File), Line: frame.Line}
		}
	}
	return nil
}

// goroutine is one goroutine of a bubble, read from a dump of all stacks.
type goroutine struct {
	id, creator int
	state       string // "chan receive (durable)", "runnable", ...
	bubble      int    // the number of its bubble; 0 outside of any
	stack       []runtime.Frame
}

var (
	goroutineHead = regexp.MustCompile(`^goroutine (\d+).*? \[(.*)\]:$`)
	createdBy     = regexp.MustCompile(`^created by .* in goroutine (\d+)$`)
	stackLine     = regexp.MustCompile(`^\t(.+):(\d+)(?: \+0x[0-9a-f]+)?$`)
)

// goroutines returns all goroutines of the process, the caller's first.
func goroutines() []goroutine {
	dump := make([]byte, 1<<16)
	for {
		n := runtime.Stack(dump, true)
		if n < len(dump) {
			dump = dump[:n]
			break
		}
		dump = make([]byte, 2*len(dump))
	}
	var all []goroutine
	for _, text := range strings.Split(string(dump), "\n\n") {
		all = append(all, readGoroutine(text))
	}
	return all
}

func readGoroutine(text string) goroutine {
	var g goroutine
	created := false
	for _, line := range strings.Split(text, "\n") {
		switch m := goroutineHead.FindStringSubmatch(line); {
		case m != nil:
			g.id, _ = strconv.Atoi(m[1])
			state, _, _ := strings.Cut(m[2], ",")
			g.state = state
			_, bubble, _ := strings.Cut(m[2], "synctest bubble ")
			g.bubble, _ = strconv.Atoi(bubble)
		default:
			if m := createdBy.FindStringSubmatch(line); m != nil {
				g.creator, _ = strconv.Atoi(m[1])
				created = true
			} else if m := stackLine.FindStringSubmatch(line); m != nil && !created {
				n, _ := strconv.Atoi(m[2])
				g.stack = append(g.stack, runtime.Frame{File: m[1], Line: n})
			}
		}
	}
	return g
}

// doing says in words what a goroutine in that state does.
func (g goroutine) doing() string {
	state := strings.TrimSuffix(g.state, " (durable)")
	switch {
	case strings.HasPrefix(state, "chan") || strings.HasPrefix(state, "select"):
		return "waits for ever on a channel"
	case strings.HasPrefix(state, "sleep"):
		return "sleeps"
	case strings.Contains(state, "Mutex"):
		return "waits for a lock that nobody gives back"
	case strings.HasPrefix(state, "sync."):
		return "waits for ever for another goroutine"
	case strings.HasPrefix(state, "run"):
		return "was running"
	}
	return "waits (" + state + ")"
}
