package sandbox

import (
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// readEvidence finds and reads the one evidence file below dir.
func readEvidence(t *testing.T, dir string) *Report {
	t.Helper()
	var report *Report
	require.NoError(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.Name() != EvidenceFile {
			return err
		}
		file, err := os.Open(path)
		if err != nil {
			return err
		}
		defer file.Close()
		report, err = Decode(file)
		return err
	}))
	require.NotNil(t, report, "evidence was written")
	return report
}

func TestEveryProbeIsListedAndItsVerdictWritten(t *testing.T) {
	var dir string
	t.Run("inner", func(t *testing.T) {
		dir = t.ArtifactDir()
		w := New(t)
		token, card := w.Secret("token"), w.Canary("card number")
		w.Run(func() http.Handler { return guard(token, card) },
			Probe{Name: "the token opens /secure-data", Send: Get("/secure-data").Bearer(token), Want: Shows(card), Why: "W.", Rule: "R."},
			Probe{Name: "nobody else gets in", Send: Get("/secure-data"), Want: Status(401)})
		report := readEvidence(t, dir)
		assert.Equal(t, "gatehouse/sandbox", report.Package)
		assert.Equal(t, []Listed{
			{Name: "the token opens /secure-data", Honest: true, Why: "W.", Rule: "R.", Test: t.Name() + "/the_token_opens_-secure-data"},
			{Name: "nobody else gets in", Test: t.Name() + "/nobody_else_gets_in"},
		}, report.Probes)
		require.Len(t, report.Verdicts, 2)
		first := report.Verdicts[0]
		assert.Equal(t, Holds, first.Outcome)
		assert.Equal(t, "2xx, with the card number", first.Want)
		assert.Equal(t, "200 OK, with the card number", first.Got)
		assert.Equal(t, "GET /secure-data HTTP/1.1\r\nHost: sandbox\r\nAuthorization: Bearer "+token+"\r\n\r\n", first.Exchanges[0].Request)
		assert.Contains(t, first.Exchanges[0].Response, "HTTP/1.1 200 OK\r\n")
		assert.Contains(t, first.Exchanges[0].Curl, "curl -i -H 'Authorization: Bearer ")
		assert.Equal(t, "401 Unauthorized", report.Verdicts[1].Got)
		assert.Empty(t, report.Running)
	})
}

func TestDecodeKeepsWhatStandsBeforeATornLine(t *testing.T) {
	const head = `{"head":{"version":1,"seed":7,"probes":[{"name":"a"},{"name":"b"}],"verdicts":[]}}` + "\n"
	for _, tt := range []struct {
		name, text string
		verdicts   int
		running    string
	}{
		{"nothing ran", head, 0, ""},
		{"one began", head + `{"begin":"a"}` + "\n", 0, "a"},
		{"one ended", head + `{"begin":"a"}` + "\n" + `{"verdict":{"name":"a","verdict":"holds"}}` + "\n", 1, ""},
		{"the last line is torn", head + `{"begin":"a"}` + "\n" + `{"verdict":{"name":"a","ver`, 0, "a"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			report, err := Decode(strings.NewReader(tt.text))
			require.NoError(t, err)
			assert.Len(t, report.Probes, 2)
			assert.Len(t, report.Verdicts, tt.verdicts)
			assert.Equal(t, tt.running, report.Running)
		})
	}
}

func TestDecodeRefusesWhatIsNoEvidence(t *testing.T) {
	for text, want := range map[string]string{
		"":                              "evidence is empty",
		"--- PASS: TestHandler\n":       "evidence is damaged",
		`{"begin":"a"}` + "\n":          "evidence does not begin with its list of probes",
		`{"head":{"version":9}}` + "\n": "evidence has version 9, this program reads 1",
	} {
		_, err := Decode(strings.NewReader(text))
		assert.ErrorContains(t, err, want)
	}
}

func TestTheSeedMakesTheSameSecretsAgain(t *testing.T) {
	t.Setenv("SANDBOX_SEED", "4711")
	a, b := New(t), New(t)
	assert.Equal(t, a.Secret("token"), b.Secret("token"))
	assert.Equal(t, a.Canary("card"), b.Canary("card"))
	t.Setenv("SANDBOX_SEED", "4712")
	assert.NotEqual(t, New(t).Secret("token"), New(t).Secret("token")+"x")
	assert.NotEqual(t, a.Secret("token"), New(t).Secret("token"))
}

func TestTheOrderCanBeShuffled(t *testing.T) {
	order := func(t *testing.T, seed string) (listed, ran string) {
		t.Setenv("SANDBOX_SHUFFLE", seed)
		var dir string
		t.Run("inner", func(t *testing.T) {
			dir = t.ArtifactDir()
			var probes []Probe
			for _, name := range strings.Fields("a b c d e f g h") {
				probes = append(probes, Probe{Name: name, Send: Get("/secure-data"), Want: Refused})
			}
			New(t).Run(func() http.Handler { return guard("token", "card") }, probes...)
			report := readEvidence(t, dir)
			for i := range probes {
				listed += report.Probes[i].Name
				ran += report.Verdicts[i].Name
			}
		})
		return listed, ran
	}
	for _, tt := range []struct {
		seed    string
		written bool
	}{{"", true}, {"1", false}, {"2", false}} {
		listed, ran := order(t, tt.seed)
		assert.Equal(t, "abcdefgh", listed, "the list stays as it is written")
		assert.Equal(t, tt.written, ran == listed, "seed %q: %s", tt.seed, ran)
		assert.Len(t, ran, len(listed))
	}
	_, one := order(t, "1")
	_, same := order(t, "1")
	_, other := order(t, "2")
	assert.Equal(t, one, same)
	assert.NotEqual(t, one, other)
}

func TestABrokenVerdictReadsAsText(t *testing.T) {
	v := Verdict{
		Name: "a wrong token is refused", Outcome: Broken, Why: "Anybody gets in.", Rule: "RFC 6750 §3.1",
		Want: "401", Got: "200 OK, with the \x1b[31mcard number", Asked: 9, Wrong: 2, At: &Place{File: "handler.go", Line: 12},
		Exchanges: []Exchange{{Request: "GET /a HTTP/1.1\r\nHost: sandbox\r\n\r\n"}, {Request: "GET /b HTTP/1.1\r\nX: a\tb\r\n\r\n", Note: "a tab", Wrong: true}},
	}
	assert.Equal(t, `broken: a wrong token is refused
  case    a tab
  sent    GET /b HTTP/1.1
          X: a\tb
  got     200 OK, with the \x1b[31mcard number
  want    401
  at      handler.go:12
  wrong   2 of 9 exchanges
  why     Anybody gets in.
  rule    RFC 6750 §3.1
  repeat  SANDBOX_SEED=7 go test
`, text(v, 7))
}
