package course

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// Load reads a course from a folder with lessons/, quiz/ and exercises/. What
// is wrong with a single file leaves that lesson, bank, question or exercise
// out and is told in Problems; only without a readable lessons/course.yaml
// there is no course, and the error says why.
func Load(content fs.FS) (*Course, error) {
	l := loader{content: content, course: &Course{Misconceptions: map[string]string{}}, listed: map[string]bool{}}
	var contents struct {
		Title    string `yaml:"title"`
		Chapters []struct {
			Title   string   `yaml:"title"`
			Lessons []string `yaml:"lessons"`
		} `yaml:"chapters"`
	}
	if problem := l.decodeFile("lessons/course.yaml", &contents); problem != nil {
		return nil, problem
	}
	l.course.Title = contents.Title
	l.note(l.decodeFile("quiz/misconceptions.yaml", &l.course.Misconceptions))
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
	return l.course, nil
}

type loader struct {
	content fs.FS
	course  *Course
	listed  map[string]bool // ids of lessons seen in course.yaml
}

// note keeps a problem; nil is none.
func (l *loader) note(p *Problem) bool {
	if p != nil {
		l.course.Problems = append(l.course.Problems, *p)
	}
	return p != nil
}

func (l *loader) lesson(id string) *Lesson {
	file := "lessons/" + id + "/lesson.md"
	if l.listed[id] {
		l.note(&Problem{File: "lessons/course.yaml", Message: fmt.Sprintf("lesson %q is listed twice", id), Help: "Take one of the two out."})
		return nil
	}
	l.listed[id] = true
	var head struct {
		Title   string   `yaml:"title"`
		Summary string   `yaml:"summary"`
		Minutes int      `yaml:"minutes"`
		Aliases []string `yaml:"aliases"`
		Facts   []Fact   `yaml:"facts"`
	}
	body, problem := l.document(file, &head)
	if l.note(problem) {
		return nil
	}
	if head.Title == "" {
		l.note(&Problem{File: file, Line: 1, Column: 1, Message: "the lesson has no title", Help: "Add title: to the front matter."})
		return nil
	}
	return &Lesson{
		ID: id, Title: head.Title, Summary: head.Summary, Minutes: head.Minutes,
		Aliases: head.Aliases, Facts: head.Facts, Body: body, Bank: l.bank(id),
	}
}

func (l *loader) bank(id string) []*Question {
	file := "quiz/" + id + ".yaml"
	var bank struct {
		Questions []*Question `yaml:"questions"`
	}
	if l.note(l.decodeFile(file, &bank)) {
		return nil
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(bank.Questions, func(q *Question) bool {
		wrong := fault(q)
		if wrong == "" && seen[q.ID] {
			wrong = "another question has the same id"
		}
		if wrong == "" {
			seen[q.ID] = true
			return false
		}
		line, column := l.find(file, "id: "+q.ID)
		return l.note(&Problem{
			File: file, Line: line, Column: column, Message: fmt.Sprintf("question %q: %s", q.ID, wrong),
			Help: "The question is left out until that is mended.",
		})
	})
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

func (l *loader) exercises() {
	folders, err := fs.ReadDir(l.content, "exercises")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		l.note(&Problem{File: "exercises", Message: err.Error()})
	}
	for _, folder := range folders {
		if !folder.IsDir() {
			continue
		}
		if e := l.exercise(folder.Name()); e != nil {
			lesson := l.course.Lesson(e.Lesson)
			if lesson == nil {
				l.note(&Problem{
					File: "exercises/" + e.ID + "/exercise.md", Line: 1, Column: 1,
					Message: fmt.Sprintf("its lesson %q is not in the course", e.Lesson),
					Help:    "Name a lesson of lessons/course.yaml that can be read.",
				})
				continue
			}
			lesson.Exercises = append(lesson.Exercises, e)
		}
	}
	for _, lesson := range l.course.Lessons() {
		slices.SortStableFunc(lesson.Exercises, func(a, b *Exercise) int { return cmp.Compare(rank(a), rank(b)) })
	}
}

// rank puts the exercise that is named like its lesson before the others.
func rank(e *Exercise) int {
	if e.ID == e.Lesson {
		return 0
	}
	return 1
}

func (l *loader) exercise(id string) *Exercise {
	file := "exercises/" + id + "/exercise.md"
	var head struct {
		Title   string   `yaml:"title"`
		Lesson  string   `yaml:"lesson"`
		Kind    Kind     `yaml:"kind"`
		Minutes int      `yaml:"minutes"`
		Aliases []string `yaml:"aliases"`
		Hints   []string `yaml:"hints"`
	}
	body, problem := l.document(file, &head)
	if l.note(problem) {
		return nil
	}
	task, afterwards, ok := strings.Cut(body, "\n# Afterwards\n")
	task, found := strings.CutPrefix(strings.TrimSpace(task), "# Task\n")
	if !ok || !found || head.Kind != Guard && head.Kind != Hunt {
		l.note(&Problem{
			File: file, Line: 1, Column: 1, Message: "it is no whole exercise",
			Help: "It needs kind: guard or hunt, and the parts # Task and # Afterwards.",
		})
		return nil
	}
	files, err := fs.Sub(l.content, "exercises/"+id)
	if err != nil {
		l.note(&Problem{File: file, Message: err.Error()})
		return nil
	}
	e := &Exercise{
		ID: id, Title: head.Title, Lesson: head.Lesson, Kind: head.Kind, Minutes: head.Minutes, Aliases: head.Aliases, Hints: head.Hints,
		Task: strings.TrimSpace(task), Afterwards: strings.TrimSpace(afterwards), Files: files,
	}
	e.Matrix = l.matrix("exercises/" + id + "/matrix.txt")
	return e
}

func (l *loader) matrix(file string) *Matrix {
	text, err := fs.ReadFile(l.content, file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	var m *Matrix
	if err == nil {
		m, err = ParseMatrix(text)
	}
	if err != nil {
		l.note(&Problem{File: file, Message: err.Error(), Help: "Make it anew: go test ./exercises -update"})
	}
	return m
}
