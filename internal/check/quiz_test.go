package check

import (
	"strings"
	"testing"
	"testing/fstest"
)

// edit replaces in the bank every time.
func edit(oldnew ...string) func(fstest.MapFS) {
	return func(content fstest.MapFS) {
		content[bankYAML] = &fstest.MapFile{Data: []byte(strings.NewReplacer(oldnew...).Replace(string(content[bankYAML].Data)))}
	}
}

func TestFaultsOfABank(t *testing.T) {
	const first = `      - text: "403"
        misconception: error-ends-handler
        why: It would in another place.
`
	alike := `  - id: status-again
    difficulty: easy
    question: No proof of who asks comes with the request. Which status refuses it?
    options:
      - {text: "403", misconception: error-ends-handler, why: It would.}
      - {text: "401", correct: true, why: So it is.}
      - {text: "404 or 410", misconception: 403-is-the-no, why: It looks so.}
    steps: [Look.]
    answer: As it is.
    check: Read it.
    hint: Who?
    mistakes: [None.]
    rule: CWE-287
`
	findAll(t, []fault{
		{code: "few-questions", file: bankYAML, old: "difficulty: hard", new: "difficulty: medium", at: "questions", says: "1 hard"},
		{code: "no-id", file: bankYAML, old: "id: status", new: `id: ""`, at: `""`, also: []string{}},
		{code: "id-twice", file: bankYAML, old: "id: challenge", new: "id: status # again", at: "status #", says: "line 2"},
		{code: "no-question", file: bankYAML, old: "question: No proof of who asks comes with a request. Which status refuses it?", new: "question:", at: "question:"},
		{code: "unknown-difficulty", file: bankYAML, old: "difficulty: easy", new: "difficulty: eazy", at: "eazy", also: []string{"few-questions"}},
		{code: "option-count", file: bankYAML, old: "    options:\n", new: "    options:\n" + strings.Repeat(first, 4), at: "options", also: []string{"same-options", "same-options", "same-options", "same-options"}},
		{code: "empty-option", file: bankYAML, old: `text: "403"`, new: `text: ""`, at: `""`},
		{code: "no-correct-option", file: bankYAML, old: "correct: true", new: "correct: false", at: "options", also: []string{"no-misconception"}},
		{code: "no-why", file: bankYAML, old: "why: It would in another place.", new: `why: ""`, at: `""`},
		{code: "no-misconception", file: bankYAML, old: "        misconception: error-ends-handler\n", new: "", at: `text: "403"`},
		{code: "unknown-misconception", file: bankYAML, old: "error-ends-handler", new: "errors-end-handlers", at: "errors-end-handlers"},
		{code: "right-misconception", file: bankYAML, old: "correct: true", new: "correct: true\n        misconception: 403-is-the-no", at: "403-is-the-no"},
		{code: "misconception-empty", file: beliefs, old: "403 is the general refusal.", new: `""`, at: `""`},
		{code: "misconception-unused", file: beliefs, old: "403-is", new: "trim-validates: TrimPrefix tells.\n403-is", at: "TrimPrefix"},
		{code: "no-steps", file: bankYAML, old: "steps: [Look at the request., Follow the code.]", new: "steps: []", at: "steps"},
		{code: "no-answer", file: bankYAML, old: "answer: As the right option says.", new: `answer: ""`, at: `""`},
		{code: "no-check", file: bankYAML, old: "check: Read it aloud.", new: `check: ""`, at: `""`},
		{code: "no-hint", file: bankYAML, old: "hint: Who asks?", new: `hint: " "`, at: `" "`},
		{code: "no-mistakes", file: bankYAML, old: "mistakes: [Trusting a refusal by its status.]", new: "mistakes: []", at: "mistakes"},
		{code: "no-rule", file: bankYAML, old: `rule: "RFC 9110 §15.5.2"`, new: `rule: ""`, at: `""`},
		{code: "rule-form", file: bankYAML, old: `rule: "RFC 9110 §15.5.2"`, new: `rule: "HTTP"`, at: `"HTTP"`},
		{code: "no-code", file: bankYAML, old: "    options:\n", new: "    code: {language: go, text: \"\"}\n    options:\n", at: `""`},
		{code: "too-wide", file: bankYAML, old: "\"unauthorized\", http.StatusUn", new: "\"unauthorized, as there was no token in it\", http.StatusUn", at: "authorized)"},
		{code: "longest-is-right", change: edit(`"401"`, `"401, with a challenge"`), in: bankYAML, at: `"The handler, at the order"`, says: "5 of 10"},
		{
			code: "shortest-is-right", in: bankYAML, at: `"t"`, says: "6 of 10",
			change: edit("WWW-Authenticate", "w", "401 and the card", "c", "No: all of it counts", "n", "Who sends an empty one", "e", "Both of them are", "b", "Tokens sent in URLs", "t"),
		},
		{code: "same-options", file: bankYAML, old: `text: "404 or 410"`, new: `text: "The  403."`, at: `"The  403."`},
		{code: "alike-questions", file: bankYAML, old: "  - id: challenge", new: alike + "  - id: challenge", at: "No proof of who asks comes with the", says: "doors/status"},
		{code: "above-option", file: bankYAML, old: `text: "404 or 410"`, new: `text: "None of the above"`, at: `"None of`},
		{code: "above-option", about: "by letter", file: bankYAML, old: `text: "404 or 410"`, new: `text: "Both A and B"`, at: `"Both A`},
	}, lookAtFiles)
}
