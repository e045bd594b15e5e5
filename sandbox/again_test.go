package sandbox

import (
	"net/http"
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

func TestAnExchangeIsAlsoGo(t *testing.T) {
	source := func(r Request, want Want) string { return call{request: r, want: want}.source(Exchange{}) }
	assert.Equal(t, `c.Send(sandbox.Call("POST", "/x?y=1").Host("other").
With("A", "b").
Body("text/plain", "\"q\"\n").
From("10.0.0.1"), sandbox.NotServed)`,
		source(Call("POST", "/x?y=1").Host("other").With("A", "b").Body("text/plain", "\"q\"\n").From("10.0.0.1"), NotServed))
	assert.Equal(t, `c.Send(sandbox.Raw("GET / HTTP/1.1\r\n\r\n"), sandbox.All(sandbox.Status(401, 400), sandbox.Lacks("x")))`,
		source(Raw("GET / HTTP/1.1\r\n\r\n"), All(Status(401, 400), Lacks("x"))))
	assert.Contains(t, source(Get("/"), Check("a mild answer", func(Exchange) string { return "" })), `sandbox.Check("a mild answer", func(`)
	assert.Empty(t, source(Get("/").TLS(nil), Served), "Go has no word for the probe's own TLS")
}

func TestASceneIsToldWithEachExchange(t *testing.T) {
	v := verdict(t, func() http.Handler { return guard("token", "card") }, Probe{Do: func(c *Caller) {
		c.Send(Get("/secure-data"), NotServed)
		c.Scene("the partner answers 500")
		c.Send(Get("/secure-data"), NotServed)
	}})
	assert.Empty(t, v.Exchanges[0].Scene)
	assert.Equal(t, "the partner answers 500", v.Exchanges[1].Scene)
}
