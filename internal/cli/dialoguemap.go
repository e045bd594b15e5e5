package cli

import (
	"strconv"
	"strings"

	"gatehouse/internal/course"
	"gatehouse/internal/progress"
)

// atMap is the course as a whole.
type atMap struct{}

func (atMap) arrive(d *dialogue) { d.printStanding(d.study) }

func (atMap) menu(d *dialogue) menu {
	now, lessons := d.study.Progress(), d.study.Course().Lessons()
	m := menu{
		place: "map",
		enter: choice{does: now.Next.Reason, act: d.step(now.Next)},
		choices: []choice{
			{"l lessons", "the lessons, each with its number", d.listLessons},
			{"x exam", "an exam over all lessons read", d.does("exam")},
			{"v review", "what is due again: " + many(len(now.Due), "question"), d.does("review")},
		},
		numbers: numbers{len(lessons), "the lesson with that number", func(i int) { d.enter(atLesson{lessons[i].ID}) }},
	}
	if now.Overall.Taken > 0 {
		m.choices = append(m.choices, choice{"result", "the last exam over all lessons again", d.does("exam", "--result")})
	}
	return m
}

// listLessons tells how far each lesson is.
func (d *dialogue) listLessons() {
	now, n := d.study.Progress(), 0
	for _, chapter := range d.study.Course().Chapters {
		d.say("chapter: %s", chapter.Title)
		for _, lesson := range chapter.Lessons {
			n++
			d.say("%d: %s, %s", n, lesson.Title, standing(lesson, now.Lessons[lesson.ID]))
		}
	}
}

// standing is how far a lesson is: "begun, practice 4 of 5".
func standing(lesson *course.Lesson, state progress.LessonState) string {
	return strings.Join(append([]string{mark(state.Done, state.Begun)}, parts(lesson, state)...), ", ")
}

// atLesson is one lesson: its text, its questions and its exercises.
type atLesson struct{ id string }

func (l atLesson) arrive(d *dialogue) {
	lesson := d.study.Course().Lesson(l.id)
	d.say("lesson: %s, %s", lesson.Title, standing(lesson, d.study.Progress().Lessons[l.id]))
	d.say("%s", oneLine(lesson.Summary))
}

func (l atLesson) menu(d *dialogue) menu {
	now, lesson := d.study.Progress(), d.study.Course().Lesson(l.id)
	next, open := progress.StepOf(lesson, now.Lessons[l.id])
	if !open {
		next = now.Next
	}
	m := menu{
		place: lesson.Title,
		enter: choice{does: next.Reason, act: d.step(next)},
		choices: []choice{
			{"l lesson", "read it, " + many(lesson.Minutes, "minute"), d.goes(&reading{lesson: l.id})},
			{"p practice", "five questions, with hint and reasons", d.does("practice", l.id)},
			{"x exam", "ten questions, without hints", d.does("exam", l.id)},
		},
	}
	if now.Lessons[l.id].Exam.Taken > 0 {
		m.choices = append(m.choices, choice{"result", "the last exam again", d.does("exam", l.id, "--result")})
	}
	return d.withExercises(m, lesson, now.Lessons[l.id])
}

// withExercises adds the exercises of a lesson, by number where there are
// several.
func (d *dialogue) withExercises(m menu, lesson *course.Lesson, state progress.LessonState) menu {
	for i, e := range lesson.Exercises {
		typed := "e exercise"
		if len(lesson.Exercises) > 1 {
			typed = strconv.Itoa(i + 1)
		}
		m.choices = append(m.choices, choice{typed, exerciseStanding(e, state), d.goes(&atExercise{id: e.ID})})
	}
	return m
}

// exerciseStanding names an exercise and says how far it is.
func exerciseStanding(e *course.Exercise, state progress.LessonState) string {
	at := state.Exercises[e.ID]
	return strings.Join(append([]string{"exercise " + e.Title, mark(at.Done, at.Runs > 0)}, begunProbes(at)...), ", ")
}
