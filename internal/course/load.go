package course

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// Load reads a course from a folder with lessons/, quiz/ and exercises/, and
// pack.yaml where the course is a pack. What is wrong with a single file leaves
// that lesson, bank, question or exercise out and is told in Problems; only
// without a readable lessons/course.yaml, or for a newer program than this,
// there is no course, and the error says why.
func Load(content fs.FS) (*Course, error) {
	l := newLoader(content, &Course{})
	contents, problem := l.contents()
	if problem != nil {
		return nil, problem
	}
	return l.load(contents), nil
}

// Reload reads a course again, of which some files have changed. What cannot
// be read stays as it was before, and Problems tells of it.
func Reload(content fs.FS, before *Course) *Course {
	l := newLoader(content, before)
	contents, problem := l.contents()
	if l.note(problem) {
		contents = before.contents()
	}
	return l.load(contents)
}

// The files that belong to no single part of a course.
const (
	packFile     = "pack.yaml"
	contentsFile = "lessons/course.yaml"
	beliefsFile  = "quiz/misconceptions.yaml"
)

type loader struct {
	content fs.FS
	before  *Course // what was there before; without lessons where nothing was
	course  *Course
	listed  map[string]bool // ids of lessons seen in course.yaml
}

func newLoader(content fs.FS, before *Course) *loader {
	return &loader{content: content, before: before, course: &Course{}, listed: map[string]bool{}}
}

// contents reads what the course consists of.
func (l *loader) contents() (Contents, *Problem) {
	if problem := l.tooNew(); problem != nil {
		return Contents{}, problem
	}
	var contents Contents
	problem := l.decodeFile(contentsFile, &contents)
	return contents, problem
}

// contents is what the course was made from.
func (c *Course) contents() Contents {
	contents := Contents{Title: c.Title}
	for _, chapter := range c.Chapters {
		listed := ContentsChapter{Title: chapter.Title}
		for _, lesson := range chapter.Lessons {
			listed.Lessons = append(listed.Lessons, lesson.ID)
		}
		contents.Chapters = append(contents.Chapters, listed)
	}
	return contents
}

func (l *loader) load(contents Contents) *Course {
	l.course.Title = contents.Title
	l.course.Pack = l.pack()
	l.course.Misconceptions = Misconceptions{}
	if l.note(l.decodeFile(beliefsFile, &l.course.Misconceptions)) && l.before.Misconceptions != nil {
		l.course.Misconceptions = l.before.Misconceptions
	}
	for _, chapter := range contents.Chapters {
		var lessons []*Lesson
		for _, id := range chapter.Lessons {
			if lesson := l.lesson(id); lesson != nil {
				lessons = append(lessons, lesson)
			}
		}
		l.course.Chapters = append(l.course.Chapters, Chapter{Title: chapter.Title, Lessons: lessons})
	}
	l.exercises()
	return l.course
}

// note keeps a problem; nil is none.
func (l *loader) note(p *Problem) bool {
	if p != nil {
		l.course.Problems = append(l.course.Problems, *p)
	}
	return p != nil
}

// was is a lesson as it was before; one without a title was not there.
func (l *loader) was(id string) Lesson {
	if lesson := l.before.Lesson(id); lesson != nil && lesson.ID == id {
		return *lesson
	}
	return Lesson{}
}

func (l *loader) lesson(id string) *Lesson {
	if l.listed[id] {
		l.note(&Problem{File: contentsFile, Message: fmt.Sprintf("lesson %q is listed twice", id), Help: "Take one of the two out."})
		return nil
	}
	l.listed[id] = true
	lesson, problem := l.text(id)
	if l.note(problem) {
		lesson = l.was(id)
	}
	if lesson.Title == "" {
		return nil
	}
	lesson.Bank, lesson.Exercises = l.bank(id), nil
	return &lesson
}

// text reads a lesson without its questions and exercises.
func (l *loader) text(id string) (Lesson, *Problem) {
	file := "lessons/" + id + "/lesson.md"
	var head LessonFront
	body, problem := l.document(file, &head)
	if problem == nil && head.Title == "" {
		problem = &Problem{File: file, Line: 1, Column: 1, Message: "the lesson has no title", Help: "Add title: to the front matter."}
	}
	return Lesson{
		ID: id, Title: head.Title, Summary: head.Summary, Minutes: head.Minutes,
		Aliases: head.Aliases, Facts: head.Facts, Body: body,
	}, problem
}

func (l *loader) bank(id string) []*Question {
	file := "quiz/" + id + ".yaml"
	was := l.was(id)
	var bank Bank
	if l.note(l.decodeFile(file, &bank)) {
		return was.Bank
	}
	seen := map[string]bool{}
	var asked []*Question
	for _, q := range bank.Questions {
		if q == nil {
			q = &Question{}
		}
		wrong := fault(q)
		if wrong == "" && seen[q.ID] {
			wrong = "another question has the same id"
		}
		if wrong != "" {
			line, column := l.find(file, "id: "+q.ID)
			l.note(&Problem{
				File: file, Line: line, Column: column, Message: fmt.Sprintf("question %q: %s", q.ID, wrong),
				Help: "The other questions can be asked meanwhile.",
			})
			q = was.Question(q.ID)
		}
		if q != nil && !seen[q.ID] {
			seen[q.ID] = true
			asked = append(asked, q)
		}
	}
	return asked
}

// fault says why a question cannot be asked, or "".
func fault(q *Question) string {
	correct := slices.ContainsFunc(q.Options, func(o Option) bool { return o.Correct })
	switch {
	case q.ID == "":
		return "it has no id"
	case strings.TrimSpace(q.Text) == "":
		return "it asks nothing"
	case !slices.Contains(Difficulties, q.Difficulty):
		return fmt.Sprintf("difficulty %q is none of easy, medium and hard", q.Difficulty)
	case len(q.Options) < 2 || len(q.Options) > 6:
		return fmt.Sprintf("it has %d options; two to six can be shown", len(q.Options))
	case !correct:
		return "none of its options is correct"
	}
	return ""
}
