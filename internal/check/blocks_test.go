package check

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestFaultsOfGoBlocks(t *testing.T) {
	const code = "code-does-not-compile"
	findAll(t, []fault{
		{code: code, about: "in statements", file: lessonMD, old: `fmt.Fprintln(w, "the card")`, new: `fmt.Fprint1n(w, "the card")`, at: "Fprint1n", says: "Fprint1n"},
		{code: code, about: "in what is given", file: lessonMD, old: "+d.Token", new: "+d.Tokens", at: "Tokens", says: "given.Deps"},
		{code: code, about: "syntax", file: lessonMD, old: `fmt.Fprintln(w, "the card")`, new: `fmt.Fprintln(w "the card")`, at: `"the card"`},
		{code: code, about: "a brace that is not closed", file: lessonMD, old: "http.StatusUnauthorized)\n}\n", new: "http.StatusUnauthorized)\n", at: `fmt.Fprintln`},
		{code: code, about: "a declaration", file: lessonMD, old: "    1   Auth", new: "```go\nfunc open( {\n}\n```\n\n    1   Auth", at: "{\n}\n```\n\n    1"},
		{code: code, about: "in a program", file: lessonMD, old: "\t\"log\"\n", new: "\t\"log\"\n\t\"time\"\n", at: `"time"`, says: "not used"},
		{code: code, about: "an import that nobody has", file: lessonMD, old: "\t\"log\"\n", new: "\t\"log\"\n\t_ \"example.com/x\"\n", at: `"example.com/x"`},
		{code: code, about: "in a question", file: bankYAML, old: "http.StatusUnauthorized)", new: "http.StatusUnauthorised)", at: "StatusUnauthorised"},
		{code: code, about: "in a question's first line", file: bankYAML, old: "if d.Token", new: "if d.Tokens", at: "Tokens"},
		{code: "undefined-name", file: lessonMD, old: `"the card")`, new: `card)`, at: "card)\n```"},
		{code: "compiles-after-all", file: bankYAML, old: "language: go\n", new: "language: go\n      compiles: false\n", at: `if d.Token`},
	}, compileBlocks)
}

func TestWhatAGoBlockMayDo(t *testing.T) {
	for about, block := range map[string]string{
		"declare what it does not use":  "sent := r.Header.Get(\"Authorization\")\n",
		"return more than a handler":    "return errors.New(\"no\")\n",
		"be declarations":               "// Open opens.\nfunc Open(d given.Deps) string { return d.Token }\n\nconst two = 2\n",
		"import by itself":              "import \"strings\"\n\nvar low = strings.ToLower(\"A\")\n",
		"be a whole file of a package":  "package door\n\nimport \"gatehouse/exercises/doors/given\"\n\nvar Deps given.Deps\n",
		"draw from crypto/rand unasked": "key := rand.Text()\n",
		"begin with var":                "var n int\nn++\nfmt.Fprintln(w, n)\n",
	} {
		t.Run(about, func(t *testing.T) {
			content := small(t)
			fault{file: lessonMD, old: "### Limits", new: "```go\n" + block + "```\n\n### Limits"}.put(t, content)
			assert.Empty(t, compileBlocks(t, content))
		})
	}
}

func TestAQuestionMayShowCodeThatDoesNotCompile(t *testing.T) {
	content := small(t)
	fault{file: bankYAML, old: "language: go\n", new: "language: go\n      compiles: false\n"}.put(t, content)
	fault{file: bankYAML, old: "d.Token", new: "d.Tokens"}.put(t, content)
	assert.Empty(t, compileBlocks(t, content))
}

func TestWithoutGoNothingIsCompiled(t *testing.T) {
	content := small(t)
	_, err := Run(t.Context(), Options{Content: content})
	require.ErrorContains(t, err, "standard library")
}
