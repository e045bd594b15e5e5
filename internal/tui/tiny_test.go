package tui

import (
	"fmt"
	"strings"
	"testing/fstest"

	"gatehouse/internal/find"
	"gatehouse/internal/grade"
	"gatehouse/sandbox"
)

// tinyCourse is two chapters, three lessons, one of them with a bank and an
// exercise.
func tinyCourse() fstest.MapFS {
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	lesson := func(title, body string) *fstest.MapFile {
		return file("---\ntitle: " + title + "\nsummary: All about " + title + ".\nminutes: 8\n---\n# " + title + "\n\n" + body)
	}
	return fstest.MapFS{
		"lessons/course.yaml": file("title: Doors\nchapters:\n  - title: First\n    lessons: [doors, keys]\n  - title: Second\n    lessons: [locks]\n"),
		"lessons/doors/lesson.md": lesson("Doors", "What a door is for.\n\n## Opening\n\n"+strings.Repeat("A door opens when it is pushed.\n\n", 20)+
			"```\ndoor.Open()\n```\n\n## Closing\n\n"+strings.Repeat("It closes, too.\n\n", 30)+"The end of doors.\n"),
		"lessons/keys/lesson.md":             lesson("Keys", "A short one.\n"),
		"lessons/locks/lesson.md":            lesson("Locks", "A short one, too.\n\n"+tinyPair+"\n### Limits\n\nWalls.\n"),
		"sandbox/sandbox.go":                 file("package sandbox\n"),
		"quiz/misconceptions.yaml":           file("closed-is-locked: What is closed is locked.\n"),
		"quiz/doors.yaml":                    file(tinyBank()),
		"quiz/keys.yaml":                     file(tinyBank()),
		"quiz/locks.yaml":                    file(tinyBank()),
		"exercises/doors/exercise.md":        file(tinyExercise),
		"exercises/doors/given/given.go":     file("package given\n"),
		"exercises/doors/handler_test.go":    file("package doors\n"),
		"exercises/doors/matrix.txt":         file(tinyMatrix),
		"exercises/doors/handler.go":         file("package doors\n"),
		"exercises/doors/starter/handler.go": file("package doors\n\nfunc Open() {}\n"),
	}
}

const tinyPair = "```go wrong: opens to any key\nif key != \"\" {\n\topen()\n}\n```\n\n" +
	"```go right: asks for its own\nif subtle.ConstantTimeCompare([]byte(key), []byte(d.TheKeyOfThisVeryLock)) == 1 {\n\topen()\n}\n```\n"

const tinyExercise = `---
title: Doors
lesson: doors
kind: guard
minutes: 20
hints:
  - Look at the door.
  - Look at the lock.
then: question-3
---

# Task

Let in who has the key.

# Afterwards

Oil the hinges.
`

const tinyMatrix = ` 1 honest  anyone can read /public
 2 honest  the key opens the door
 3 hostile a caller without a key is refused
 4 hostile a wrong key is refused

starter                 xx..
mistake closed          xx..
`

var tinyCommands = []find.Usage{
	{Name: "exam", Line: "gatehouse exam [ID]", Short: "Take an exam", Long: "Ten questions, without hints."},
}

// tinyBank is eleven questions whose right option is always the word "right";
// the last wants two.
func tinyBank() string {
	var b strings.Builder
	b.WriteString("questions:\n")
	for i, level := range strings.Fields("easy easy easy easy medium medium medium medium hard hard") {
		fmt.Fprintf(&b, `  - id: question-%d
    difficulty: %s
    question: Which option of question %d is right?
    options:
      - {text: right, correct: true, why: It says so.}
      - {text: wrong, why: It says so as well., misconception: closed-is-locked}
      - {text: neither, why: It cannot be.}
    steps: [Read it., Choose it.]
    answer: The right one.
    check: Read it again.
    hint: Look at the words.
    mistakes: [Not reading.]
    rule: RFC 1 §2
`, i, level, i)
	}
	return b.String()
}

// verdict plays a run of the tiny exercise: a letter for each probe, as in a
// matrix.
func verdict(letters string) grade.Result {
	names := []string{"anyone can read /public", "the key opens the door", "a caller without a key is refused", "a wrong key is refused"}
	r := grade.Result{Exercise: "doors", Outcome: grade.Holds, Seed: 4711, Seconds: 0.4}
	for i, letter := range letters {
		v := sandbox.Verdict{Name: names[i], Outcome: sandbox.Holds, Honest: i < 2, Why: "Somebody stands outside.", Rule: "RFC 9110 §11.1", Want: "200", Got: "200", Asked: 1}
		status := "200 OK"
		if letter == 'x' {
			r.Outcome, v.Outcome, v.Got, status = grade.Broken, sandbox.Broken, "401", "401 Unauthorized"
			v.At, v.Wrong = &sandbox.Place{File: "handler.go", Line: 24}, 1
		}
		v.Exchanges = []sandbox.Exchange{{
			Request: "GET /door HTTP/1.1\r\nAuthorization: key 7Qm3\r\n\r\n", Response: "HTTP/1.1 " + status + "\r\nX-Bad: a\x1b[2Jb\r\n\r\n",
			Curl: "curl http://localhost:8080/door", Wrong: letter == 'x',
		}}
		r.Probes = append(r.Probes, v)
	}
	return r
}
