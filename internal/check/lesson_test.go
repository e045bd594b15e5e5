package check

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestFaultsOfALesson(t *testing.T) {
	wide := "    1   Authorization: Bearer 7Qm3, and whoever reads on comes to the end of it at last"
	end := "- RFC 9110 §15.5.2"
	idea := "## Another\n\nText.\n\n**Rule.** One. (CWE-1)\n\n"
	findAll(t, []fault{
		{code: "no-title", file: lessonMD, old: "title: Doors", new: `title: ""`, at: `""`},
		{code: "no-summary", file: lessonMD, old: "summary: Who is let in, and who is not.", new: "summary:", at: "summary"},
		{code: "reading-time", file: lessonMD, old: "minutes: 6", new: "minutes: 40", at: "40"},
		{code: "title-differs", file: lessonMD, old: "# Doors", new: "# Gates", at: "# Gates"},
		{code: "no-goal", file: lessonMD, old: "Afterwards you let in who proves who they are.", new: "", at: "# Doors"},
		{code: "too-many-sections", file: lessonMD, old: "## Nothing", new: idea + "## Two\n\n" + "## Three\n\n" + "## Nothing", at: "## Nothing"},
		{code: "idea-without-rule", file: lessonMD, old: "**Rule.** A refusal is the end.", new: "A refusal is the end.", at: "## A refusal", also: []string{"too-few-ideas"}},
		{code: "too-few-ideas", file: lessonMD, old: "## Nothing equals nothing\n\nA token that nobody configured is equal to one that nobody sent.\n\n**Rule.** An empty token is no token. (CWE-287)\n", new: "", at: "## A refusal"},
		{code: "too-many-ideas", file: lessonMD, old: "## Nothing", new: idea + idea + "**Rule.** Two. (CWE-2)\n\n## Nothing", at: "## Nothing"},
		{code: "rule-form", file: lessonMD, old: "(CWE-287)", new: "(best practice)", at: "**Rule.** An empty"},
		{code: "rule-form", about: "without a section", file: lessonMD, old: "(RFC 9110 §15.5.2)", new: "(RFC 9110)", at: "**Rule.** A refusal", says: "RFC 9110"},
		{code: "unknown-mark", file: lessonMD, old: "```python", new: "```python rihgt: refuses", at: "```python"},
		{code: "right-alone", file: lessonMD, old: "```python", new: "```python right: refuses", at: "```python"},
		{code: "right-alone", about: "below words", file: lessonMD, old: "```python", new: "```python wrong\nx\n```\n\nMended:\n\n```python right", at: "```python right"},
		{code: "no-whole-program", file: lessonMD, old: "package main", new: "package door", at: "### Whole program"},
		{code: "no-whole-program", about: "nor its heading", file: lessonMD, old: "### Whole program", new: "### All of it", at: end},
		{code: "no-comparison", file: lessonMD, old: "### In FastAPI", new: "### Elsewhere", at: end},
		{code: "no-limits", file: lessonMD, old: "### Limits", new: "### Ends", at: end},
		{code: "no-recall", file: lessonMD, old: "### Recall", new: "### Again", at: end},
		{code: "no-references", file: lessonMD, old: "### References", new: "### Books", at: end},
		{code: "empty-part", file: lessonMD, old: "A token names a client, not a person.", new: "", at: "### Limits"},
		{code: "empty-part", about: "of an exercise", file: exerciseMD, old: "The return ends it.", new: "", at: "# Afterwards"},
		{code: "too-wide", file: lessonMD, old: "    1   Authorization: Bearer 7Qm3", new: wide, at: wide[76:]},
		{code: "too-wide", about: "in a fence", file: lessonMD, old: "fmt.Fprintln(w, \"the card\")", new: "\tfmt.Fprintln(w, \"the card of whoever reads this line to its end, and more\")", at: "e\")"},
		{code: "too-wide", about: "in an exercise", file: exerciseMD, old: "The return ends it.", new: wide, at: wide[76:]},
	}, lookAtFiles)
}

func TestFaultsOfFacts(t *testing.T) {
	findAll(t, []fault{
		{code: "fact-without-statement", file: lessonMD, old: "statement: The compiler refuses an unused variable.", new: `statement: ""`, at: "statement"},
		{code: "fact-without-source", file: lessonMD, old: "source: The Go Programming Language Specification", new: `source: ""`, at: "statement"},
		{code: "fact-without-time", file: lessonMD, old: "    as-of: Go 1.26\n", new: "", at: "statement"},
		{code: "fact-without-time", about: "with two", file: lessonMD, old: "    as-of: Go 1.26\n", new: "    as-of: Go 1.26\n    since: Go 1\n", at: "statement"},
		{code: "fact-unchecked", file: lessonMD, old: "    checked: 2026-11-23\n", new: "", at: "statement"},
		{code: "fact-unchecked", about: "yet", file: lessonMD, old: "checked: 2026-11-23", new: "checked: 2027-11-23", at: "2027-11-23"},
		{code: "fact-old", file: lessonMD, old: "checked: 2026-11-23", new: "checked: 2025-11-23", at: "2025-11-23", says: "The Go Programming Language Specification"},
	}, lookAtFiles)
}

func TestFactsAreListedWithTheirPlaces(t *testing.T) {
	facts, err := Facts(Options{Content: small(t)})
	require.NoError(t, err)
	require.Len(t, facts, 1)
	fact := facts[0]
	assert.Equal(t, "doors", fact.Lesson)
	assert.Equal(t, "The compiler refuses an unused variable.", fact.Statement)
	assert.Equal(t, [2]int{7, 5}, [2]int{fact.Line, fact.Column})
	assert.Equal(t, "2026-11-23", fact.Checked.Format(time.DateOnly))
}

func TestSourcesOfARule(t *testing.T) {
	for _, known := range []string{
		"RFC 9110 §15.5.2: the challenge is a MUST", "RFC\n9110 §11.1 and §11.4, RFC 6750 §2.1", "RFC 9110, HTTP Semantics, §11",
		"OWASP ASVS 5.0.0, 8.2.1", "ASVS 8.4.1, 13.3.4", "API2:2023", "OWASP API Security Top 10 2023: API1, API3", "CWE-306",
		"net/http, func Error", "strings, type Builder", "fastapi.security.APIKeyHeader", "FastAPI 0.122.0 release notes",
	} {
		assert.Empty(t, sourceless(known), known)
	}
	for _, unknown := range []string{"", "the RFC says", "RFC 9110", "RFC9110 §11", "RFC 9110; CWE-306", "best practice", "OWASP", "ASVS"} {
		assert.NotEmpty(t, sourceless(unknown), unknown)
	}
}
