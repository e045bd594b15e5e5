package statuscodes

import (
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"gatehouse/exercises/status-codes/given"
	"gatehouse/sandbox"
)

// TestHandler keeps all its names to itself: the handler beside it may use
// any.
func TestHandler(t *testing.T) {
	w := sandbox.New(t)
	draw := func(n int) string {
		const letters = "bcdfghjkmnpqrstvwxz"
		text := make([]byte, n)
		for i := range text {
			text[i] = letters[w.Rand().IntN(len(letters))]
		}
		return string(text)
	}

	// Two who read, people whose names are easily taken for the first's, and
	// nobody.
	reader, colleague := draw(6), draw(6)
	strangers := []string{colleague, reader + draw(1), reader[:5], "", strings.ToUpper(reader)}
	text, theirs := w.Canary("reader's report"), w.Canary("report of somebody else")
	// All ids are equally long, so that the length of an answer tells none.
	own, nobodys := draw(8), draw(8)
	ids := []string{draw(8), draw(8), draw(8), draw(8), draw(8)} // a report of each stranger

	// How each token differs from the good one.
	const lifetime = 12*time.Hour + 900*time.Millisecond // no whole second
	from := func(scopes ...string) func(*given.Token) { return func(t *given.Token) { t.Scopes = scopes } }
	differs := []struct {
		name   string
		change func(*given.Token)
	}{
		{"colleague's", func(t *given.Token) {
			t.Subject, t.Scopes, t.Expires = colleague, []string{"reports:read"}, time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)
		}},
		{"subjectless", func(t *given.Token) { t.Subject = "" }},
		{"expired", func(t *given.Token) { t.Expires = time.Now().Add(-time.Hour) }},
		{"ending", func(t *given.Token) { t.Expires = time.Now() }},
		{"undated", func(t *given.Token) { t.Expires = time.Time{} }},
		{"expired, scopeless", func(t *given.Token) { t.Expires, t.Scopes = time.Now().Add(-time.Hour), nil }},
		{"revoked", func(t *given.Token) { t.Revoked = true }},
		{"revoked, scopeless", func(t *given.Token) { t.Revoked, t.Scopes = true, nil }},
		{"writing", from("reports:write")},
		{"longer", from("reports:read-titles", "all-reports:read")},
		{"otherwise written", from("Reports:Read", "REPORTS:READ", "reports: read")},
		{"scopeless", from()},
	}
	tokens := map[string]string{"unknown": draw(30), "good": w.Secret("good token")}
	for _, token := range differs {
		tokens[token.name] = w.Secret(token.name + " token")
	}
	var issued *given.Tokens
	var reports *given.Reports
	var handler http.Handler
	token := func(change func(*given.Token)) given.Token {
		t := given.Token{Subject: reader, Scopes: []string{"reports:write", "reports:read", "profile"}, Expires: time.Now().Add(lifetime)}
		change(&t)
		return t
	}
	serve := func(good string) http.Handler {
		issued = given.NewTokens()
		for _, other := range differs {
			issued.Add(tokens[other.name], token(other.change))
		}
		if good != "" {
			issued.Add(good, token(func(*given.Token) {}))
		}
		all := []given.Report{{ID: own, Owner: reader, Text: text}}
		for i, id := range ids {
			all = append(all, given.Report{ID: id, Owner: strangers[i], Text: theirs})
		}
		reports = given.NewReports(all...)
		handler = Handler(given.Deps{Tokens: issued, Reports: reports})
		return handler
	}

	report := func(id string) sandbox.Request { return sandbox.Get("/reports/" + id) }
	line := func(value string) sandbox.Request { return report(own).With("Authorization", value) }
	as := func(name, id string) sandbox.Request { return report(id).Bearer(tokens[name]) }
	each := func(want sandbox.Want, requests ...sandbox.Request) func(*sandbox.Caller) {
		return func(c *sandbox.Caller) {
			for _, r := range requests {
				c.Send(r, want)
			}
		}
	}
	garbled := []sandbox.Request{
		line(""), line("Bearer"), line("Bearer "), line("Bearer " + draw(30) + " " + draw(30)), line(draw(30)), as("good", own).Bearer("x"),
	}
	// These are refused for what the caller is, before any id is looked at.
	strange := []sandbox.Request{report(own), line("Basic dTpw"), as("unknown", own), as("expired", own), as("revoked", own), as("writing", own)}

	// A challenge is read by the grammar, so any spelling of it will do.
	challenged := func(text string, fits func(params map[string]string) bool, statuses ...int) sandbox.Want {
		return sandbox.All(sandbox.Status(statuses...), sandbox.Check(text, func(e sandbox.Exchange) string {
			all, err := sandbox.Challenges(e.Header)
			switch {
			case err != nil:
				return "with a challenge that does not parse: " + err.Error()
			case slices.ContainsFunc(all, func(c sandbox.Challenge) bool { return strings.EqualFold(c.Scheme, "Bearer") && fits(c.Params) }):
				return ""
			case len(all) == 0:
				return "without WWW-Authenticate"
			}
			return "with " + strings.Join(e.Header.Values("WWW-Authenticate"), " and ")
		}))
	}
	named := func(params map[string]string) bool { return len(params) > 0 }
	code := func(codes ...string) func(map[string]string) bool {
		return func(params map[string]string) bool {
			got, sent := params["error"]
			return slices.Contains(codes, got) && sent == (got != "") // an empty code is not none
		}
	}
	unproved := challenged("a Bearer challenge with a parameter", named, 401)
	silent := challenged("a Bearer challenge without an error code", code(""), 401)
	invalid := challenged(`a Bearer challenge with error="invalid_token"`, code("invalid_token"), 401)
	unreadable := challenged("a Bearer challenge with an error code of RFC 6750, or without", func(params map[string]string) bool {
		return named(params) && code("", "invalid_request", "invalid_token", "insufficient_scope")(params)
	}, 400, 401)
	narrow := challenged("a Bearer challenge with a parameter", named, 403)
	wider := challenged(`a Bearer challenge with error="insufficient_scope"`, code("insufficient_scope"), 403)
	widen := challenged(`a Bearer challenge with error="insufficient_scope" and scope="reports:read"`, func(params map[string]string) bool {
		return params["error"] == "insufficient_scope" && slices.Contains(strings.Fields(params["scope"]), "reports:read")
	}, 403)

	// alike wants two ids to get answers that are the same in one aspect, the
	// ids themselves aside, and what differs from request to request anyway.
	type aspect = func(e sandbox.Exchange, id string) map[string]string
	status := func(e sandbox.Exchange, _ string) map[string]string {
		return map[string]string{"status": fmt.Sprint(e.Status)}
	}
	body := func(e sandbox.Exchange, id string) map[string]string {
		return map[string]string{"body": strings.ReplaceAll(e.Body, id, "")}
	}
	fields := func(e sandbox.Exchange, id string) map[string]string {
		all := map[string]string{}
		for name, values := range e.Header {
			all["field "+name] = strings.ReplaceAll(strings.Join(values, "\n"), id, "")
		}
		return all
	}
	alike := func(c *sandbox.Caller, want sandbox.Want, ask func(id string) sandbox.Request, one, other string, aspects ...aspect) {
		first, again, second := c.Send(ask(one), want), c.Send(ask(one), want), c.Send(ask(other), want)
		for _, aspect := range aspects {
			a, noise, b := aspect(first, one), aspect(again, one), aspect(second, other)
			names := maps.Clone(a)
			maps.Copy(names, b)
			for _, name := range slices.Sorted(maps.Keys(names)) {
				same := a[name] == b[name] || name != "body" && a[name] != noise[name]
				c.Must(same, "the same "+name+" for both ids", sandbox.Differs(b[name], a[name]))
			}
		}
	}
	anything := sandbox.Check("an answer", func(sandbox.Exchange) string { return "" })
	with := func(name, method string) func(id string) sandbox.Request {
		return func(id string) sandbox.Request { return as(name, id).Method(method) }
	}
	const (
		proof  = "RFC 9110 §11.4, §15.5.2"
		codes  = "RFC 6750 §3.1, the task"
		bearer = "RFC 6750 §3"
		hiding = "RFC 9110 §15.5.4, CWE-204"
		object = "OWASP API1:2023"
		naming = "The task; RFC 9110 §5.6.4, CWE-116"
	)

	probes := []sandbox.Probe{
		{Name: "the owner reads the report", Rule: "The task",
			Send: as("good", own), Want: sandbox.Shows(text),
			Why: "A refusal can have any status, and none helps who should have been let in."},
		{Name: "another owner reads another report", Rule: "The task",
			Send: as("colleague's", ids[0]), Want: sandbox.Shows(theirs),
			Why: "What works for one name, one scope or one date alone works for nobody else."},

		// Who has proved nothing.
		{Name: "a request without a token gets 401 with a Bearer challenge", Rule: proof + ", " + bearer,
			Send: report(own), Want: unproved,
			Why: "The challenge is how a client learns that a token would help, and of which kind; without a parameter it is none of RFC 6750."},
		{Name: "where no token was sent, none is called wrong", Rule: codes,
			Send: report(own), Want: silent,
			Why: "A client that reads invalid_token throws a good token away, or renews one that it never had."},
		{Name: "another scheme gets 401 with a Bearer challenge, and no error code", Rule: codes,
			Do:  each(sandbox.All(unproved, silent), line("Basic dTpw"), line(`Digest username="u"`), line("Bearerx "+draw(30))),
			Why: "This client has proof of another kind. It must hear which kind counts here."},
		{Name: "what cannot be read gets 400 or 401", Rule: codes,
			Do:  each(sandbox.Status(400, 401), garbled...),
			Why: "403 would say that the proof was read and found good."},
		{Name: "what cannot be read gets a Bearer challenge, too", Rule: bearer + ", §3.1",
			Do:  each(unreadable, garbled...),
			Why: "A client with a fault in its header must still hear what would be right."},
		{Name: "an unknown token gets 401 with invalid_token", Rule: proof + ", " + codes,
			Send: as("unknown", own), Want: invalid,
			Why: "The client can fetch another token and come again, if it is told that this is what is missing."},
		{Name: "an expired token gets 401 with invalid_token", Rule: proof + ", " + codes,
			Do:  each(invalid, as("expired", own), as("ending", own), as("undated", own), as("expired, scopeless", own)),
			Why: "Tokens expire every day. A client that hears 403 asks its user for more rights, not for a new token."},
		{Name: "a token that expires meanwhile gets 401 with invalid_token", Rule: proof + ", " + codes,
			Do: func(c *sandbox.Caller) {
				c.Send(as("good", own), sandbox.Shows(text))
				c.Wait(lifetime + time.Hour)
				c.Send(as("good", own), invalid)
			},
			Why: "What was proof this morning is none in the evening."},
		{Name: "a token is good until the moment it ends", Rule: "The task", Honest: true,
			Do: func(c *sandbox.Caller) {
				c.Wait(lifetime - 100*time.Millisecond)
				c.Send(as("good", own), sandbox.Shows(text))
			},
			Why: "Who comes in time is sent away for a new token all the same."},
		{Name: "a revoked token gets 401 with invalid_token", Rule: proof + ", " + codes,
			Do: func(c *sandbox.Caller) {
				each(invalid, as("revoked", own), as("revoked, scopeless", own))(c)
				c.Send(as("good", own), sandbox.Shows(text))
				issued.Add(tokens["good"], token(func(t *given.Token) { t.Revoked = true }))
				c.Send(as("good", own), invalid)
			},
			Why: "A withdrawn token proves nothing any more, and its honest holder needs another."},

		// Who has proved something, and may not read.
		{Name: "a good token without the scope gets 403 with a Bearer challenge", Rule: "RFC 9110 §15.5.4, " + bearer,
			Do:  each(narrow, as("writing", own), as("scopeless", own)),
			Why: "401 would send the client for a new token, which lacks the scope like the old one: again and again."},
		{Name: "a missing scope is called insufficient_scope", Rule: codes,
			Send: as("writing", own), Want: wider,
			Why: "403 alone does not say whether anything could be done. This word says that a wider token would do."},
		{Name: "the scope that is missing is named", Rule: codes,
			Send: as("writing", own), Want: widen,
			Why: "A client can ask for the one scope that it lacks, if it hears which."},
		{Name: "a scope with a longer name is another scope", Rule: "OWASP API5:2023",
			Send: as("longer", own), Want: widen,
			Why: "A smaller right whose name holds the bigger one's would become the bigger one."},
		{Name: "a scope in other letters is another scope", Rule: "RFC 6749 §3.3",
			Send: as("otherwise written", own), Want: widen,
			Why: "Who grants scopes tells them apart letter by letter. A guard that does not grants more."},
		{Name: "every challenge can be parsed", Rule: "RFC 9110 §11.2, §11.6.1, RFC 6750 §3",
			Do: each(sandbox.Check("a challenge that parses, if there is one", func(e sandbox.Exchange) string {
				if _, err := sandbox.Challenges(e.Header); err != nil {
					return "with " + err.Error()
				}
				return ""
			}), append(strange, line("Bearer"), as("good", nobodys))...),
			Why: "A line that a person can read is no help: the client's parser stops at the first odd character."},

		// What an id tells.
		{Name: "without a token nobody learns which reports there are", Rule: proof + ", the task",
			Do: func(c *sandbox.Caller) {
				alike(c, sandbox.Status(401), report, nobodys, own, status, body, fields)
				alike(c, sandbox.Status(401), report, nobodys, ids[0], status, body, fields)
				for _, method := range []string{"HEAD", "POST"} {
					ask := func(id string) sandbox.Request { return report(id).Method(method) }
					alike(c, sandbox.Status(401, 405), ask, nobodys, own, status, body, fields)
				}
			},
			Why: "Who can try ids without a token counts the reports, and learns when one is written."},
		{Name: "with a token that is not good nobody learns which reports there are", Rule: proof + ", the task",
			Do: func(c *sandbox.Caller) {
				for _, name := range []string{"unknown", "expired", "undated", "revoked"} {
					alike(c, sandbox.Status(401), with(name, "GET"), nobodys, own, status, body, fields)
				}
			},
			Why: "Who left the company still has a token. It should tell no more than none."},
		{Name: "without the scope nobody learns which reports there are", Rule: "The task",
			Do: func(c *sandbox.Caller) {
				alike(c, sandbox.Status(403), with("writing", "GET"), nobodys, own, status, body, fields)
				alike(c, sandbox.Status(403), with("writing", "GET"), nobodys, ids[0], status, body, fields)
				alike(c, sandbox.Status(403, 405), with("writing", "HEAD"), nobodys, own, status, body, fields)
			},
			Why: "A token that may not read reports may not find out about them either."},
		{Name: "a report is looked for only for who may read reports", Rule: "The task",
			Do: func(c *sandbox.Caller) {
				for _, r := range strange {
					c.Send(r, sandbox.Refused)
					c.Must(reports.Asked() == 0, "no look-up for a caller who is refused anyway", "a look-up")
				}
			},
			Why: "A look-up takes time, and takes longer where there is something; answers that read alike can still be told apart."},
		{Name: "the report of somebody else is not shown, nor its owner", Rule: object,
			Do: each(sandbox.All(sandbox.Hidden, sandbox.Lacks(colleague)),
				as("good", ids[0]), as("good", ids[1]), as("good", ids[2]), as("good", ids[3])),
			Why: "A good token says who asks. Whose report it is must be asked of the report."},
		{Name: "an id that nobody has gets 404, or 403", Rule: "The task",
			Do: func(c *sandbox.Caller) {
				c.Send(as("good", nobodys), sandbox.Hidden)
				c.Send(as("subjectless", nobodys), sandbox.Status(401, 403, 404))
			},
			Why: "401 would send a client with a good token for another one, in vain. 200 would show an empty report to who has no name."},
		{Name: "somebody else's report and an unknown id get the same status", Rule: hiding,
			Do: func(c *sandbox.Caller) {
				for _, id := range []string{ids[0], ids[3], ids[4]} {
					alike(c, sandbox.Hidden, with("good", "GET"), nobodys, id, status)
				}
				alike(c, sandbox.Hidden, with("colleague's", "GET"), nobodys, own, status)
			},
			Why: "403 for the one and 404 for the other is a list of all reports, for every employee."},
		{Name: "they get the same body", Rule: hiding,
			Do:  func(c *sandbox.Caller) { alike(c, sandbox.Hidden, with("good", "GET"), nobodys, ids[0], body) },
			Why: "One differing word does as well as another status."},
		{Name: "they get the same fields", Rule: hiding,
			Do: func(c *sandbox.Caller) {
				alike(c, sandbox.Hidden, with("good", "GET"), nobodys, ids[0], func(e sandbox.Exchange, id string) map[string]string {
					all := fields(e, id)
					delete(all, "field Content-Length") // it is the body's
					return all
				})
			},
			Why: "A program that tries ids reads the fields first."},
		{Name: "they cannot be told apart by another method", Rule: hiding + "; RFC 9110 §9.3.2",
			Do: func(c *sandbox.Caller) {
				alike(c, sandbox.Status(403, 404, 405), with("good", "HEAD"), nobodys, ids[0], status, body, fields)
				alike(c, anything, with("good", "POST"), nobodys, ids[0], status, body, fields)
				alike(c, anything, with("good", "DELETE"), nobodys, ids[0], status, body, fields)
			},
			Why: "HEAD has the fields of GET, and a length is enough to tell two answers apart."},
		{Name: "they cannot be told apart by a condition", Rule: hiding + "; RFC 9110 §13.2.1",
			Do: func(c *sandbox.Caller) {
				const never = "Fri, 31 Dec 9999 00:00:00 GMT"
				for _, field := range [][2]string{{"If-None-Match", "*"}, {"If-Match", "*"}, {"If-Modified-Since", never}, {"Range", "bytes=0-0"}} {
					ask := func(id string) sandbox.Request { return as("good", id).With(field[0], field[1]) }
					alike(c, sandbox.Hidden, ask, nobodys, ids[0], status, body, fields)
				}
			},
			Why: "304 says that there is something, as 200 would."},

		// Others.
		{Name: "what others were shown before changes nothing", Rule: "CWE-488",
			Do: func(c *sandbox.Caller) {
				c.Send(as("colleague's", ids[0]), sandbox.Shows(theirs))
				c.Send(as("colleague's", ids[0]).Method("HEAD"), anything)
				c.Send(as("good", own), sandbox.All(sandbox.Shows(text), sandbox.Lacks(theirs)))
				c.Send(as("good", ids[0]), sandbox.Hidden)
			},
			Why: "What was kept for its owner is handed to whoever asks next."},
		{Name: "nor does what others are shown meanwhile", Rule: "CWE-488, CWE-362",
			Do: func(c *sandbox.Caller) {
				r := httptest.NewRequest("GET", "/reports/"+ids[0], nil)
				r.Header.Set("Authorization", "Bearer "+tokens["colleague's"])
				for _, interrupt := range []func(func()){issued.Interrupt, reports.Interrupt} {
					meanwhile := func() { handler.ServeHTTP(httptest.NewRecorder(), r) }
					interrupt(meanwhile)
					c.Send(as("good", ids[0]), sandbox.Hidden)
					interrupt(meanwhile)
					c.Send(as("good", own), sandbox.Shows(text))
				}
			},
			Why: "Two requests are under way at once. The one's caller must not become the other's."},

		{Name: "another method shows no report", Rule: "The task",
			Do: each(sandbox.Status(400, 403, 404, 405, 501),
				as("good", own).Method("POST"), as("good", own).Method("POST").With("X-HTTP-Method-Override", "GET"), as("good", own).Method("get")),
			Why: "A client that is told 200 believes that its report was stored."},
		{Name: "another method gets 405", Rule: "The task; RFC 9110 §15.5.6",
			Do: func(c *sandbox.Caller) {
				for _, method := range []string{"POST", "PUT", "PATCH", "DELETE", "PROPFIND"} {
					c.Send(with("good", method)(own), sandbox.Status(405))
				}
			},
			Why: "403 says that somebody else may do it. Nobody may: the client has to change, not its token."},
		{Name: "the 405 names GET, and not the method that was sent", Rule: "RFC 9110 §15.5.6",
			Do: func(c *sandbox.Caller) {
				for _, method := range []string{"POST", "PUT", "DELETE", "HEAD"} {
					c.Send(with("good", method)(own), sandbox.Check("405 with GET in Allow, and not "+method, func(e sandbox.Exchange) string {
						allow := strings.Join(e.Header.Values("Allow"), ",")
						allowed := strings.Split(strings.ReplaceAll(allow, " ", ""), ",")
						if e.Status == 405 && slices.Contains(allowed, "GET") && !slices.Contains(allowed, method) || e.Status == 200 && method == "HEAD" {
							return ""
						}
						return "with Allow: " + allow
					}))
				}
			},
			Why: "A list that holds what was refused sends the client round in a circle."},

		// What the caller writes into the answer.
		{Name: "no refusal repeats a token, or lets it write into the challenge", Rule: naming,
			Do: func(c *sandbox.Caller) {
				mark, short := draw(12), "~"+draw(4)+"~"
				unwritten := sandbox.All(unreadable, sandbox.Lacks(mark, short))
				for _, token := range []string{short, mark, mark + `"x`, `x", realm="` + mark, `x\", ` + mark + `="`, mark + ",Basic", "%22" + mark} {
					c.Send(report(own).Bearer(token), unwritten)
				}
			},
			Why: "A quote ends the value. What follows is read as the server's word: another realm, another place to fetch tokens."},
		{Name: "nothing else of the request gets into the challenge", Rule: naming,
			Do: func(c *sandbox.Caller) {
				mark := draw(12)
				unmarked := sandbox.Check("a challenge without anything of the request", func(e sandbox.Exchange) string {
					if strings.Contains(strings.Join(e.Header.Values("WWW-Authenticate"), " "), mark) {
						return "with " + e.Header.Get("WWW-Authenticate")
					}
					return ""
				})
				send := func(want sandbox.Want, r sandbox.Request) {
					r = r.With("X-Request-Id", mark).With("X-Forwarded-Host", mark).With("Origin", mark).With("User-Agent", mark)
					otherHost := sandbox.Raw(strings.Replace(r.String(), "Host: sandbox", "Host: "+mark, 1))
					each(sandbox.All(want, unmarked), r, otherHost)(c)
				}
				for _, id := range []string{own, "x%22y" + mark, "x%22,%20realm=%22" + mark, "%5C" + mark} {
					send(silent, report(id))
					send(invalid, as("unknown", id))
					send(widen, as("writing", id))
				}
			},
			Why: "Who sends a link with such an id, or comes between with a Host of their own, writes a challenge into the answer to somebody else."},
	}
	families := w.Families(sandbox.Guarded{Request: report(own), Credential: tokens["good"], Shows: text, Serve: serve})
	w.Run(func() http.Handler { return serve(tokens["good"]) }, append(probes, families...)...)
}
