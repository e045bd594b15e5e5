package sandbox

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func FuzzDecode(f *testing.F) {
	f.Add(`{"head":{"version":1,"package":"p","seed":7,"probes":[{"name":"a","honest":true,"why":"w","rule":"r","test":"T/a"}]}}` + "\n" +
		`{"begin":"a"}` + "\n" + `{"verdict":{"name":"a","verdict":"holds","at":{"file":"h.go","line":3,"caller":{"file":"h.go","line":1}}}}` + "\n")
	f.Add(`{"head":{"version":1}}` + "\n" + `{"head":null,"verdict":{}}` + "\n{\"begin\":")
	f.Add(strings.Repeat(`{"verdict":{"at":`, 1_000) + "\n")
	f.Fuzz(func(t *testing.T, text string) {
		report, err := Decode(strings.NewReader(text))
		if err != nil {
			assert.Nil(t, report)
			return
		}
		assert.Equal(t, Version, report.Version)
		lines := strings.Count(text, "\n")
		cut, err := Decode(strings.NewReader(text + `{"verdict":{"name":"cu`))
		require.NoError(t, err, "a last line that was cut is left out")
		assert.Equal(t, report, cut)
		_, err = DecodeSealed(strings.NewReader(text), "key")
		assert.Error(t, err, "what nobody sealed is not believed")
		_, err = json.Marshal(report)
		assert.NoError(t, err)
		if lines == 1 {
			assert.Empty(t, report.Running)
		}
	})
}

func FuzzChallenges(f *testing.F) {
	f.Add(`Bearer realm="a \"b\", c" , error = "x", Negotiate YWJj==, APIKey`)
	f.Add(`a =,=a " \`)
	f.Fuzz(func(t *testing.T, line string) {
		found, err := Challenges(http.Header{"Www-Authenticate": {line}})
		if err != nil {
			assert.Empty(t, found)
			assertSafe(t, err.Error())
			return
		}
		require.NotEmpty(t, found)
		for _, c := range found {
			assert.NotEmpty(t, c.Scheme)
			assert.False(t, c.Token != "" && len(c.Params) > 0)
		}
	})
}

// The words of a curl line, as a shell reads them, are what would be sent.
func FuzzCurl(f *testing.F) {
	f.Add("POST", "/data?a=1&b[c]=2#d", "sandbox", "X-It", "it's", "~root")
	f.Add("", "", "", "", "", "")
	f.Add("GET", "*", "a b", "@file", "$(x)", "`x`")
	f.Add("~", "/\n", "h\r\n", "X\n", "\u202e", "-\x1b[2J")
	f.Fuzz(func(t *testing.T, method, target, host, name, value, body string) {
		request := Call(method, target).Host(host).With(name, value)
		request.body = body
		line := request.Curl()
		if line == "" {
			return
		}
		assertSafe(t, line)
		words := shellWords(t, line)
		require.Equal(t, "curl", words[0])
		shown := strings.Join(words, "\n") + "\n"
		assert.Contains(t, shown, "\n"+map[bool]string{true: name + ";", false: name + ": " + value}[value == ""]+"\n")
		assert.Contains(t, shown, target)
		if body != "" {
			assert.Contains(t, shown, "\n--data-raw\n"+body+"\n")
		}
		if method != "GET" && method != "HEAD" {
			assert.Contains(t, shown, "\n-X\n"+method+"\n")
		}
		if host != "sandbox" {
			assert.Contains(t, shown, "\nHost: "+host+"\n")
		}
	})
}

// shellWords parts a line as a POSIX shell does (XCU §2.2). Outside of quotes
// it knows only what no shell takes for anything else.
func shellWords(t *testing.T, line string) []string {
	t.Helper()
	var words []string
	word, begun, quoted := "", false, false
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case quoted:
			if quoted = c != '\''; quoted {
				word += string(c)
			}
		case c == '\'':
			begun, quoted = true, true
		case c == '\\':
			i++
			word += string(line[i])
		case c == ' ':
			require.True(t, begun, "an empty word in %q", line)
			words, word, begun = append(words, word), "", false
		default:
			plain := isAlphanumeric(rune(c)) || strings.IndexByte("/:.-_=+@%", c) >= 0
			require.True(t, plain, "%q is not quoted in %q", c, line)
			word, begun = word+string(c), true
		}
	}
	require.True(t, begun && !quoted, line)
	return append(words, word)
}

// What go test prints of a broken probe moves no cursor.
func FuzzText(f *testing.F) {
	f.Add("\x1b[2J", "a\r\nb\u202e", "\u009b1m", "\a\x7f\xff")
	f.Fuzz(func(t *testing.T, name, request, got, why string) {
		shown := text(Verdict{
			Name: name, Got: got, Why: why, Rule: why, Want: got, At: &Place{File: name, Line: 1},
			Exchanges: []Exchange{{Request: request, From: name, Over: why, Note: got}},
		}, 1)
		assertSafe(t, shown)
		assert.Less(t, len(shown), 1_000+10*(len(name)+len(request)+2*len(got)+3*len(why))*6)
	})
}

func assertSafe(t *testing.T, shown string) {
	t.Helper()
	for _, c := range shown {
		require.False(t, c != '\n' && unicode.IsControl(c) || unicode.In(c, unicode.Cf, unicode.Zl, unicode.Zp), "%q in %q", c, shown)
	}
}
