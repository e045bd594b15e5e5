package check

import (
	"errors"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"gatehouse/internal/course"
)

// found is a course as its files tell it, right or wrong.
type found struct {
	lessons  []lesson
	beliefs  tree              // quiz/misconceptions.yaml
	believes bool              // it could be read
	belief   map[string]string // what it holds
	given    map[string]string // id of a lesson to the import path of what its first exercise hands in
}

// lesson is a lesson, its text and its bank.
type lesson struct {
	id    string
	at    place // where it is listed
	front course.LessonFront
	head  tree
	known bool // the front matter could be read
	text  markdown
	bank  course.Bank
	quiz  tree
	asks  bool // the bank could be read
}

var ids = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

const (
	contentsFile = "lessons/course.yaml"
	packFile     = "pack.yaml"
)

// checkCourse reads all that the course lists, and compares that with what
// is there. Where the list cannot be read, every lesson is on it.
func (f *finder) checkCourse() found {
	c := found{belief: map[string]string{}, given: map[string]string{}}
	c.beliefs, c.believes = f.decodeFile("quiz/misconceptions.yaml", &c.belief)
	listed, ok := f.checkContents()
	if !ok {
		for _, id := range f.folders("lessons") {
			listed = append(listed, listing{id, place{file: contentsFile}})
		}
	}
	for _, l := range listed {
		if ids.MatchString(l.id) {
			c.lessons = append(c.lessons, f.readLesson(l))
		} else {
			f.add("wrong-id", l.at, "%q is no id", l.id)
		}
	}
	f.checkUnlisted(c)
	f.checkExercises(c)
	return c
}

// listing is a lesson of course.yaml.
type listing struct {
	id string
	at place
}

// checkContents reads course.yaml; false where that cannot be done.
func (f *finder) checkContents() (listed []listing, ok bool) {
	if !f.there(contentsFile) {
		f.add("no-course", place{file: contentsFile}, "the course has no table of contents")
		return nil, false
	}
	var contents course.Contents
	list, ok := f.decodeFile(contentsFile, &contents)
	if !ok {
		return nil, false
	}
	if contents.Title == "" {
		f.add("no-title", list.at("title"), "the course has no title")
	}
	first := map[string]int{}
	for i, chapter := range contents.Chapters {
		if chapter.Title == "" {
			f.add("no-title", list.at("chapters", i, "title"), "the chapter has no title")
		}
		for j, id := range chapter.Lessons {
			at := list.at("chapters", i, "lessons", j)
			if line, twice := first[id]; twice {
				f.add("listed-twice", at, "lesson %q is listed in line %d already", id, line)
				continue
			}
			first[id] = at.line
			listed = append(listed, listing{id, at})
		}
	}
	return listed, true
}

// readLesson reads a lesson that is listed.
func (f *finder) readLesson(listed listing) lesson {
	l := lesson{id: listed.id, at: listed.at}
	file, bank := "lessons/"+l.id+"/lesson.md", "quiz/"+l.id+".yaml"
	if !f.there(bank) {
		f.add("bank-missing", l.at, "lesson %q has no questions: %s is not there", l.id, bank)
	}
	l.quiz, l.asks = f.decodeFile(bank, &l.bank)
	if !f.there(file) {
		f.add("lesson-missing", l.at, "lesson %q is listed, but %s is not there", l.id, file)
	}
	l.head, l.text, l.known = f.document(file, &l.front)
	return l
}

// has reports whether the course lists a lesson.
func (c found) has(id string) bool {
	return slices.ContainsFunc(c.lessons, func(l lesson) bool { return l.id == id })
}

// asks reports whether the bank of a lesson has a question, or cannot tell.
func (c found) asks(id, question string) bool {
	return slices.ContainsFunc(c.lessons, func(l lesson) bool {
		return l.id == id && (!l.asks || slices.ContainsFunc(l.bank.Questions, func(q *course.Question) bool { return q != nil && q.ID == question }))
	})
}

// checkPack looks at where a pack says that it comes from.
func (f *finder) checkPack() {
	var pack course.Pack
	head, ok := f.decodeFile(packFile, &pack)
	if !ok {
		return
	}
	if pack.Title == "" {
		f.add("no-title", head.at("title"), "the pack has no title")
	}
	for _, field := range []struct {
		name  string
		empty bool
	}{{"authors", len(pack.Authors) == 0}, {"version", pack.Version == ""}, {"licence", pack.Licence == ""}} {
		if field.empty {
			f.add("no-origin", head.at(field.name), "the pack does not tell its %s", field.name)
		}
	}
}

// checkUnlisted tells of lessons and banks that are in no chapter.
func (f *finder) checkUnlisted(c found) {
	for _, id := range f.folders("lessons") {
		file := "lessons/" + id + "/lesson.md"
		if !c.has(id) && f.there(file) {
			f.add("not-listed", place{file: file}, "lesson %q is in no chapter of %s", id, contentsFile)
		}
	}
	banks, _ := fs.Glob(f.content, "quiz/*.yaml")
	for _, file := range banks {
		id := strings.TrimSuffix(path.Base(file), ".yaml")
		if !c.has(id) && id != "misconceptions" {
			f.add("bank-without-lesson", place{file: file}, "there is no lesson %q for these questions", id)
		}
	}
}

// checkExercises looks at what exercise.md says; what the probes say of an
// exercise is found elsewhere.
func (f *finder) checkExercises(c found) {
	var lessonIDs, exerciseIDs names
	for _, l := range c.lessons {
		lessonIDs.add(l.id, l.head, l.front.Aliases)
	}
	all := true // exercises could be read
	for _, id := range f.folders("exercises") {
		file := "exercises/" + id + "/exercise.md"
		if !f.there(file) {
			f.add("exercise-missing", place{file: file}, "the exercise %q has no exercise.md", id)
			continue
		}
		if !ids.MatchString(id) {
			f.add("wrong-id", place{file: file}, "%q is no id", id)
		}
		var front course.ExerciseFront
		head, text, ok := f.document(file, &front)
		f.checkTask(text)
		if all = all && ok; !ok {
			continue
		}
		exerciseIDs.add(id, head, front.Aliases)
		if c.given[front.Lesson] == "" || id == front.Lesson {
			c.given[front.Lesson] = module + "exercises/" + id + "/given"
		}
		f.checkExercise(c, front, head)
	}
	for _, l := range c.lessons {
		if all && c.given[l.id] == "" {
			f.add("no-exercise", l.at, "lesson %q has no exercise", l.id)
		}
	}
	f.checkAliases(lessonIDs)
	f.checkAliases(exerciseIDs)
}

func (f *finder) checkExercise(c found, front course.ExerciseFront, head tree) {
	if front.Title == "" {
		f.add("no-title", head.at("title"), "the exercise has no title")
	}
	if !c.has(front.Lesson) {
		f.add("unknown-lesson", head.at("lesson"), "the course has no lesson %q", front.Lesson)
	}
	if front.Kind != course.Guard && front.Kind != course.Hunt {
		f.add("unknown-kind", head.at("kind"), "kind %q is neither guard nor hunt", front.Kind)
	}
	if front.Then != "" && !c.asks(front.Lesson, front.Then) {
		f.add("unknown-question", head.at("then"), "lesson %q has no question %q", front.Lesson, front.Then)
	}
}

// checkTask looks at the two parts of an exercise's text.
func (f *finder) checkTask(text markdown) {
	if len(text.lines) == 0 {
		return
	}
	f.checkLinks(text)
	f.checkWidth(text)
	parts := text.sections(1)
	for _, name := range []string{"Task", "Afterwards"} {
		i := slices.IndexFunc(parts, func(s section) bool { return s.line.text == name })
		switch {
		case i < 0:
			f.add("no-task", place{file: text.file, line: text.lines[0].number}, "the part # %s is missing", name)
		case parts[i].empty():
			f.add("empty-part", place{text.file, parts[i].number, 1}, "nothing stands under # %s", name)
		}
	}
}

// names are the ids and aliases of lessons, or of exercises.
type names struct {
	ids     map[string]bool
	aliases []alias
}

type alias struct {
	name, of string
	at       place
}

func (n *names) add(id string, head tree, aliases []string) {
	if n.ids == nil {
		n.ids = map[string]bool{}
	}
	n.ids[id] = true
	for i, name := range aliases {
		n.aliases = append(n.aliases, alias{name, id, head.at("aliases", i)})
	}
}

func (f *finder) checkAliases(n names) {
	first := map[string]string{}
	for _, a := range n.aliases {
		before, twice := first[a.name]
		switch {
		case n.ids[a.name]:
			f.add("alias-is-id", a.at, "the alias %q of %q is also an id", a.name, a.of)
		case twice:
			f.add("alias-is-id", a.at, "the alias %q of %q is also one of %q", a.name, a.of, before)
		}
		first[a.name] = a.of
	}
}

// checkLoad sees to it that nothing is left out in silence: where all seems
// right, and still the loader leaves something out, it says why.
func (f *finder) checkLoad() {
	if slices.ContainsFunc(f.problems, func(p Problem) bool { return p.Severity == Error }) {
		return // it may be for that
	}
	c, err := course.Load(f.content)
	var whole *course.Problem
	switch {
	case errors.As(err, &whole):
		f.pass(*whole)
	case err != nil:
		f.add("unreadable", place{file: contentsFile}, "%s", err)
	default:
		for _, p := range c.Problems {
			f.pass(p)
		}
	}
}

// pass tells what the loader tells.
func (f *finder) pass(p course.Problem) {
	f.add("unreadable", place{p.File, p.Line, p.Column}, "%s", p.Message)
	if p.Help != "" {
		f.problems[len(f.problems)-1].Help = p.Help
	}
}
