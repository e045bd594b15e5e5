package tui

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/stretchr/testify/assert"

	"gatehouse/internal/grade"
)

// everyScreen says how to come to each screen from the map.
var everyScreen = map[string]func(t *testing.T, w *window){
	"map":          func(t *testing.T, w *window) {},
	"map, read":    func(t *testing.T, w *window) { drive(t, w, "enter", "G", "esc") },
	"lesson":       func(t *testing.T, w *window) { drive(t, w, "enter") },
	"lesson's end": func(t *testing.T, w *window) { drive(t, w, "enter", "G") },
	"practice":     func(t *testing.T, w *window) { drive(t, w, "p", "h", "a") },
	"answer": func(t *testing.T, w *window) {
		drive(t, w, "p")
		drive(t, w, wrong(w), "enter", "pgdown")
	},
	"exam":          func(t *testing.T, w *window) { drive(t, w, "x", "b") },
	"exam overview": func(t *testing.T, w *window) { drive(t, w, "x", "b", "enter", "n", "G") },
	"result":        func(t *testing.T, w *window) { drive(t, w, "x", "n", "G", "enter", "down") },
	"review":        func(t *testing.T, w *window) { drive(t, w, "v") },
	"progress": func(t *testing.T, w *window) {
		drive(t, w, "p")
		drive(t, w, wrong(w), "enter", "esc", "m")
	},
	"help":               func(t *testing.T, w *window) { drive(t, w, "e", "?", "G") },
	"exercise":           func(t *testing.T, w *window) { drive(t, w, "e") },
	"running":            func(t *testing.T, w *window) { drive(t, w, "e", "space") },
	"broken":             func(t *testing.T, w *window) { played(t, w, verdict(".x.x")) },
	"holds":              func(t *testing.T, w *window) { played(t, w, verdict("....")) },
	"behaves like":       func(t *testing.T, w *window) { played(t, w, mistaken()) },
	"not compiling":      func(t *testing.T, w *window) { played(t, w, uncompiled()) },
	"could not run":      func(t *testing.T, w *window) { played(t, w, grade.Result{Outcome: grade.CouldNotRun, Reason: long}) },
	"hint":               func(t *testing.T, w *window) { drive(t, w, "e", "h", "h") },
	"exchange":           func(t *testing.T, w *window) { played(t, w, mistaken()); drive(t, w, "enter") },
	"task":               func(t *testing.T, w *window) { drive(t, w, "e", "t") },
	"diff":               func(t *testing.T, w *window) { drive(t, w, "e", "d") },
	"reset prompt":       func(t *testing.T, w *window) { drive(t, w, "e", "r") },
	"solution":           func(t *testing.T, w *window) { drive(t, w, "e", "s", "down", "enter") },
	"code to compare":    func(t *testing.T, w *window) { drive(t, w, "end", "l") },
	"contents":           func(t *testing.T, w *window) { drive(t, w, "enter", "/") },
	"contents of it all": func(t *testing.T, w *window) { drive(t, w, "/", "down") },
	"found":              func(t *testing.T, w *window) { drive(t, w, "/"); types(w, "door"); drive(t, w, "end", "up") },
	"nothing found":      func(t *testing.T, w *window) { drive(t, w, "/"); types(w, "dors "+long) },
	"lesson at a hit":    func(t *testing.T, w *window) { drive(t, w, "/"); types(w, "closes"); drive(t, w, "enter") },
	"command":            func(t *testing.T, w *window) { drive(t, w, "/"); types(w, "gatehouse exam"); drive(t, w, "enter") },
	"bare":               func(t *testing.T, w *window) { drive(t, w, "e", "t", "c", "c") },
	"a note in view":     func(t *testing.T, w *window) { drive(t, w, "e", "x", "o") },
}

const long = "a very long reason that goes on and on, further than any window is wide, and then some more of it, until nobody reads it any longer, whatever it says"

func played(t *testing.T, w *window, r grade.Result) {
	drive(t, w, "e", "space")
	plays(w, r)
}

func mistaken() grade.Result {
	r := verdict(".x.x")
	r.Probes[1].Name = "the key opens the door " + long
	r.Probes[1].Exchanges[0].Response = "HTTP/1.1 401 Unauthorized\r\n\r\n" + strings.Repeat("wide 漢字 body ", 300)
	r.BehavesLike = &grade.Like{Summary: long, Explanation: long}
	r.Output = strings.Repeat("printed\x07 line\n", 90)
	return r
}

func uncompiled() grade.Result {
	r := grade.Result{Outcome: grade.DoesNotCompile}
	for i := range 30 {
		r.Compile = append(r.Compile, grade.Problem{File: "handler.go", Line: i + 1, Column: 7, Message: long, Source: "\t\t" + long})
	}
	return r
}

func TestEveryScreenFitsEveryWindow(t *testing.T) {
	for _, size := range []size{{60, 16}, {80, 24}, {120, 40}, {160, 50}, {240, 60}} {
		for name, open := range everyScreen {
			t.Run(fmt.Sprintf("%s at %dx%d", name, size.width, size.height), func(t *testing.T) {
				inWindow(t, size.width, size.height, false, func(t *testing.T, w *window) {
					open(t, w)
					fits(t, w)
					p := w.root.top().view()
					if !p.bare {
						assert.LessOrEqual(t, len(p.body), w.root.desk.rows(len(p.head)), "rows are lost without a sign")
					}
					before := w.text()
					w.tell(tea.WindowSizeMsg{Width: 60, Height: 16})
					fits(t, w)
					w.tell(tea.WindowSizeMsg{Width: size.width, Height: size.height})
					assert.Equal(t, before, w.text(), "the same size shows the same")
				})
			})
		}
	}
}

func TestAKeyHasOneVerbOnEveryScreen(t *testing.T) {
	for name, open := range everyScreen {
		inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
			open(t, w)
			verbs := map[string]string{}
			for _, v := range w.root.keys().verbs {
				for _, key := range v.Keys() {
					assert.Empty(t, verbs[key], "%s: %s is also: %s", name, key, v.long)
					verbs[key] = v.long
				}
				assert.NotEmpty(t, v.long, name)
			}
		})
	}
}

func TestFirstStartFitsEveryWindow(t *testing.T) {
	for _, size := range []size{{60, 16}, {80, 24}, {160, 50}} {
		inWindow(t, size.width, size.height, true, func(t *testing.T, w *window) {
			for _, key := range []string{"down", "down", "up", "enter"} {
				fits(t, w)
				p := w.root.top().view()
				assert.LessOrEqual(t, len(p.body), w.root.desk.rows(len(p.head)), w.text())
				drive(t, w, key)
			}
		})
	}
}

func TestASCIIHasNoOtherSigns(t *testing.T) {
	for name, open := range everyScreen {
		t.Run(name, func(t *testing.T) {
			inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
				w.root.desk.terminal.ascii = true
				w.root = w.root.relooked()
				open(t, w)
				for _, r := range w.text() {
					if r > 126 && r != '漢' && r != '字' {
						assert.Fail(t, "not ASCII: "+string(r), w.text())
						return
					}
				}
			})
		})
	}
}
