package bearertoken

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"gatehouse/exercises/bearer-token/given"
	"gatehouse/sandbox"
)

// TestHandler keeps all its names to itself: the handler beside it may use
// any.
func TestHandler(t *testing.T) {
	w := sandbox.New(t)
	token, card := w.Secret("token"), w.Canary("card number")
	serve := func(token string) http.Handler {
		return Handler(given.Deps{Token: token, Card: card})
	}
	data := sandbox.Get("/secure-data")
	line := func(value string) sandbox.Request { return data.With("Authorization", value) }

	shown, served := sandbox.Shows(card), sandbox.Served
	// What is not one scheme and one token may be called a bad request (RFC
	// 6750 §3.1).
	unreadable := sandbox.Status(http.StatusUnauthorized, http.StatusBadRequest)
	// A method that the route need not know may be called so.
	notOffered := sandbox.Status(http.StatusUnauthorized, http.StatusMethodNotAllowed,
		http.StatusNotFound, http.StatusNotImplemented)
	challenge := func(text, but string, fits func(sandbox.Challenge) bool) sandbox.Want {
		return sandbox.Check(text, func(e sandbox.Exchange) string {
			all, _ := sandbox.Challenges(e.Header) // one that does not parse breaks every probe
			if slices.ContainsFunc(all, fits) {
				return ""
			}
			return but
		})
	}
	challenged := sandbox.All(sandbox.Status(http.StatusUnauthorized),
		challenge("a Bearer challenge", "without a Bearer challenge", func(c sandbox.Challenge) bool {
			return strings.EqualFold(c.Scheme, "Bearer")
		}))
	invalidToken := challenge(`error="invalid_token" in its challenge (RFC 6750 §3.1)`, "without that code", func(c sandbox.Challenge) bool {
		return c.Params["error"] == "invalid_token"
	})

	probes := []sandbox.Probe{
		// The holder, and who brings nothing or something wrong.
		{
			Name: "anyone can read /public", Send: sandbox.Get("/public"), Want: served,
			Why:  "Who guards what is public shuts out those it is for.",
			Rule: "The task: /public is for everybody",
		}, {
			Name: "anyone can read /public of a server without a token", Send: sandbox.Get("/public"), Want: served,
			Serve: func() http.Handler { return serve("") },
			Why:   "A forgotten setting closes what it protects. What it does not concern stays open.",
			Rule:  "The task: /public answers everybody",
		}, {
			Name: "the right token shows the card", Send: data.Bearer(token), Want: shown,
			Why:  "A guard that keeps its holder out protects nothing for anybody.",
			Rule: "RFC 6750 §2.1",
		}, {
			Name: "a request without a token is refused", Send: data, Want: challenged,
			Why:  "Everybody on the network can send this.",
			Rule: "RFC 9110 §15.5.2, RFC 6750 §3",
		}, {
			Name: "a wrong token is refused", Send: data.Bearer("wrong"), Want: challenged, Advice: invalidToken,
			Why:  "That some token is there proves nothing; and a client whose token is old must hear that another would help.",
			Rule: "RFC 9110 §15.5.2, RFC 6750 §3.1",
		}, {
			Name: "a token without its scheme is refused", Send: line(token), Want: unreadable,
			Why:  "The scheme says how to read what follows. Who does not look for it takes any text for a token.",
			Rule: "RFC 9110 §11.4",
		}, {
			Name: "the token under another scheme is refused", Send: line("Basic " + token), Want: unreadable,
			Why:  "A server that reads Basic finds another caller in this line than one that reads Bearer.",
			Rule: "RFC 9110 §11.4",
		}, {
			Name: "a scheme that only begins like Bearer is refused", Send: line("Bearerx " + token), Want: unreadable,
			Why:  "It is another scheme, with rules that this server does not know.",
			Rule: "RFC 9110 §11.1",
		}, {
			Name: "a lower-case scheme name is accepted", Send: line("bearer " + token), Want: shown,
			Why:  "The name of a scheme has no case. A client that writes it so is right, and kept out.",
			Rule: "RFC 9110 §11.1",
		}, {
			Name: "an upper-case scheme name is accepted", Send: line("BEARER " + token), Want: shown,
			Why:  "Two spellings that one has met are not all that may come.",
			Rule: "RFC 9110 §11.1",
		}, {
			Name: "two blanks before the token are accepted", Send: line("Bearer  " + token), Want: shown,
			Why:  "One or more may stand there; the second is no part of the token.",
			Rule: "RFC 6750 §2.1, RFC 9110 §11.4",
		}, {
			Name: "blanks after the token are accepted", Send: line("Bearer " + token + "  "), Want: shown,
			Why:  "White space at the end of a line is no part of its value.",
			Rule: "RFC 9110 §5.5",
		},

		// What no reading of the grammar makes one credential of.
		{
			Name: "a tab in place of the blank is refused", Send: line("Bearer\t" + token), Want: unreadable,
			Why:  "Only blanks separate. A proxy that reads by the grammar finds no bearer token here, and applies no rule for one.",
			Rule: "RFC 9110 §11.4",
		}, {
			Name: "a scheme without a token is refused", Want: unreadable, Send: line("Bearer"),
			Why:  "An empty token equals a token that was never configured, and code that counts on a second word fails here.",
			Rule: "RFC 6750 §2.1",
		}, {
			Name: "a scheme with nothing but a blank is refused", Want: unreadable, Send: line("Bearer "),
			Why:  "An empty token equals a token that was never configured.",
			Rule: "RFC 6750 §2.1",
		}, {
			Name: "two Authorization lines are refused, the right one first", Want: unreadable,
			Send: data.Bearer(token).Bearer("wrong"),
			Why:  "Whoever reads the last line logs, limits and bills another caller than you serve.",
			Rule: "RFC 9110 §5.3, RFC 6750 §2",
		}, {
			Name: "two Authorization lines are refused, the right one last", Want: unreadable,
			Send: data.Bearer("wrong").Bearer(token),
			Why:  "Whoever reads the first line logs, limits and bills another caller than you serve.",
			Rule: "RFC 9110 §5.3, RFC 6750 §2",
		}, {
			Name: "two credentials in one line are refused", Want: unreadable,
			Send: line("Bearer x, Bearer " + token),
			Why:  "Authorization is no list. Who takes it for one serves a caller whom others do not see.",
			Rule: "RFC 9110 §5.3, §11.6.2",
		}, {
			Name: "a word after the token is refused", Send: line("Bearer " + token + " x"), Want: unreadable,
			Why:  "One token stands there and nothing else; what is not read can say something to somebody else.",
			Rule: "RFC 6750 §2.1",
		}, {
			Name: "a folded line is refused", Send: line("Bearer x\r\n " + token), Want: unreadable,
			Why:  "A line that goes on below the next line end is read as one line here and as two elsewhere.",
			Rule: "RFC 9112 §5.2",
		},

		// What only resembles the token.
		{
			Name: "the beginning of the token is refused", Send: data.Bearer(token[:8]), Want: challenged,
			Why:  "A beginning that works can be guessed one character at a time.",
			Rule: "CWE-287",
		}, {
			Name: "a token with a letter before it is refused", Send: data.Bearer("a" + token), Want: challenged,
			Why:  "A token is compared whole; who looks for it inside a text lets in whatever holds it.",
			Rule: "CWE-287",
		}, {
			Name: "the token in lower case is refused", Send: data.Bearer(strings.ToLower(token)), Want: challenged,
			Why:  "The scheme has no case, the token has. Without it there is far less to guess.",
			Rule: "RFC 6750 §2.1",
		}, {
			Name: "a percent-encoded token is refused", Send: data.Bearer(strings.ReplaceAll(token, ".", "%2E")), Want: unreadable,
			Why:  "A header is no URL. A token with many spellings slips by a list of revoked ones.",
			Rule: "RFC 6750 §2.1",
		}, {
			Name: "a token of 64 KiB is refused", Send: data.Bearer(token + strings.Repeat("a", 64<<10)),
			Want: sandbox.Status(http.StatusUnauthorized, http.StatusBadRequest, http.StatusRequestHeaderFieldsTooLarge),
			Why:  "Long input must cost the one who sends it more than the server.",
			Rule: "OWASP API4:2023",
		},

		// What leads past the header or past the guard.
		{
			Name: "the token in the query is refused", Want: unreadable,
			Send: sandbox.Get("/secure-data?access_token=" + strings.NewReplacer("+", "%2B", "/", "%2F", "=", "%3D").Replace(token)),
			Why:  "URLs are kept in access logs and histories. Whoever reads those holds the token.",
			Rule: "RFC 6750 §2.3, OWASP ASVS 14.2.1",
		}, {
			Name: "naming /public in the query opens nothing", Send: sandbox.Get("/secure-data?next=/public"), Want: challenged,
			Why:  "A guard that looks for the name of an open path anywhere in the target can be told that name.",
			Rule: "CWE-288",
		}, {
			Name: "a POST without a token is refused", Send: sandbox.Call("POST", "/secure-data"), Want: notOffered,
			Why:  "A guard on one method leaves the data open to another.",
			Rule: "CWE-288",
		}, {
			Name: "a HEAD without a token is refused", Send: sandbox.Call("HEAD", "/secure-data"), Want: notOffered,
			Why:  "The header of an answer tells whether there is something and how long it is.",
			Rule: "RFC 9110 §9.3.2",
		}, {
			Name: "a caller on the same machine needs the token, too", Send: data.From("127.0.0.1"), Want: challenged,
			Why:  "Behind a proxy on that machine every caller comes from there.",
			Rule: "CWE-290",
		}, {
			Name: "a wrong token does not close /public", Send: sandbox.Get("/public").Bearer("wrong"), Want: served,
			Why:  "Clients send their old token everywhere. What is public asks for none.",
			Rule: "The task: /public is for everybody",
		},
	}
	families := w.Families(sandbox.Guarded{Request: data, Credential: token, Shows: card, Serve: serve})
	w.Run(func() http.Handler { return serve(token) }, append(probes, families...)...)
}
