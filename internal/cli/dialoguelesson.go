package cli

import (
	"fmt"
	"strconv"
)

// reading is a lesson read section by section.
type reading struct {
	lesson  string
	section int // from 0
}

func (r *reading) arrive(d *dialogue) {
	d.run(d.ctx, []string{"lesson", r.lesson, "--section", strconv.Itoa(r.section + 1)})
}

func (r *reading) menu(d *dialogue) menu {
	lesson := d.study.Course().Lesson(r.lesson)
	sections := lesson.Sections()
	to := func(i int) { r.section, d.moved = i, true }
	m := menu{
		place: fmt.Sprintf("section %d of %d", r.section+1, len(sections)),
		choices: []choice{
			{"a again", "this section again", func() { to(r.section) }},
			{"c contents", "the titles of the sections, each with its number", d.does("lesson", r.lesson, "--contents")},
		},
		numbers: numbers{len(sections), "the section with that number", to},
	}
	switch next := r.section + 1; {
	case next < len(sections):
		m.enter = choice{does: sections[next].Title, act: func() { to(next) }}
	case d.study.Progress().Lessons[r.lesson].Read:
		m.enter = choice{does: "back to the lesson's parts", act: d.back}
	default:
		m.enter = choice{does: "it is read", act: func() {
			d.run(d.ctx, []string{"lesson", r.lesson, "--read"})
			d.back()
		}}
	}
	return m
}
