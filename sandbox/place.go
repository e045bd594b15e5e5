package sandbox

import (
	"iter"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
)

// callers yields the stack of the caller, innermost first, once.
func callers() iter.Seq[runtime.Frame] {
	var pc [64]uintptr
	frames := runtime.CallersFrames(pc[:runtime.Callers(2, pc[:])])
	return func(yield func(runtime.Frame) bool) {
		for more := true; more; {
			var frame runtime.Frame
			if frame, more = frames.Next(); !yield(frame) {
				return
			}
		}
	}
}

// ownFolder holds this package: its lines are never the handler's.
var ownFolder = func() string {
	_, file, _, _ := runtime.Caller(0)
	return filepath.Dir(file)
}()

// place returns the innermost line of the stack that is the handler's own
// code: in the folder of its test, but no test. Where that code was called by
// more of it, the calling line stands beside it: what a helper of many callers
// answers is decided there. Nil if there is none.
func place(folder string, stack iter.Seq[runtime.Frame]) *Place {
	if folder == ownFolder {
		return nil
	}
	var found *Place
	for frame := range stack {
		own := filepath.Dir(filepath.FromSlash(frame.File)) == folder && !strings.HasSuffix(frame.File, "_test.go")
		here := &Place{File: filepath.Base(frame.File), Line: frame.Line}
		switch {
		case own && found == nil:
			found = here
		case own:
			found.Caller = here
			return found
		case found != nil:
			return found
		}
	}
	return found
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

// mostDumped is how much of all stacks is read, in bytes. There may be hundreds of
// thousands, and one tells as much as all.
const mostDumped = 1 << 20

// ownGoroutine returns the caller's goroutine, without its stack.
func ownGoroutine() goroutine {
	dump := make([]byte, 1<<8) // the first line has room
	g, _ := readHead(string(dump[:runtime.Stack(dump, false)]))
	return g
}

// bubbled returns the goroutines of the process that are in a bubble: in the
// one of that number, or in any if it is 0.
func bubbled(bubble int) []goroutine {
	dump := make([]byte, 1<<16)
	n := runtime.Stack(dump, true)
	if n == len(dump) {
		dump = make([]byte, mostDumped)
		n = runtime.Stack(dump, true)
	}
	dump = dump[:n]
	var all []goroutine
	for text := range strings.SplitSeq(string(dump), "\n\n") {
		g, stack := readHead(text)
		if g.bubble == 0 || bubble != 0 && g.bubble != bubble {
			continue
		}
		g.creator, g.stack = readStack(stack)
		all = append(all, g)
	}
	return all
}

// readHead reads the first line about a goroutine, and returns the others.
func readHead(text string) (g goroutine, rest string) {
	head, rest, _ := strings.Cut(text, "\n")
	if m := goroutineHead.FindStringSubmatch(head); m != nil {
		g.id, _ = strconv.Atoi(m[1])
		g.state, _, _ = strings.Cut(m[2], ",")
		_, bubble, _ := strings.Cut(m[2], "synctest bubble ")
		g.bubble, _ = strconv.Atoi(bubble)
	}
	return g, rest
}

// readStack reads those others.
func readStack(text string) (creator int, stack []runtime.Frame) {
	for line := range strings.SplitSeq(text, "\n") {
		if m := createdBy.FindStringSubmatch(line); m != nil {
			creator, _ = strconv.Atoi(m[1])
			return creator, stack
		}
		if m := stackLine.FindStringSubmatch(line); m != nil {
			n, _ := strconv.Atoi(m[2])
			stack = append(stack, runtime.Frame{File: m[1], Line: n})
		}
	}
	return 0, stack
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
