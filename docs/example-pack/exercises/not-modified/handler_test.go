package notmodified

import (
	"net/http"
	"strings"
	"testing"

	"gatehouse/exercises/not-modified/given"
	"gatehouse/sandbox"
)

func TestHandler(t *testing.T) {
	w := sandbox.New(t)
	token, report := w.Secret("token"), w.Canary("report")
	tag, old := given.Tag(report), given.Tag("an older report")
	serve := func() http.Handler {
		return Handler(given.Deps{
			Owner:  func(r *http.Request) bool { return r.Header.Get("Authorization") == "Bearer "+token },
			Report: report,
		})
	}

	ask := func(condition string) sandbox.Request {
		return sandbox.Get("/report").With("If-None-Match", condition)
	}
	tagged := sandbox.Check("ETag: "+tag, func(e sandbox.Exchange) string {
		if got := e.Header.Get("ETag"); got != tag {
			return "with ETag: " + got
		}
		return ""
	})
	notModified := sandbox.All(sandbox.Status(http.StatusNotModified), tagged)
	// The task leaves it open whether a stranger hears that there is a report.
	refused := sandbox.All(sandbox.Status(http.StatusUnauthorized, http.StatusNotFound), sandbox.Lacks(strings.Trim(tag, `"`)))
	// saves is the owner's question, answered without sending the report.
	saves := func(condition string) func(*sandbox.Caller) {
		return func(c *sandbox.Caller) { c.Send(ask(condition).Bearer(token), notModified) }
	}

	w.Run(serve,
		sandbox.Probe{
			Name: "the owner gets the report and its tag",
			Why:  "A guard that keeps its owner out protects nothing; without the tag nobody can ask for changes.",
			Rule: "The task; RFC 9110 §8.8.3",
			Send: sandbox.Get("/report").Bearer(token), Want: sandbox.All(sandbox.Shows(report), tagged),
		},
		sandbox.Probe{
			Name: "the owner who names the tag gets 304",
			Why:  "The report goes over the wire once, and not each minute.",
			Rule: "RFC 9110 §13.1.2, §15.4.5",
			Do:   saves(tag), Honest: true,
		},
		sandbox.Probe{
			Name: "the owner who names an old tag gets the report",
			Why:  "Who is told that nothing changed goes on working with what is no longer so.",
			Rule: "RFC 9110 §13.1.2",
			Send: ask(old).Bearer(token), Want: sandbox.All(sandbox.Shows(report), tagged),
		},
		sandbox.Probe{
			Name: "the tag counts wherever it stands in a list",
			Why:  "A cache that kept two versions asks for both at once.",
			Rule: "RFC 9110 §13.1.2",
			Do:   saves(old + ", " + tag), Honest: true,
		},
		sandbox.Probe{
			Name: "a weak tag counts as the strong one does",
			Why:  "A proxy that compresses on the way makes the tag weak; its clients would load everything anew.",
			Rule: "RFC 9110 §13.1.2, §8.8.3.2",
			Do:   saves("W/" + tag), Honest: true,
		},
		sandbox.Probe{
			Name: "the right tag opens nothing to a stranger",
			Why:  "304 says: yes, that is the report. Who can guess what it says makes the tag of each guess.",
			Rule: "RFC 9110 §13.2.1",
			Send: ask(tag), Want: refused,
		},
		sandbox.Probe{
			Name: "the right tag beside a wrong token opens nothing",
			Why:  "That some credential was sent says nothing of who sent it.",
			Rule: "RFC 9110 §13.2.1",
			Send: ask(tag).Bearer("wrong"), Want: refused,
		},
		sandbox.Probe{
			Name: "a star opens nothing to a stranger",
			Why:  "304 to a star says that there is a report, and tells its tag.",
			Rule: "RFC 9110 §13.2.1",
			Send: ask("*"), Want: refused,
		},
		sandbox.Probe{
			Name: "a refusal does not name the tag",
			Why:  "Who has the tag compares it with those of his guesses, at home and unseen.",
			Rule: "The task: nothing that is made of the report; CWE-204",
			Send: sandbox.Get("/report"), Want: refused,
		},
	)
}
