//go:build unix

package cli

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/record"
)

// kills is how often the tests below kill gatehouse: a few times, or as often
// as GATEHOUSE_KILLS says.
func kills(t *testing.T) int {
	t.Helper()
	n := os.Getenv("GATEHOUSE_KILLS")
	if n == "" {
		return 40
	}
	wanted, err := strconv.Atoi(n)
	require.NoError(t, err)
	return wanted
}

// victim is the workspace of a learner whose gatehouse is killed again and
// again, at moments that follow from the seed.
type victim struct {
	t   *testing.T
	rng *rand.Rand
	run func(args ...string) *exec.Cmd
	dir string // the workspace

	kills, written, cut int
	done                acknowledged // in all rounds
}

// mine is what the learner wrote. It is wherever a reset or its undoing put it.
const mine = "package frontdoor // mine: no byte of it may be lost"

func newVictim(t *testing.T, seed uint64) *victim {
	t.Helper()
	run, dir := gatehouse(t)
	tool := filepath.Join(t.TempDir(), "go")
	require.NoError(t, os.WriteFile(tool, []byte(hastyGo), 0o755))
	v := &victim{t: t, rng: rand.New(rand.NewPCG(seed, 1)), dir: dir, done: acknowledged{}}
	v.run = func(args ...string) *exec.Cmd {
		cmd := run(args...)
		cmd.Env = append(cmd.Env, "GATEHOUSE_GO="+tool)
		return cmd
	}
	v.forget()
	return v
}

// hastyGo stands in for the go command, which would take most of the time: no
// handler compiles.
const hastyGo = `#!/bin/sh
case $1 in
env) echo go1.26.1 ;;
test) cat <<'END'
{"ImportPath":"gatehouse/exercises/front-door","Action":"build-output","Output":"# gatehouse/exercises/front-door\n"}
{"ImportPath":"gatehouse/exercises/front-door","Action":"build-output","Output":"exercises/front-door/handler.go:1:1: undefined: door\n"}
{"Package":"gatehouse/exercises/front-door","Action":"start"}
{"Package":"gatehouse/exercises/front-door","Action":"fail","FailedBuild":"gatehouse/exercises/front-door"}
END
exit 1 ;;
esac
`

// forget begins a new record, in which every question is due.
func (v *victim) forget() {
	v.t.Helper()
	var text bytes.Buffer
	for i := range 10 {
		fmt.Fprintf(&text, `{"id":"old-%d","time":"2026-01-02T10:00:00Z","kind":"answered","about":"doors/q%d","right":false}`+"\n", i, i+1)
	}
	require.NoError(v.t, os.WriteFile(v.file(), text.Bytes(), 0o600))
	require.NoError(v.t, os.WriteFile(answer(v.dir), []byte(mine), 0o644))
}

func (v *victim) file() string { return filepath.Join(v.dir, ".gatehouse", "record.jsonl") }

// acknowledged is what gatehouse said is done, by the kind of the event.
type acknowledged map[string]int

// lines reads what a dialogue prints and counts what it says is done. At each
// of these it sends a value.
func (done acknowledged) lines(from io.Reader, step chan<- struct{}) {
	typed, practising, chose := "", false, false
	for lines := bufio.NewScanner(from); lines.Scan(); {
		line, kind := lines.Text(), ""
		if strings.HasPrefix(line, "map (") {
			_, typed, _ = strings.Cut(line, "): ")
		}
		asked := strings.HasPrefix(line, "answer (")
		switch {
		case strings.HasPrefix(line, "read: "):
			kind = "read"
		case practising && (strings.HasPrefix(line, "right: ") || strings.HasPrefix(line, "wrong: ")):
			kind = "answered"
		case strings.HasPrefix(line, "exam doors: "):
			kind = "exam ended"
		case chose && (strings.HasPrefix(line, "question ") || strings.HasPrefix(line, "answer 1: ")):
			kind = "exam chose"
		case strings.HasPrefix(line, "front-door: does not compile"):
			kind = "ran"
		case strings.HasPrefix(line, "package frontdoor"):
			kind = "solution"
		case strings.HasPrefix(line, "front-door: the starter is back"):
			kind = "reset"
		case strings.HasPrefix(line, "front-door: ") && strings.Contains(line, " is back as it was"):
			kind = "reset undone"
		case strings.HasPrefix(line, "hint "):
			kind = "hinted"
		}
		if kind != "" {
			done[kind]++
			step <- struct{}{}
		}
		sitting := strings.HasPrefix(typed, "exam ")
		practising, chose = asked && !sitting, asked && sitting || chose && line == ""
	}
}

// script is what a learner types: every command that writes, in any order.
func (v *victim) script() string {
	letters := func(n int) string { return strings.Repeat(string(rune('a'+v.rng.IntN(3)))+"\n", n) }
	var typed strings.Builder
	for range 20 {
		all := []string{
			"lesson windows --read\n", "practice doors\n" + letters(5), "review\n" + letters(10), "exam doors\n" + letters(10) + "\n",
			"run front-door\n", "hint front-door\n", "solution front-door --yes\n", "init\n",
			"reset front-door --yes\n", "reset front-door --undo\n",
		}
		v.rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		typed.WriteString(strings.Join(all, ""))
	}
	return typed.String()
}

// writer is a gatehouse in lines that somebody types commands to.
type writer struct {
	cmd     *exec.Cmd
	done    acknowledged
	reading sync.WaitGroup
}

// writer starts one. It sends a value for everything that it says is done.
func (v *victim) writer(script string, step chan<- struct{}) *writer {
	v.t.Helper()
	w := &writer{cmd: v.run("--plain", "--workspace", v.dir), done: acknowledged{}}
	w.cmd.Stdin = strings.NewReader(script)
	out, err := w.cmd.StdoutPipe()
	require.NoError(v.t, err)
	require.NoError(v.t, w.cmd.Start())
	w.reading.Go(func() { w.done.lines(out, step) })
	return w
}

// dies kills it and adds what it said was done before.
func (w *writer) dies(v *victim, done acknowledged) {
	v.t.Helper()
	require.NoError(v.t, w.cmd.Process.Kill())
	v.kills++
	w.reading.Wait()
	_ = w.cmd.Wait() // it was killed
	for kind, n := range w.done {
		done[kind] += n
	}
}

// round lets so many programs write at once and kills them in the midst of it.
func (v *victim) round(programs int) {
	v.t.Helper()
	before := v.read()
	require.NoError(v.t, os.RemoveAll(filepath.Join(v.dir, "README.md"))) // init has something to write
	step := make(chan struct{}, 1<<16)
	var all []*writer
	for range programs {
		all = append(all, v.writer(v.script(), step))
	}
	for range v.rng.IntN(40) {
		select {
		case <-step:
		case <-time.After(time.Minute):
			require.Fail(v.t, "nothing is done any more")
		}
	}
	v.someMoment(4000) // not that of a line
	done := acknowledged{}
	for _, w := range all {
		w.dies(v, done)
	}
	v.whole(before, done, programs)
}

// someMoment goes by while the record is looked at, so often at most.
func (v *victim) someMoment(most int) {
	for range v.rng.IntN(most) {
		_, _ = os.Stat(v.file())
	}
}

func (v *victim) read() string {
	v.t.Helper()
	text, err := os.ReadFile(v.file())
	require.NoError(v.t, err)
	return string(text)
}

// counted are the kinds of events of which each one is told.
var counted = []string{"read", "answered", "exam chose", "exam ended", "ran", "solution", "reset", "reset undone"}

// whole asserts that the record holds what it held before and all that was
// done since, once, and the workspace what the learner wrote. Untold is how many
// events may be there that nobody was told of.
func (v *victim) whole(before string, done acknowledged, untold int) {
	v.t.Helper()
	after := v.read()
	require.True(v.t, strings.HasPrefix(after, before), "what the record held is as it was")
	written, unreadable := v.events(after[len(before):])
	inFlight := 0
	for _, kind := range counted {
		v.done[kind] += done[kind]
		assert.GreaterOrEqual(v.t, written[kind], done[kind], "an event of kind %q was acknowledged and is lost", kind)
		inFlight += written[kind] - done[kind]
	}
	assert.LessOrEqual(v.t, inFlight, untold, "events that nobody was told of")
	hints := written["hinted"] // those seen before are shown again
	assert.False(v.t, done["hinted"] > 0 && hints == 0 && !strings.Contains(before, `"hinted"`), "a hint was seen and is lost")

	r, err := record.Open(v.file(), time.Now)
	require.NoError(v.t, err)
	assert.Equal(v.t, unreadable > 0, len(r.Warnings()) > 0, "the next start says what was cut")
	v.cut += unreadable

	kept, err := filepath.Glob(answer(v.dir) + "*")
	require.NoError(v.t, err)
	found := false
	for _, file := range kept {
		text, err := os.ReadFile(file)
		require.NoError(v.t, err)
		found = found || string(text) == mine
	}
	assert.True(v.t, found, "what the learner wrote is nowhere in %v", kept)
	if v.rng.IntN(4) == 0 { // the next start finds a workspace that it can bring up to date
		out, err := v.run("init", v.dir).CombinedOutput()
		assert.NoError(v.t, err, "%s", out)
	}
}

// events counts the events in a part of a record, by kind, and the lines that
// hold none. An event that stands twice is an error, but those of an exam that
// two programs handed in: its events have ids of their own.
func (v *victim) events(text string) (kinds map[string]int, unreadable int) {
	v.t.Helper()
	kinds = map[string]int{}
	seen := map[string]bool{}
	for line := range strings.Lines(text) {
		var e record.Event
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			unreadable++
			continue
		}
		v.written++
		kind := string(e.Kind)
		if e.Where == "exam" {
			kind = "answered in an exam"
		}
		kinds[kind]++
		assert.False(v.t, seen[e.ID] && !strings.Contains(e.ID, "/"), "event %s stands twice", e.ID)
		seen[e.ID] = true
	}
	return kinds, unreadable
}

func TestScenario10InitKilledAtAnyMoment(t *testing.T) {
	t.Parallel()
	run, whole := gatehouse(t)
	want := files(t, whole)
	rng := rand.New(rand.NewPCG(3, 1))
	cut := 0
	for i := range kills(t) / 5 {
		dir := filepath.Join(t.TempDir(), strconv.Itoa(i))
		cmd := run("init", dir)
		require.NoError(t, cmd.Start())
		for !there(dir) {
			runtime.Gosched() // until it begins to write
		}
		for range rng.IntN(1500) { // and some moment later
			there(dir)
		}
		_ = cmd.Process.Kill() // it may have ended
		_ = cmd.Wait()
		if got := files(t, dir); len(got) > 0 && len(got) < len(want) {
			cut++
		}
		out, err := run("init", dir).CombinedOutput()
		require.NoError(t, err, "%s", out)
		require.Equal(t, want, files(t, dir), "the next init takes it up")
	}
	assert.NotZero(t, cut, "some were half-way")
	t.Logf("killed %d times, %d of them half-way", kills(t)/5, cut)
}

func there(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// files reads the files of a workspace, without those of an init that died.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	_ = filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(entry.Name(), "part-") {
			return nil // it may not be there yet
		}
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		all[strings.TrimPrefix(path, dir)] = string(text)
		return nil
	})
	return all
}

func TestScenario10KilledAtAnyMoment(t *testing.T) {
	t.Parallel()
	const eachSeed = 100
	all := acknowledged{}
	for seed, left := uint64(1), kills(t); left > 0 && !t.Failed(); seed++ {
		v := newVictim(t, seed)
		for v.kills < min(left, eachSeed) && !t.Failed() {
			if v.rng.IntN(8) == 0 {
				v.forget()
			}
			v.round(1 + v.rng.IntN(2))
		}
		t.Logf("seed %d: killed %d times, %d events, %d lines cut; acknowledged: %v", seed, v.kills, v.written, v.cut, v.done)
		left -= v.kills
		for kind, n := range v.done {
			all[kind] += n
		}
	}
	for _, kind := range counted {
		assert.NotZero(t, all[kind], "nothing of this kind was done: %s", kind)
	}
}
