package sandbox

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestCurlSendsTheSameOrSaysNothing(t *testing.T) {
	for _, tt := range []struct {
		name string
		send Request
		curl string
	}{
		{"a token", Get("/data").Bearer("a.b-_~+/=="), `curl -i -H 'Authorization: Bearer a.b-_~+/==' http://localhost:8080/data`},
		{"two lines of one name", Get("/data").With("X", "1").With("X", "2"), `curl -i -H 'X: 1' -H 'X: 2' http://localhost:8080/data`},
		{"an empty field", Get("/data").With("X", ""), `curl -i -H 'X;' http://localhost:8080/data`},
		{"another method with a body", Call("POST", "/data").Body("text/plain", "it's"), `curl -i -X POST -H 'Content-Type: text/plain' --data-raw 'it'\''s' http://localhost:8080/data`},
		{"HEAD", Call("HEAD", "/data"), `curl -I http://localhost:8080/data`},
		{"a body on GET", Get("/data").Body("text/plain", "x"), `curl -i -X GET -H 'Content-Type: text/plain' --data-raw x http://localhost:8080/data`},
		{"HEAD with a body", Call("HEAD", "/data").Body("text/plain", "x"), ""},
		{"brackets", Get("/data?a[b]=1"), `curl -i -g 'http://localhost:8080/data?a[b]=1'`},
		{"a field of blanks", Get("/data").With("X", " "), ""},
		{"a query", Get("/data?a=1&b=2"), `curl -i 'http://localhost:8080/data?a=1&b=2'`},
		{"dot segments", Get("/x/../data"), `curl -i --path-as-is http://localhost:8080/x/../data`},
		{"a tab", Get("/data").With("X", "a\tb"), ""},
		{"a folded line", Get("/data").With("X", "a\r\n b"), ""},
		{"raw bytes", Raw("GET / HTTP/1.1\r\n\r\n"), ""},
		{"more than a command takes", Call("POST", "/data").Body("text/plain", strings.Repeat("a", 1<<20)), ""},
	} {
		t.Run(tt.name, func(t *testing.T) { assert.Equal(t, tt.curl, tt.send.Curl()) })
	}
}

func TestARequestIsAValue(t *testing.T) {
	base := Get("/data").With("A", "1")
	one, two := base.With("B", "1"), base.With("B", "2")
	assert.Contains(t, one.String(), "B: 1\r\n")
	assert.Contains(t, two.String(), "B: 2\r\n")
	assert.NotContains(t, base.String(), "B:")
}

func TestBytesThatAreNoTextAreWritten(t *testing.T) {
	assert.Equal(t, `a\xff\xfeb`, legible("a\xff\xfeb"))
	assert.Equal(t, "grün", legible("grün"))
}

func TestChallengesAreReadByTheirGrammar(t *testing.T) {
	for _, tt := range []struct {
		line string
		want []Challenge
	}{
		{`Bearer`, []Challenge{{Scheme: "Bearer", Params: map[string]string{}}}},
		{`Bearer realm="api"`, []Challenge{{Scheme: "Bearer", Params: map[string]string{"realm": "api"}}}},
		{`Bearer error=invalid_token`, []Challenge{{Scheme: "Bearer", Params: map[string]string{"error": "invalid_token"}}}},
		{`Bearer realm="a \"b\", c" , error = "x"`, []Challenge{{Scheme: "Bearer", Params: map[string]string{"realm": `a "b", c`, "error": "x"}}}},
		{`Negotiate YWJj==`, []Challenge{{Scheme: "Negotiate", Token: "YWJj==", Params: map[string]string{}}}},
		{`Basic realm="a", charset="UTF-8", Bearer realm="b"`, []Challenge{
			{Scheme: "Basic", Params: map[string]string{"realm": "a", "charset": "UTF-8"}},
			{Scheme: "Bearer", Params: map[string]string{"realm": "b"}},
		}},
		{`APIKey, Bearer`, []Challenge{{Scheme: "APIKey", Params: map[string]string{}}, {Scheme: "Bearer", Params: map[string]string{}}}},
	} {
		got, err := Challenges(http.Header{"Www-Authenticate": {tt.line}})
		assert.NoError(t, err, tt.line)
		assert.Equal(t, tt.want, got, tt.line)
	}
	for line, want := range map[string]string{
		`Bearer realm="api`:                    "its quotes are not closed",
		`Bearer realm="a", realm="b"`:          "stands there twice",
		`Bearer realm="a" error="b"`:           "a comma is missing",
		`Bearer: realm="a"`:                    "a blank is missing",
		``:                                     "no challenge in it",
		`Bearer error="x", error_description=`: "no value",
	} {
		_, err := Challenges(http.Header{"Www-Authenticate": {line}})
		assert.ErrorContains(t, err, want, line)
	}
}

func TestWhatIsLongIsCutAndSaysSo(t *testing.T) {
	assert.Equal(t, "short", cut("short"))
	long := cut(strings.Repeat("ü", mostShown))
	assert.Less(t, len(long), mostShown+100)
	assert.True(t, strings.HasSuffix(long, "ü… (131072 bytes in all)"), long[len(long)-60:])
}
