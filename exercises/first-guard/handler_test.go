package firstguard

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"gatehouse/exercises/first-guard/given"
	"gatehouse/sandbox"
)

func TestHandler(t *testing.T) {
	w := sandbox.New(t)
	token, secret := w.Secret("token"), w.Canary("secret in the vault")
	user := fmt.Sprintf("alice-%04d", w.Rand().IntN(10000))
	note := fmt.Sprintf("note %08d", w.Rand().IntN(100000000))

	var vault *given.Vault
	serve := func(token string) http.Handler {
		vault = given.NewVault(secret)
		h, err := Handler(given.Deps{Token: token, User: user, Vault: vault})
		if err != nil {
			return sandbox.NotStarted(err)
		}
		return h
	}
	w.Unchanged("the vault", func() string { return fmt.Sprint(vault.Calls(), " calls") })

	// refused is what everybody but the owner gets on /secure-data.
	refused := sandbox.All(sandbox.Status(401), sandbox.Check("a challenge for Bearer", func(e sandbox.Exchange) string {
		challenges, _ := sandbox.Challenges(e.Header)
		for _, c := range challenges {
			if strings.EqualFold(c.Scheme, "Bearer") {
				return ""
			}
		}
		return "without a challenge for Bearer"
	}))
	// says wants JSON whose text under that name holds part.
	says := func(name, part string) sandbox.Want {
		return sandbox.Check(fmt.Sprintf("JSON with its %q", name), func(e sandbox.Exchange) string {
			var fields map[string]any
			if err := json.Unmarshal([]byte(e.Body), &fields); err != nil {
				return "with a body that is no JSON object"
			}
			text, ok := fields[name].(string)
			if !ok || text == "" || !strings.Contains(text, part) {
				return fmt.Sprintf("but %q is %q", name, text)
			}
			return ""
		})
	}
	greets := sandbox.All(sandbox.Status(200), says("message", ""))
	owner := sandbox.All(sandbox.Shows(secret), says("user", user), says("data", secret))

	data := sandbox.Get("/secure-data")
	add := sandbox.Call("POST", "/secure-data").Body("text/plain", note)
	honest := data.Bearer(token)

	w.Run(func() http.Handler { return serve(token) }, append([]sandbox.Probe{
		{
			Name: "anyone can read /public",
			Why:  "What is meant for everybody, and asks for a token, is lost to those who have none.",
			Rule: "The task: /public is for everybody",
			Send: sandbox.Get("/public"), Want: greets,
		},
		{
			Name: "anyone can ask /healthz",
			Why:  "A health checker has no token. Turned away, it takes the server out of service.",
			Rule: "The task: /healthz is for everybody",
			Send: sandbox.Get("/healthz"), Want: sandbox.Status(200),
		},
		{
			Name: "the configured token opens /secure-data",
			Why:  "A guard that keeps its owner out protects nothing that anybody could use.",
			Rule: "RFC 6750 §2.1",
			Send: honest, Want: owner,
		},
		{
			Name: "a request without a token is refused",
			Why:  "Whoever finds the address reads the secret.",
			Rule: "CWE-306, RFC 9110 §15.5.2",
			Send: data, Want: refused,
		},
		{
			Name: "a note without a token is refused",
			Why:  "A stranger who can write has no need to read: what the owner finds tomorrow is the stranger's.",
			Rule: "CWE-306, RFC 9110 §15.5.2",
			Send: add, Want: refused,
		},
		{
			Name: "HEAD without a token is refused",
			Why:  "HEAD runs what GET runs. Its answer has no body, and still tells that there is something, and how long it is.",
			Rule: "RFC 9110 §9.3.2, CWE-288",
			Send: data.Method("HEAD"), Want: sandbox.Status(401, 405, 501),
		},
		{
			Name: "a wrong token is refused",
			Why:  "A guard that asks for a token and not for which one lets in whoever can type.",
			Rule: "RFC 6750 §3.1, RFC 9110 §15.5.2",
			Send: data.Bearer("wrong"), Want: refused,
		},
		{
			Name: "tokens from tutorials are refused",
			Why:  "What stands in a tutorial, or in the source, is tried first, and by everybody.",
			Rule: "CWE-798",
			Do: func(c *sandbox.Caller) {
				for _, known := range []string{"securetoken", "mysecrettoken", "secret-token", "secret", "token", "changeme", "demo", "test", "7Qm3"} {
					c.Send(data.Bearer(known), refused)
				}
			},
		},
		{
			Name: "the configured token adds a note", Honest: true,
			Why:  "The owner's note is why the route exists.",
			Rule: "The task: POST keeps the body and shows the vault",
			Do: func(c *sandbox.Caller) {
				c.Send(add.Bearer(token), sandbox.All(owner, says("data", note)))
				c.Send(honest, sandbox.All(owner, says("data", note)))
			},
		},
		{
			Name: "a wrong token changes nothing on /public", Honest: true,
			Why:  "A client that sends an old token with every request would lose what strangers may read.",
			Rule: "The task: /public and /healthz do not look at credentials",
			Do: func(c *sandbox.Caller) {
				c.Send(sandbox.Get("/public").Bearer("wrong"), greets)
				c.Send(sandbox.Get("/public").Bearer(token), greets)
				c.Send(sandbox.Get("/healthz").Bearer("wrong"), sandbox.Status(200))
			},
		},
		{
			Name: "a stranger who calls while the owner's note arrives is told apart",
			Why:  "A guard that keeps its caller where the next request finds it lets a stranger in as the owner, or the owner out.",
			Rule: "CWE-362; the task: each request stands alone",
			Do: func(c *sandbox.Caller) {
				finish := c.Hold(add.Bearer(token), owner)
				c.Send(data, refused)
				c.Send(data.Bearer("wrong"), refused)
				finish()
			},
		},
		{
			Name: "an unknown path is answered with 404 or 401",
			Why:  "A path that nobody planned should lead nowhere, with or without a token.",
			Rule: "RFC 9110 §15.5.5",
			Do: func(c *sandbox.Caller) {
				c.Send(sandbox.Get("/admin"), sandbox.Status(404, 401))
				c.Send(sandbox.Get("/admin").Bearer(token), sandbox.Status(404, 401))
			},
		},
	}, w.Families(sandbox.Guarded{
		Request: data, Credential: token, Shows: secret, Serve: serve,
		// The task leaves both to the next lesson.
		Without: []sandbox.Family{sandbox.Spelling, sandbox.TwoCredentials},
	})...)...)
}
