package course

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// exercises hands each exercise to its lesson.
func (l *loader) exercises() {
	folders, err := fs.ReadDir(l.content, "exercises")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		l.note(&Problem{File: "exercises", Message: err.Error()})
	}
	for _, folder := range folders {
		if !folder.IsDir() {
			continue
		}
		e, problem := l.exercise(folder.Name())
		if l.note(problem) {
			e = l.exerciseWas(folder.Name())
		}
		if e == nil {
			continue
		}
		if lesson := l.course.Lesson(e.Lesson); lesson != nil {
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

// exerciseWas is an exercise as it was before, or nil.
func (l *loader) exerciseWas(id string) *Exercise {
	if e := l.before.Exercise(id); e != nil && e.ID == id {
		return e
	}
	return nil
}

func (l *loader) exercise(id string) (*Exercise, *Problem) {
	file := "exercises/" + id + "/exercise.md"
	var head ExerciseFront
	body, problem := l.document(file, &head)
	if problem != nil {
		return nil, problem
	}
	task, afterwards, ok := strings.Cut(body, "\n# Afterwards\n")
	task, found := strings.CutPrefix(strings.TrimSpace(task), "# Task\n")
	if !ok || !found || head.Kind != Guard && head.Kind != Hunt {
		return nil, &Problem{
			File: file, Line: 1, Column: 1, Message: "it is no whole exercise",
			Help: "It needs kind: guard or hunt, and the parts # Task and # Afterwards.",
		}
	}
	if l.course.Lesson(head.Lesson) == nil {
		return nil, &Problem{
			File: file, Line: 1, Column: 1, Message: fmt.Sprintf("its lesson %q is not in the course", head.Lesson),
			Help: "Name a lesson of lessons/course.yaml that can be read.",
		}
	}
	files, err := fs.Sub(l.content, "exercises/"+id)
	if err != nil {
		return nil, &Problem{File: file, Message: err.Error()}
	}
	return &Exercise{
		ID: id, Title: head.Title, Lesson: head.Lesson, Kind: head.Kind, Minutes: head.Minutes, Aliases: head.Aliases, Hints: head.Hints, Then: head.Then,
		Task: strings.TrimSpace(task), Afterwards: strings.TrimSpace(afterwards), Matrix: l.matrix(id), Files: files,
	}, nil
}

// matrix reads the matrix of an exercise; nil where it has none.
func (l *loader) matrix(id string) *Matrix {
	file := "exercises/" + id + "/matrix.txt"
	if _, err := fs.Stat(l.content, file); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	text, problem := l.read(file)
	if problem == nil {
		m, err := ParseMatrix(text)
		if err == nil {
			return m
		}
		problem = &Problem{File: file, Message: err.Error(), Help: "Make it anew: gatehouse check DIR --update"}
	}
	l.note(problem)
	if was := l.exerciseWas(id); was != nil {
		return was.Matrix
	}
	return nil
}
