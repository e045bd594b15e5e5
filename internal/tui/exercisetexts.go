package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"gatehouse/internal/course"
	"gatehouse/internal/text"
)

// newTask shows what an exercise asks for.
func newTask(d desk, e *course.Exercise) screen { return newReading(d, task(d, e)) }

func task(d desk, e *course.Exercise) reading {
	return reading{
		d: d, anew: func(d desk) reading { return task(d, d.course.Exercise(e.ID)) },
		place: text.Safe(e.Title) + " · task", aside: fmt.Sprintf("%s · %d min", e.Kind, e.Minutes),
		status: callersOf(e).count(e.Matrix),
		head: func(s size, l look) []string {
			return headline(s, l, callersOf(e).task+"exercises/"+e.ID+"/"+e.Answer())
		},
		lay: func(width int, l look) []string { return markdown(taskText(e), width, l) },
		extra: func(m reading) []verb {
			path := "exercises/" + e.ID + "/" + e.Answer()
			return append([]verb{
				does(d.keys.enter, "probes", "back to the probes", func() turn { return goBack(m) }),
				does(d.keys.copy, "copy path", "", func() turn {
					return stays(m, d.do.copyText("Sent to the clipboard: "+path+".", path))
				}),
			}, without(m.d.workVerbs(m, e, anywhere), "t")...)
		},
	}
}

// taskText is the task without its title: what stands over it says it.
func taskText(e *course.Exercise) string {
	return strings.TrimPrefix(strings.TrimSpace(e.Task), "# Task\n")
}

// solutionScreen is the reference solution, and why it is so.
type solutionScreen struct {
	reading
	exercise *course.Exercise
	run      int
}

func newSolution(d desk, e *course.Exercise) screen {
	m := solutionScreen{exercise: e, run: d.do.run()}
	m.reading = reading{
		d: d, place: text.Safe(e.Title) + " · solution",
		head: func(s size, l look) []string { return headline(s, l, callersOf(e).solution) },
		lay:  func(int, look) []string { return nil },
	}
	return m.resize(d)
}

func (m solutionScreen) init() tea.Cmd { return m.d.do.solution(m.run, m.exercise.ID) }

func (m solutionScreen) resize(d desk) screen {
	m.reading = m.reading.laid(d)
	return m
}

func (m solutionScreen) update(msg tea.Msg) turn {
	switch msg := msg.(type) {
	case wheeled:
		return m.moved(m.scroll.by(msg.rows))
	case solutionMsg:
		if msg.run != m.run {
			break
		}
		if msg.err != nil {
			return says(m, sentence(msg.err))
		}
		m.lay = func(width int, l look) []string {
			code := splitRows(strings.Trim(text.Code(msg.solution.Code, "go", width, l.markdown), "\n"))
			why := markdown(msg.solution.Afterwards, width, l)
			if m.d.state(m.exercise).Done { // who has one of their own asks why first
				return slices.Concat(why, []string{"", l.accent.Render("Ours, " + m.exercise.Answer()), ""}, code)
			}
			return slices.Concat(code, []string{""}, why)
		}
		return stays(m.resize(m.d))
	}
	return stays(m)
}

func (m solutionScreen) moved(s scroll) turn {
	m.scroll = s
	return stays(m)
}

func (m solutionScreen) keys() keymap {
	k := m.d.keys
	verbs := []verb{does(k.space, "page on", "", func() turn { return m.moved(m.scroll.page(1)) })}
	if m.exercise.Then != "" {
		ask := does(k.enter, "one question", "the same idea in another framework", func() turn {
			return opens(m, newQuestion(m.d, m.exercise.Lesson, m.exercise.Transfer()))
		})
		verbs = append([]verb{ask}, verbs...)
	}
	verbs = append(verbs,
		does(k.diff, "diff with yours", "", func() turn {
			return turn{screen: m, move: replace, open: newDiff(m.d, m.exercise, "reference")}
		}))
	verbs = append(verbs, without(m.d.workVerbs(m, m.exercise, anywhere), "d", "s")...)
	return keymap{verbs: append(append(verbs, m.scroll.verbs(k, m.moved)...), m.d.backVerb(m))}
}
