package tui

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/course"
	"gatehouse/internal/grade"
	"gatehouse/internal/record"
	"gatehouse/sandbox"
)

// state is a screen in one of its states: how the program begins, and how one
// comes there.
type state struct {
	opening
	open func(t *testing.T, w *window)
	// brief says that a small window says less, in whole sentences.
	brief bool
}

// everyState is every screen in each of its states.
func everyState(t *testing.T) map[string]state {
	all := map[string]state{}
	for name, open := range everyScreen {
		all[name] = state{open: open}
	}
	for _, name := range []string{"map", "answer", "broken", "progress"} {
		all["built-in "+name] = state{opening: builtIn(t), open: pictures[name].open}
	}
	for _, some := range []map[string]state{firstStates(), mapStates(t), questionStates(t), exerciseStates(t)} {
		maps.Copy(all, some)
	}
	return all
}

func keys(pressed ...string) func(t *testing.T, w *window) {
	return func(t *testing.T, w *window) { drive(t, w, pressed...) }
}

func firstStates() map[string]state {
	pack := opening{first: true, begins: begins{pack: "/packs/doors"}, content: with(tinyCourse(), "pack.yaml",
		"title: Doors of the house\nversion: 1.2.0\nauthors: [The door keepers]\nlicence: CC-BY-4.0\n")}
	all := map[string]state{
		"first start":                  {opening: opening{first: true}, open: keys()},
		"first start, looking for Go":  {opening: opening{first: true, begins: begins{searching: true}}, open: keys()},
		"first start, no Go":           {opening: opening{first: true, begins: begins{goErr: errors.New("no Go on this machine")}}, open: keys()},
		"first start, another folder":  {opening: opening{first: true}, open: keys("down", "enter", "s")},
		"first start, folder not free": {opening: opening{first: true}, open: keys("down", "enter", "f", "u", "l", "l", "enter")},
		"first start of a pack":        {opening: pack, open: keys()},
		"looking around":               {opening: opening{first: true}, open: keys("down", "down", "enter")},
		"exercise without a workspace": {opening: opening{first: true}, open: keys("down", "down", "enter", "e")},
	}
	for name, s := range all {
		s.brief = true
		all[name] = s
	}
	return all
}

func mapStates(t *testing.T) map[string]state {
	tiny := loaded(t, tinyCourse())
	half := []record.Event{{Kind: record.Read, About: "doors", Time: days(-9)}}
	all := newRecorder(tiny, days(-60))
	for _, l := range tiny.Lessons() {
		all.read(l).answered(l, "++++++++++").ran(l, 0).exam(l, 9)
	}
	due := newRecorder(tiny, days(-8))
	due.read(tiny.Lesson("doors")).answered(tiny.Lesson("doors"), "++-+-").ran(tiny.Lesson("doors"), 1)
	broken := with(tinyCourse(), "lessons/keys/lesson.md", "---\ntitle: Keys\nsumary: A word that is no field.\n---\n# Keys\n")
	return map[string]state{
		"map without lessons":     {opening: opening{content: fstest.MapFS{"lessons/course.yaml": {Data: []byte("title: Doors\nchapters: []\n")}, "quiz/misconceptions.yaml": {}}}, open: keys()},
		"map, half-way":           {opening: opening{past: due.events}, open: keys()},
		"map, all done":           {opening: opening{past: all.events}, open: keys("down")},
		"map, no Go":              {opening: opening{begins: begins{goErr: errors.New("no Go on this machine")}}, open: keys()},
		"map, first build":        {opening: opening{begins: begins{building: true}}, open: keys()},
		"map, record cut":         {opening: opening{begins: begins{warning: "The record's last line was cut; all before it is whole."}}, open: keys()},
		"map, another window":     {opening: opening{past: half, going: time.Hour}, open: func(t *testing.T, w *window) { gradedElsewhere(t, w) }},
		"map of a course to mend": {opening: opening{content: broken}, open: keys()},
		"progress, nothing yet":   {opening: opening{}, open: keys("m")},
		"progress, half-way":      {opening: opening{past: due.events}, open: keys("m", "down")},
		"progress, the rule":      {opening: opening{past: due.events}, open: keys("m", "t")},
		"help of the map":         {opening: opening{}, open: keys("?")},
		"key without a verb":      {opening: opening{}, open: keys("w")},
	}
}

func questionStates(t *testing.T) map[string]state {
	tiny := loaded(t, tinyCourse())
	doors := tiny.Lesson("doors")
	asked := newRecorder(tiny, days(-3))
	asked.answered(doors, "++++++++++")
	due := newRecorder(tiny, days(-9))
	due.answered(doors, "-+-")
	later := newRecorder(tiny, days(-1)).answered(doors, "-")
	later.at = days(0)
	later.answered(doors, "+-")
	several := opening{content: with(tinyCourse(), "quiz/doors.yaml", strings.ReplaceAll(tinyBank(), "{text: neither, why: It cannot be.}", "{text: right as well, correct: true, why: So does it.}"))}
	code := opening{content: with(tinyCourse(), "quiz/doors.yaml", strings.ReplaceAll(tinyBank(), "    options:\n", "    code: {language: go, text: \"if key != \\\"7Qm3\\\" {\\n\\treturn\\n}\"}\n    options:\n"))}
	last := func(t *testing.T, w *window) {
		for range 4 {
			drive(t, w, right(w), "enter", "enter")
		}
		drive(t, w, right(w), "enter")
	}
	answers := func(wrongOnes int) func(t *testing.T, w *window) {
		return func(t *testing.T, w *window) {
			drive(t, w, "x")
			for i := range 10 {
				option := right(w)
				if i < wrongOnes {
					option = wrong(w)
				}
				drive(t, w, option, "enter")
			}
			drive(t, w, "enter")
		}
	}
	return map[string]state{
		"practice, nothing chosen":   {opening: opening{}, open: keys("p", "enter")},
		"practice, choose all":       {opening: several, open: keys("p", "a", "c")},
		"practice, code":             {opening: code, open: keys("p")},
		"practice, all asked before": {opening: opening{past: asked.events}, open: keys("p")},
		"answer, right":              {opening: opening{}, open: func(t *testing.T, w *window) { drive(t, w, "p"); drive(t, w, right(w), "enter") }},
		"answer, the last":           {opening: opening{}, open: func(t *testing.T, w *window) { drive(t, w, "p"); last(t, w) }},
		"answer, several":            {opening: several, open: keys("p", "a", "b", "enter")},
		"review, due":                {opening: opening{past: due.events}, open: keys("v")},
		"review, answered":           {opening: opening{past: due.events}, open: func(t *testing.T, w *window) { drive(t, w, "v"); drive(t, w, wrong(w), "enter") }},
		"review, more to come":       {opening: opening{past: later.events, going: time.Hour}, open: keys("v")},
		"exam, nothing chosen":       {opening: opening{}, open: keys("x")},
		"exam, choose all":           {opening: several, open: keys("x", "a", "b")},
		"exam, too many easy ones":   {opening: opening{}, open: answers(2)},
		"exam, passed":               {opening: opening{}, open: answers(1)},
		"exam, all right":            {opening: opening{}, open: answers(0)},
		"exam, not passed":           {opening: opening{}, open: answers(5)},
		"exam, a miss explained":     {opening: opening{}, open: func(t *testing.T, w *window) { answers(2)(t, w); drive(t, w, "enter") }},
	}
}

func exerciseStates(t *testing.T) map[string]state {
	tiny := loaded(t, tinyCourse())
	doors := tiny.Lesson("doors")
	done := opening{past: newRecorder(tiny, days(-3)).read(doors).ran(doors, 0).events}
	begun := opening{past: newRecorder(tiny, days(-3)).read(doors).ran(doors, 1).events}
	two := with(tinyCourse(), "exercises/gates/exercise.md", strings.Replace(tinyExercise, "title: Doors", "title: Gates", 1))
	for _, name := range []string{"matrix.txt", "handler.go", "starter/handler.go"} {
		two["exercises/gates/"+name] = two["exercises/doors/"+name]
	}
	broke := func(outcome sandbox.Outcome, wrong string) func(t *testing.T, w *window) {
		return func(t *testing.T, w *window) {
			r := verdict("..x.")
			r.Probes[2].Got, r.Probes[2].Outcome = wrong, outcome
			r.Probes[2].Exchanges[0].Response = ""
			played(t, w, r)
		}
	}
	return map[string]state{
		"running, first build":     {opening: opening{begins: begins{building: true}}, open: keys("e", "space")},
		"running, saved again":     {opening: opening{}, open: func(t *testing.T, w *window) { drive(t, w, "e"); save(w); save(w) }},
		"running, old verdicts":    {opening: opening{}, open: func(t *testing.T, w *window) { played(t, w, verdict(".x.x")); drive(t, w, "space") }},
		"cancelled":                {opening: opening{}, open: keys("e", "space", "esc")},
		"saves not noticed":        {opening: opening{begins: begins{unwatched: errors.New("saves are not noticed: too many files are watched")}}, open: keys("e")},
		"exercise begun before":    {opening: begun, open: keys("e")},
		"broken, was done":         {opening: done, open: func(t *testing.T, w *window) { played(t, w, verdict("..x.")) }},
		"broken by a panic":        {opening: opening{}, open: broke(sandbox.Broken, "panic at handler.go:26: index out of range [1] with length 1")},
		"broken by no answer":      {opening: opening{}, open: broke(sandbox.Broken, "no answer: handler.go:31 waits for ever on a channel")},
		"probe that could not run": {opening: opening{}, open: broke(sandbox.CouldNotRun, "")},
		"not recorded": {opening: opening{}, open: func(t *testing.T, w *window) {
			r := verdict(".x.x")
			r.Unrecorded = "the folder cannot be written"
			played(t, w, r)
		}},
		"could not run, no Go": {opening: opening{begins: begins{goErr: errors.New("no Go on this machine")}}, open: func(t *testing.T, w *window) {
			played(t, w, grade.Result{Outcome: grade.CouldNotRun, Reason: "no Go on this machine"})
		}},
		"several exercises":     {opening: opening{content: two}, open: keys("e")},
		"hint, the last":        {opening: opening{}, open: keys("e", "h", "h", "h")},
		"diff, nothing differs": {opening: begun, open: keys("e", "d")},
		"diff, file gone": {opening: begun, open: func(t *testing.T, w *window) {
			require.NoError(t, os.Remove(filepath.Join(w.learn.Study.Workspace().Dir, "exercises", "doors", "handler.go")))
			drive(t, w, "e", "d")
		}},
		"solution prompt": {opening: opening{}, open: keys("e", "s")},
		"too small": {opening: opening{}, brief: true, open: func(t *testing.T, w *window) {
			drive(t, w, "e")
			w.tell(tea.WindowSizeMsg{Width: w.root.window.width / 2, Height: 15})
		}},
	}
}

// gradedElsewhere is another window on the same workspace.
func gradedElsewhere(t *testing.T, w *window) {
	t.Helper()
	kept, err := record.Open(w.learn.Study.Workspace().Record(), w.learn.now)
	require.NoError(t, err)
	_, err = kept.Append(record.Event{Kind: record.Ran, About: "doors", Outcome: "broken", Holds: 3, Of: 4, Broken: []string{"a wrong key is refused"}})
	require.NoError(t, err)
	w.tell(lookMsg{})
}

// with is the course with one file otherwise.
func with(content fstest.MapFS, file, text string) fstest.MapFS {
	content[file] = &fstest.MapFile{Data: []byte(text)}
	return content
}

func loaded(t *testing.T, content fstest.MapFS) *course.Course {
	t.Helper()
	c, err := course.Load(content)
	require.NoError(t, err)
	return c
}

// days is a time so many days after a test's clock begins.
func days(n int) time.Time { return time.Date(2000, time.January, 1+n, 0, 0, 0, 0, time.UTC) }
