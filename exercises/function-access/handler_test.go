package functionaccess

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"gatehouse/exercises/function-access/given"
	"gatehouse/sandbox"
)

func TestHandler(t *testing.T) {
	w := sandbox.New(t)
	export, filed, figures := w.Canary("export"), w.Canary("report"), w.Canary("figures")
	mark := fmt.Sprintf("%04d", w.Rand().IntN(10000))

	// The subjects of the policy, and accounts for others to look at.
	cast := given.NewCast(mark)
	for _, name := range []string{"user", "auditor", "admin", "suspended admin", "expired admin", "odd role", "looked at", "changed", "removed", "visitor", "slashed"} {
		cast.Add(name, w.Secret("token of the "+name), w.Canary("name of the "+name))
	}
	tokens, ids, names := cast.Tokens, cast.IDs, cast.Names
	ids["slashed"] = "a/" + ids["slashed"]

	users, invites, reports := given.NewUsers(), &given.Invites{}, given.NewReports()
	var handler http.Handler // nil if it did not start
	worked := 0              // how often a route of another package did its work
	counted := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { worked++; w.WriteHeader(http.StatusCreated) })
	shown := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, figures) })
	route := func(method, path string, h http.Handler, roles ...string) given.Route {
		return given.Route{Method: method, Path: path + mark, Handler: h, Roles: roles}
	}
	brought := []given.Route{route("GET", "/figures", shown, "auditor"), route("POST", "/figures", counted, "user"), route("GET", "/ledger", shown, "user", "auditor")}
	start := func(oddRole string, more ...given.Route) http.Handler {
		users, invites, reports, worked = given.NewUsers(cast.Accounts()...), &given.Invites{}, given.NewReports(given.Report{By: ids["visitor"], Text: filed}), 0
		users.SetRole(ids["odd role"], oddRole)
		var err error
		if handler, err = Handler(given.Deps{
			Who: cast.Who, Users: users, Invites: invites, Reports: reports, Log: w.Logger(), More: more,
			Export: func() string { return export },
		}); err != nil {
			handler = nil
			return sandbox.NotStarted(err)
		}
		return handler
	}
	serve := func() http.Handler { return start("guest", brought...) }
	state := func() string { return fmt.Sprint(users.Dump(), invites.List(), reports.List(), worked) }
	w.Unchanged("what the service keeps", state)

	// The policy, as the task prints it, and the rows of another package.
	type row struct {
		method, path, body string
		allowed            []string
		want               sandbox.Want
	}
	members, staff, admins := []string{"user", "auditor", "admin"}, []string{"auditor", "admin"}, []string{"admin"}
	at := func(account string) string { return "/users/" + url.PathEscape(ids[account]) }
	giving := func(account, role string) row {
		return row{"PUT", at(account) + "/role", `{"role": "` + role + `"}`, admins, sandbox.Served}
	}
	removing := func(account string) row { return row{"DELETE", at(account), "", admins, sandbox.Served} }
	me, exporting := row{"GET", "/me", "", members, sandbox.Served}, row{"GET", "/admin/export", "", staff, sandbox.Shows(export)}
	policy := []row{
		{"GET", "/healthz", "", given.Subjects(), sandbox.Served}, me,
		{"GET", at("looked at"), "", members, sandbox.Shows(names["looked at"])},
		{"POST", "/reports", `{"text": "late"}`, []string{"user", "admin"}, sandbox.Served},
		{"GET", "/reports", "", staff, sandbox.Shows(filed)}, exporting,
		{"POST", "/invites", `{"email": "mallory@example.org", "role": "admin"}`, admins, sandbox.Served},
		giving("changed", "auditor"), removing("removed"),
		{"GET", brought[0].Path, "", brought[0].Roles, sandbox.Shows(figures)},
		{"POST", brought[1].Path, "", brought[1].Roles, sandbox.Served},
		{"GET", brought[2].Path, "", brought[2].Roles, sandbox.Shows(figures)},
	}
	name := func(r row) string { return r.method + " " + cast.Pattern(r.path) }
	as := func(subject string, r sandbox.Request) sandbox.Request {
		if subject == "anonymous" {
			return r
		}
		return r.Bearer(tokens[subject])
	}
	ask := func(subject string, r row) sandbox.Request {
		if r.body == "" {
			return as(subject, sandbox.Call(r.method, r.path))
		}
		return as(subject, sandbox.Call(r.method, r.path).Body("application/json", r.body))
	}
	forbidden := sandbox.Status(403)
	away := func(subject string, others ...int) sandbox.Want {
		return sandbox.Status(append([]int{given.Refusal(subject)}, others...)...)
	}
	only := func(subjects ...string) func(row) []string { return func(row) []string { return subjects } }
	allowed := func(r row) []string { return r.allowed }
	others := func(r row) []string { return given.Others(r.allowed) }
	// lay lays out what some subjects get from some rows: what the row shows
	// where that is allowed, a refusal elsewhere.
	lay := func(c *sandbox.Caller, who func(row) []string, rows ...row) {
		for _, r := range rows {
			for _, subject := range who(r) {
				want := r.want
				if !slices.Contains(r.allowed, subject) {
					want = away(subject)
				}
				c.Cell(name(r), subject, ask(subject, r), want)
			}
		}
	}
	quiet := sandbox.Lacks(export, filed, figures)
	// follow asks for paths as a user, and goes on where it is sent, as a client
	// does.
	follow := func(c *sandbox.Caller, method string, paths ...string) {
		for _, path := range paths {
			note := method + " " + path
			for range 4 {
				e := c.Cell(note, "user", as("user", sandbox.Call(method, path)), sandbox.All(sandbox.Status(403, 404, 301, 302, 303, 307, 308, 400, 405), quiet))
				sent := false
				if path, sent = given.SentOn(e.Status, e.Header); !sent {
					break
				}
				note += ", sent on"
			}
		}
	}
	// refusals are the lines of the log that say so.
	refusals := func() []string { return given.Refusals(w.Logged()) }
	// refuse sends a request that is to be refused. Where that is with 403, one
	// line in the log must tell of it.
	refuse := func(c *sandbox.Caller, subject string, r row, want sandbox.Want) {
		before := len(refusals())
		if e := c.Cell(name(r), subject, ask(subject, r), want); e.Status != http.StatusForbidden {
			return
		}
		c.Must(given.Told(refusals()[before:], ids[subject], r.method, r.path, cast.Pattern(r.path)))
	}
	const (
		function = "OWASP API5:2023, ASVS 8.2.1"
		atOnce   = "OWASP ASVS 8.3.2"
		methods  = "OWASP ASVS 4.1.4, RFC 9110 §15.5.6"
		reading  = "OWASP API5:2023, CWE-647"
	)
	probes := []sandbox.Probe{
		{Name: "everybody may do what the policy gives them", Rule: "The task", Honest: true,
			Do: func(c *sandbox.Caller) {
				lay(c, allowed, append(policy, giving("admin", "admin"), removing("admin"))...)
			},
			Why: "A policy that keeps an auditor from the reports stops the work that it is there for."},
		{Name: "nobody may do what the policy does not give them", Rule: function,
			Do:  func(c *sandbox.Caller) { lay(c, others, policy...) },
			Why: "Whoever may ask for one function tries the others: an invitation for an administrator is one POST away."},
		{Name: "one's own account is no exception", Rule: function + ", the task",
			Do: func(c *sandbox.Caller) {
				for _, subject := range []string{"user", "auditor", "suspended admin"} {
					lay(c, only(subject), giving(subject, "admin"), removing(subject))
				}
			},
			Why: "Whose account it is says who may look at it. Who gives roles is another question, or everybody is an administrator."},
		{Name: "the role is asked before body and target", Rule: "The task, CWE-204",
			Do: func(c *sandbox.Caller) {
				lay(c, only("anonymous", "auditor"), row{method: "POST", path: "/invites", body: "{"}, row{method: "POST", path: "/reports", body: "text"},
					row{method: "PUT", path: at("changed") + "/role", body: "{"}, row{method: "PUT", path: "/users/nobody/role", body: `{"role": "user"}`}, row{method: "DELETE", path: "/users/nobody"})
			},
			Why: "Who may not delete accounts learns from 404 and 403 which ones there are."},
		{Name: "HEAD needs the role that GET needs", Rule: "RFC 9110 §9.3.2, " + function,
			Do: func(c *sandbox.Caller) {
				for _, r := range policy {
					for _, subject := range others(r) {
						if r.method == "GET" {
							c.Cell("HEAD for "+name(r), subject, ask(subject, r).Method("HEAD"), away(subject, 404, 405, 501))
						}
					}
				}
			},
			Why: "HEAD runs what GET runs. Its answer tells how much there is, and when something is added."},
		{Name: "a method that the policy does not name does nothing", Rule: methods,
			Do: func(c *sandbox.Caller) {
				asked := map[string]bool{}
				for _, r := range policy {
					asked[name(r)] = true // these are named
				}
				refused := sandbox.All(sandbox.Status(405, 404, 501, 401, 403, 400), quiet)
				for _, r := range policy {
					for _, method := range []string{"GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "FOO", strings.ToLower(r.method)} {
						other := row{method: method, path: r.path, body: r.body}
						if asked[name(other)] {
							continue
						}
						asked[name(other)] = true
						for _, subject := range []string{"anonymous", "user", "admin"} {
							c.Cell(name(other), subject, ask(subject, other), refused)
						}
					}
				}
			},
			Why: "A function that answers to a method nobody named has a second door, and the policy guards the first."},
		{Name: "OPTIONS shows no data", Rule: "RFC 9110 §9.3.7, the task",
			Do: func(c *sandbox.Caller) {
				before := state()
				for _, r := range policy {
					for _, subject := range given.Subjects() {
						c.Cell("OPTIONS for "+name(r), subject, ask(subject, r).Method("OPTIONS"), sandbox.All(sandbox.Lacks(names["looked at"]), quiet))
					}
				}
				c.Must(state() == before, "nothing done", "something was done")
			},
			Why: "Browsers ask in advance with OPTIONS, so guards let it through; what is behind them must not answer."},
		{Name: "no header, query or form changes the method", Rule: methods,
			Do: func(c *sandbox.Caller) {
				target, before := at("removed"), state()
				for _, subject := range []string{"user", "admin"} {
					// The GET that it is, or a refusal; the policy knows no such POST.
					for method, want := range map[string]sandbox.Want{"GET": sandbox.Status(200, 400, 403, 405), "POST": sandbox.Status(405, 404, 501, 400, 403)} {
						asked := func(note string, r sandbox.Request) {
							c.Cell(method+" with "+note, subject, as(subject, r.Method(method)), want)
							c.Must(state() == before, "the account still there", "it was deleted")
						}
						for _, header := range []string{"X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"} {
							asked(header+": DELETE", sandbox.Get(target).With(header, "DELETE"))
						}
						for _, query := range []string{"_method=DELETE", "_method=delete", "method=DELETE", "_HttpMethod=DELETE"} {
							asked("?"+query, sandbox.Get(target+"?"+query))
						}
						asked("a form", sandbox.Get(target).Body("application/x-www-form-urlencoded", "_method=DELETE"))
					}
				}
			},
			Why: "The log, the cache and the gateway saw somebody look; an account is gone."},
		{Name: "no header changes the path", Rule: reading,
			Do: func(c *sandbox.Caller) {
				for _, subject := range []string{"user", "admin"} {
					for _, header := range []string{"X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Uri", "X-Forwarded-Path"} {
						c.Cell("GET /me with "+header, subject, as(subject, sandbox.Get("/me").With(header, "/admin/export")), quiet)
						c.Cell("GET /healthz with "+header, subject, as(subject, sandbox.Get("/healthz").With(header, "/admin/export")), quiet)
					}
					for _, header := range []string{"X-Forwarded-Prefix", "X-Forwarded-Path", "X-Script-Name"} {
						c.Cell("GET /x/admin/export with "+header, subject, as(subject, sandbox.Get("/x/admin/export").With(header, "/x")), quiet)
					}
				}
			},
			Why: "A gateway that lets nobody near /admin saw another address."},
		{Name: "an encoded letter in the path leads nowhere else", Rule: reading,
			Do: func(c *sandbox.Caller) {
				follow(c, "GET", "/%61dmin/export", "/admi%6e/export", "/admin/%65xport", "/%61%64%6d%69%6e/export", "/admin%2fexport", "/admin%2Fexport", "/%61dmin%2Fexport", "/%2561dmin/export", "/%2e/admin/export")
				follow(c, "DELETE", "/%75sers/"+ids["removed"], "/users/%75"+ids["removed"][1:])
			},
			Why: "The guard reads the path as it was sent, the router as it is meant: between the two lies the export."},
		{Name: "slashes, dots and large letters lead nowhere else", Rule: reading,
			Do: func(c *sandbox.Caller) {
				follow(c, "GET", given.Untidy()...)
				follow(c, "DELETE", "/"+at("removed"), "/users//"+ids["removed"], "/me/.."+at("removed"), at("removed")+"/")
			},
			Why: "Each spelling that the router tidies and the guard does not is an address without a guard."},
		{Name: "an id with a slash in it is guarded and served like any other", Rule: reading + ", the task",
			Do: func(c *sandbox.Caller) {
				lay(c, only("anonymous", "user", "admin"), row{"GET", at("slashed"), "", members, sandbox.Shows(names["slashed"])}, giving("slashed", "auditor"), removing("slashed"))
			},
			Why: "The router reads one piece of the path where a guard that decodes it reads two, and no rule is about those."},
		{Name: "a role that the request claims is not believed", Rule: "OWASP ASVS 8.3.1",
			Do: func(c *sandbox.Caller) {
				for _, r := range []row{exporting, removing("removed")} {
					for _, claim := range [][2]string{{"X-Role", "admin"}, {"Role", "admin"}, {"X-User-Role", "admin"}, {"X-Roles", "admin"}, {"X-Forwarded-Roles", "admin"}, {"X-User-Id", ids["admin"]}, {"Cookie", "role=admin"}} {
						c.Cell(claim[0]+": "+claim[1], name(r), ask("user", r).With(claim[0], claim[1]), forbidden)
					}
					c.Cell("?role=admin", name(r), ask("user", r).Target(r.path+"?role=admin"), forbidden)
					c.Cell("role in the body", name(r), ask("user", r).Body("application/json", `{"role": "admin", "roles": ["admin"]}`), forbidden)
				}
			},
			Why: "Who may name their own role has every role."},
		{Name: "a role counts whole, letter by letter", Rule: function + ", the task",
			Do: func(c *sandbox.Caller) {
				for _, role := range given.OddRoles(mark) {
					c.Serve(func() http.Handler { return start(role, brought...) })
					for _, r := range []row{me, policy[3], exporting, policy[8], policy[10]} {
						c.Cell(fmt.Sprintf("the role %q", role), name(r), ask("odd role", r), forbidden)
					}
				}
			},
			Why: "Somebody names the next role administrator-readonly, and has made an administrator."},
		{Name: "a role that was given or taken away counts from the next request on", Rule: atOnce,
			Do: func(c *sandbox.Caller) {
				lay(c, only("user", "auditor"), exporting)
				lay(c, allowed, giving("user", "auditor"), giving("auditor", "user"))
				c.Send(ask("auditor", exporting), forbidden)
				c.Send(ask("user", exporting), exporting.want)
				users.SetRole(ids["admin"], "auditor")
				c.Send(ask("admin", removing("removed")), forbidden)
				users.SetRole(ids["admin"], "")
				c.Send(ask("admin", exporting), forbidden)
			},
			Why: "Who was dismissed this morning has the token of yesterday, and who takes over cannot wait for a new one."},
		{Name: "an account that is suspended or gone may do nothing more", Rule: atOnce,
			Do: func(c *sandbox.Caller) {
				lay(c, allowed, exporting)
				users.Suspend(ids["admin"], true)
				for _, r := range []row{exporting, removing("removed"), me} {
					c.Send(ask("admin", r), forbidden)
				}
				c.Send(ask("admin", policy[0]), sandbox.Served)
				users.Suspend(ids["admin"], false)
				lay(c, allowed, removing("auditor")) // by the admin, who is back
				for _, r := range policy[1:] {
					refuse(c, "auditor", r, sandbox.Refused)
				}
			},
			Why: "An account is suspended because somebody else may be using it, and the token outlives the account."},
		{Name: "a route that nobody decided about lets nobody in", Rule: "OWASP API5:2023",
			Do: func(c *sandbox.Caller) {
				for about, roles := range map[string][]string{"no roles": nil, "an empty list": {}} {
					for _, r := range []given.Route{route("GET", "/drafts", shown, roles...), route("PUT", "/figures", counted, roles...)} {
						c.Serve(func() http.Handler { return start("guest", append(slices.Clip(brought), r)...) })
						for _, subject := range given.Subjects() {
							c.Cell(r.Method+" with "+about, subject, as(subject, sandbox.Call(r.Method, r.Path)), sandbox.Status(401, 403, 404, 405))
						}
					}
				}
			},
			Why: "Routes are added on busy days. One that is open until somebody thinks of it is found before that."},
		{Name: "a route that nobody decided about takes no other along", Rule: "The task", Honest: true,
			Do: func(c *sandbox.Caller) {
				lay(c, allowed, policy[9:]...) // as without it
				c.Serve(func() http.Handler {
					return start("guest", append([]given.Route{route("GET", "/drafts", shown)}, brought...)...)
				})
				if handler != nil { // else nobody was promised anything
					lay(c, allowed, policy...)
				}
			},
			Why: "A service that starts is taken to be whole. Half of one is noticed by those who need the rest."},
		{Name: "two services in one program keep policies and accounts apart", Rule: function,
			Do: func(c *sandbox.Caller) {
				path, three := "/shared"+mark, only("user", "auditor", "odd role")
				var first, second http.Handler
				c.Serve(func() http.Handler {
					first, second = start("admin", route("GET", "/shared", shown, "auditor")), start("guest", route("GET", "/shared", shown, "user"))
					return first
				})
				lay(c, three, row{"GET", path + "?first", "", []string{"auditor"}, sandbox.Shows(figures)}, row{"GET", "/admin/export?first", "", []string{"auditor", "odd role"}, exporting.want})
				c.Serve(func() http.Handler { return second })
				lay(c, three, row{"GET", path + "?second", "", []string{"user"}, sandbox.Shows(figures)}, row{"GET", "/admin/export?second", "", staff, exporting.want})
			},
			Why: "What one service grants would hold in the other, where nobody granted it."},
		{Name: "nobody is taken for a caller who is served meanwhile", Rule: "CWE-488, OWASP ASVS 15.4.1",
			Do: func(c *sandbox.Caller) {
				asked := func(subject string, r row) func() int {
					return func() int { return given.Ask(handler, r.method, r.path, tokens[subject]) }
				}
				users.Meanwhile(ids["user"], asked("admin", exporting))
				lay(c, only("user"), exporting)
				c.Must(!strings.Contains(strings.Join(refusals(), ""), ids["admin"]), "no refusal of the admin in the log", "logged: "+strings.Join(refusals(), ""))
				users.Meanwhile(ids["admin"], asked("user", exporting))
				lay(c, only("admin"), exporting)
				// The route of a long path takes a while to find: time for others
				// between a guard and the function.
				long := route("GET", "/"+strings.Repeat("x", 100_000), shown, "admin")
				c.Serve(func() http.Handler { return start("guest", long) })
				for range 16 {
					status := given.Amid(asked("user", row{method: "GET", path: long.Path}), asked("admin", me))
					c.Must(slices.Contains([]int{403, 400, 414}, status), "403 for a user while an admin is served", fmt.Sprint(status))
				}
			},
			Why: "Where two requests share a place for the caller, one that comes at the right moment has the rights of the other."},
		{Name: "each refusal is in the log once, with who, what and the decision", Rule: "OWASP ASVS 16.3.2",
			Do: func(c *sandbox.Caller) {
				for _, r := range slices.Concat(policy[1:], policy[4:7]) { // the second time is a refusal, too
					for _, subject := range others(r) {
						refuse(c, subject, r, away(subject))
					}
				}
			},
			Why: "Who tries one function after the other is found in the log, or in the news."},
		{Name: "what is let in is not in the log as refused", Rule: "OWASP ASVS 16.3.2, the task", Honest: true,
			Do: func(c *sandbox.Caller) {
				lay(c, allowed, policy...)
				c.Must(len(refusals()) == 0, "no refusal in the log", "logged: "+strings.Join(refusals(), ""))
			},
			Why: "Where every line says refused, nobody reads them, and the one that counts goes by."},
		{Name: "refusals take away nothing else", Rule: "The task", Honest: true,
			Do: func(c *sandbox.Caller) {
				for range 30 {
					c.Send(ask("user", exporting), forbidden)
				}
				lay(c, only("user"), me, policy[2], policy[3])
			},
			Why: "A page that asks for too much would lock out those who look at it."},
	}
	w.Run(serve, append(probes, w.Families(sandbox.Guarded{
		Request: sandbox.Get("/admin/export"), Credential: tokens["admin"], Shows: export,
		// Who reads the credential is given.
		Without: []sandbox.Family{sandbox.Spelling, sandbox.NearMisses, sandbox.TwoCredentials, sandbox.Elsewhere, sandbox.OtherSchemes},
	})...)...)
}
