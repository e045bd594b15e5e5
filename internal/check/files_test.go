package check

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

const (
	courseYAML = "lessons/course.yaml"
	lessonMD   = "lessons/doors/lesson.md"
	bankYAML   = "quiz/doors.yaml"
	beliefs    = "quiz/misconceptions.yaml"
	exerciseMD = "exercises/doors/exercise.md"
)

func symlink(to string) func(fstest.MapFS) {
	return func(content fstest.MapFS) {
		content["lessons/doors/picture.txt"] = &fstest.MapFile{Mode: fs.ModeSymlink, Data: []byte(to)}
	}
}

func add(name, text string) func(fstest.MapFS) {
	return func(content fstest.MapFS) { content[name] = &fstest.MapFile{Data: []byte(text)} }
}

func without(name string) func(fstest.MapFS) {
	return func(content fstest.MapFS) { delete(content, name) }
}

func TestFaultsOfFiles(t *testing.T) {
	findAll(t, []fault{
		{code: "not-utf8", file: exerciseMD, old: "gets the", new: "the \xe4", at: "\xe4"},
		{code: "control-character", file: lessonMD, old: "Who gets in?", new: "Who \x1b[31mgets in?", at: "\x1b", says: "U+001B"},
		{code: "control-character", about: "that turns the direction", file: lessonMD, old: "let in who", new: "let \u202ein who", at: "\u202e"},
		{code: "control-character", about: "byte order mark", file: exerciseMD, old: "The return", new: "\ufeffThe return", at: "\ufeff"},
		{code: "too-large", change: add("lessons/doors/data.bin", strings.Repeat("x", largest+1)), in: "lessons/doors/data.bin"},
		{code: "unreadable", about: "device", change: func(content fstest.MapFS) {
			content["lessons/doors/pipe.md"] = &fstest.MapFile{Mode: fs.ModeNamedPipe}
		}, in: "lessons/doors/pipe.md"},
		{code: "unreadable", about: "matrix", change: add("exercises/doors/matrix.txt", "neither probe nor row\n"), in: "exercises/doors/matrix.txt"},
		{code: "link-leaves", about: "symbolic, absolute", change: symlink("/etc/hostname"), in: "lessons/doors/picture.txt"},
		{code: "link-leaves", about: "symbolic, upwards", change: symlink("../../../secret"), in: "lessons/doors/picture.txt"},
		{code: "link-leaves", file: lessonMD, old: "../../exercises/doors/exercise.md", new: "../../../secret.md", at: "../../../secret.md"},
		{code: "dead-link", file: lessonMD, old: "doors/exercise.md)", new: "door/exercise.md)", at: "../../exercises/door/"},
		{code: "dead-link", about: "in an exercise", file: exerciseMD, old: "doors/lesson.md", new: "door/lesson.md", at: "../../lessons/door/"},
		{code: "broken-yaml", file: courseYAML, old: "title: Doors", new: "title: [Doors", at: "chapters"},
		{code: "broken-yaml", about: "an anchor", file: lessonMD, old: "minutes: 6", new: "minutes: &m 6", at: "&m"},
		{code: "broken-yaml", about: "a text where a number belongs", file: lessonMD, old: "minutes: 6", new: "minutes: six", at: "six"},
		{code: "unknown-key", file: bankYAML, old: "hint:", new: "hnt:", at: "hnt:", says: `"hnt"`, also: []string{"no-hint"}},
		{code: "unknown-key", about: "two in one file", file: lessonMD, old: "title: Doors\n", new: "titel: Doors\ntitle: Doors\nlevel: 1\n", at: "titel", also: []string{"unknown-key"}},
		{code: "no-front-matter", file: exerciseMD, old: "---\n", new: ""},
	}, lookAtFiles)
}

func TestFaultsOfTheCourse(t *testing.T) {
	findAll(t, []fault{
		{code: "no-course", change: without(courseYAML), in: courseYAML},
		{code: "no-title", about: "of the course", file: courseYAML, old: "title: Doors", new: `title: ""`, at: `""`},
		{code: "no-title", about: "of a chapter", file: courseYAML, old: "title: First", new: `title: ""`, at: `""`},
		{code: "no-title", about: "of an exercise", file: exerciseMD, old: "title: A door", new: `title: ""`, at: `""`},
		{code: "no-title", about: "of a pack", change: add("pack.yaml", "title: \"\"\nauthors: [Ann]\nversion: 1.0\nlicence: MIT\n"), in: "pack.yaml", at: `""`},
		{code: "no-origin", change: add("pack.yaml", "title: Doors\nauthors: []\nversion: 1.0\nlicence: MIT\n"), in: "pack.yaml", at: "authors"},
		{code: "no-origin", about: "but an author", change: add("pack.yaml", "title: Doors\nauthors: [Ann]\nversion: 1.0\nlicence:\n"), in: "pack.yaml", at: "licence"},
		{code: "unknown-key", about: "of a pack", change: add("pack.yaml", "title: Doors\nauthor: Ann\nauthors: [Ann]\nversion: 1.0\nlicence: MIT\n"), in: "pack.yaml", at: "author"},
		{code: "unreadable", about: "by this Gatehouse", change: add("pack.yaml", "title: Doors\nauthors: [Ann]\nversion: 1.0\nlicence: MIT\nneeds: 99.0\n"), in: "pack.yaml", at: "needs", says: "99.0"},
		{code: "wrong-id", file: courseYAML, old: "- doors", new: "- doors\n      - Open Doors", at: "Open Doors"},
		{code: "wrong-id", about: "of a question", file: bankYAML, old: "id: status", new: "id: The status", at: "The status"},
		{code: "listed-twice", file: courseYAML, old: "- doors", new: "- doors\n      - doors ", at: "doors ", says: "line 5"},
		{code: "lesson-missing", change: without(lessonMD), in: courseYAML, at: "doors", also: []string{"dead-link"}},
		{code: "not-listed", change: add("lessons/windows/lesson.md", "---\ntitle: Windows\n---\n"), in: "lessons/windows/lesson.md"},
		{code: "bank-missing", change: without(bankYAML), in: courseYAML, at: "doors"},
		{code: "bank-without-lesson", change: add("quiz/windows.yaml", "questions: []\n"), in: "quiz/windows.yaml"},
		{code: "exercise-missing", change: add("exercises/windows/handler.go", "package windows\n"), in: "exercises/windows/exercise.md"},
		{code: "no-exercise", change: without(exerciseMD), in: courseYAML, at: "doors", also: []string{"exercise-missing", "dead-link"}},
		{code: "unknown-question", file: exerciseMD, old: "minutes: 10", new: "minutes: 10\nthen: no-such-question", at: "no-such-question"},
		{code: "unknown-lesson", file: exerciseMD, old: "lesson: doors", new: "lesson: dors", at: "dors", also: []string{"no-exercise"}},
		{code: "unknown-kind", file: exerciseMD, old: "kind: guard", new: "kind: gard", at: "gard"},
		{code: "no-task", file: exerciseMD, old: "# Task", new: "# Tasks", at: "# Tasks"},
		{code: "no-task", about: "but an end", file: exerciseMD, old: "# Afterwards\n", new: "", at: "# Task"},
		{code: "alias-is-id", file: lessonMD, old: "[gates]", new: "[gates, doors]", at: "doors]"},
		{code: "alias-is-id", about: "and an alias", file: exerciseMD, old: "[front-gate]", new: "[front-gate, front-gate ]", at: "front-gate ]"},
	}, lookAtFiles)
}
