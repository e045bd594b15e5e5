package sandbox

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// asksTwice is a test whose probe asks twice, an hour and a minute apart.
func asksTwice(t *testing.T) {
	w := New(t)
	token, card := w.Secret("token"), w.Canary("card number")
	w.Run(func() http.Handler { return guard(token, card) }, Probe{Name: "a token lasts", Honest: true, Do: func(c *Caller) {
		data := Get("/secure-data").Bearer(token)
		c.Send(data, Shows(card))
		c.Wait(61 * time.Minute)
		c.Send(data.With("X-Note", "one\ttwo"), All(Status(200, 204), Check("with nothing else", func(Exchange) string { return "" })))
	}})
}

func verdictOf(t *testing.T, test func(*testing.T)) (v Verdict, seed uint64) {
	t.Helper()
	t.Run("inner", func(t *testing.T) {
		dir := t.ArtifactDir()
		test(t)
		report := readEvidence(t, dir)
		v, seed = report.Verdicts[0], report.Seed
	})
	return v, seed
}

func TestMarksNameCredentialsProtectedDataAndWhatDecided(t *testing.T) {
	v, _ := verdictOf(t, asksTwice)
	marks := v.Exchanges[0].Marks
	require.Len(t, marks, 2)
	assert.Equal(t, "the card number: canary", marks[0].Is)
	assert.Contains(t, v.Exchanges[0].Response, marks[0].Text)
	assert.Equal(t, "the token", marks[1].Is)
	assert.Contains(t, v.Exchanges[0].Request, marks[1].Text)

	e := Exchange{Wrong: true, got: "303, with another Location", Header: http.Header{"Location": {"/"}, "Www-Authenticate": {"Basic"}}}
	assert.Equal(t, []Mark{{"Location: ", "this decided"}}, e.decided())
}

func TestAgainMeetsTheSameHandlerWithTheSameSecrets(t *testing.T) {
	v, seed := verdictOf(t, asksTwice)
	token := v.Exchanges[0].Marks[1].Text
	asked := 0
	t.Run("again", func(t *testing.T) {
		Again(t, asksTwice, seed, func(c *Caller) {
			asked++
			c.Send(Get("/secure-data").Bearer(token), Served)
			c.Send(Get("/secure-data").Bearer(token+"x"), NotServed)
		})
	})
	assert.Equal(t, 1, asked)
}

func TestSourceIsGoThatCompilesAndHolds(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a test")
	}
	for _, exercise := range []struct{ dir, pkg string }{{"bearer-token", "bearertoken"}, {"capstone-orders", "capstoneorders"}} {
		t.Run(exercise.dir, func(t *testing.T) {
			root, err := filepath.Abs("..")
			require.NoError(t, err)
			folder := filepath.Join(root, "exercises", exercise.dir)
			dir := t.TempDir()
			run := func(args ...string) ([]byte, error) {
				command := exec.Command("go", append([]string{"test", "-count=1"}, append(args, "./exercises/"+exercise.dir)...)...)
				command.Dir = root
				return command.CombinedOutput()
			}
			out, err := run("-artifacts", "-outputdir", dir)
			require.NoError(t, err, string(out))
			report := readEvidence(t, dir)
			source := ""
			for _, v := range report.Verdicts {
				if source = v.Source(exercise.pkg, "TestHandler", report.Seed); source != "" {
					break
				}
			}
			require.NotEmpty(t, source)

			file, overlay := filepath.Join(dir, "again_test.go"), filepath.Join(dir, "overlay.json")
			require.NoError(t, os.WriteFile(file, []byte(source), 0o600))
			require.NoError(t, os.WriteFile(overlay, []byte(`{"Replace": {"`+filepath.Join(folder, "again_test.go")+`": "`+file+`"}}`), 0o600))
			out, err = run("-overlay", overlay, "-run", "^TestAgain$", "-v")
			require.NoError(t, err, string(out)+source)
			assert.Contains(t, string(out), "--- PASS: TestAgain/again")
		})
	}
}

func TestSourceWritesEveryPartOfARequest(t *testing.T) {
	v, _ := verdictOf(t, asksTwice)
	v.Exchanges[0].Go, v.Exchanges[1].Go = "c.Send(sandbox.Get(\"/\"), sandbox.Served)", call{
		request: Call("POST", "/x?y=1").Host("other").With("A", "b").Body("text/plain", "\"q\"\n").From("10.0.0.1"), want: NotServed,
	}.source(Exchange{})
	assert.Equal(t, `package shop

import (
	"testing"
	"time"

	"gatehouse/sandbox"
)

// holds: a token lasts
func TestAgain(t *testing.T) {
	sandbox.Again(t, TestShop, 7, func(c *sandbox.Caller) {
		c.Send(sandbox.Get("/"), sandbox.Served)
		c.Wait(3660 * time.Second)
		c.Send(sandbox.Call("POST", "/x?y=1").Host("other").
			With("A", "b").
			Body("text/plain", "\"q\"\n").
			From("10.0.0.1"), sandbox.NotServed)
	})
}
`, v.Source("shop", "TestShop", 7))

	v.Exchanges[0].Go = ""
	assert.Empty(t, v.Source("shop", "TestShop", 7), "what Go cannot say is not half said")
}
