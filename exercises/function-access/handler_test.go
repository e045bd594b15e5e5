package functionaccess

import (
	"fmt"
	"io"
	"net/http"
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
	subjects := []string{"anonymous", "user", "auditor", "admin", "suspended admin"}
	tokens, ids, names := map[string]string{}, map[string]string{}, map[string]string{}
	for _, name := range []string{"user", "auditor", "admin", "suspended admin", "looked at", "changed", "removed", "visitor", "odd"} {
		tokens[name] = w.Secret("token of the " + name)
		ids[name] = fmt.Sprintf("u%s%02d", mark, len(ids))
		names[name] = w.Canary("name of the " + name)
	}
	// Whoever sends a token is known. One that was never issued is taken for
	// the visitor's, so that the families' wrong credentials are those of a
	// user: it is users who break this kind of guard.
	who := func(r *http.Request) (string, bool) {
		token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		if !ok || token == "" {
			return "", false
		}
		for name := range tokens {
			if token == tokens[name] {
				return ids[name], true
			}
		}
		return ids["visitor"], true
	}

	var users *given.Users
	var invites *given.Invites
	var reports *given.Reports
	worked := 0 // how often a route of another package that only users may use did its work
	counted := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { worked++; w.WriteHeader(http.StatusCreated) })
	shown := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, figures) })
	brought := []given.Route{
		{Method: "GET", Path: "/figures" + mark, Roles: []string{"auditor"}, Handler: shown},
		{Method: "POST", Path: "/figures" + mark, Roles: []string{"user"}, Handler: counted},
	}
	account := func(name, role string) given.User {
		return given.User{ID: ids[name], Name: names[name], Role: role, Suspended: name == "suspended admin"}
	}
	start := func(oddRole string, more ...given.Route) http.Handler {
		users = given.NewUsers(account("user", "user"), account("auditor", "auditor"), account("admin", "admin"), account("suspended admin", "admin"),
			account("looked at", "user"), account("changed", "user"), account("removed", "user"), account("visitor", "user"), account("odd", oddRole))
		invites, reports, worked = &given.Invites{}, given.NewReports(given.Report{By: ids["visitor"], Text: filed}), 0
		h, err := Handler(given.Deps{
			Who: who, Users: users, Invites: invites, Reports: reports, Log: w.Logger(), More: more,
			Export: func() string { return export },
		})
		if err != nil {
			return sandbox.NotStarted(err)
		}
		return h
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
	everybody, members := subjects, []string{"user", "auditor", "admin"}
	policy := []row{
		{"GET", "/healthz", "", everybody, sandbox.Served},
		{"GET", "/me", "", members, sandbox.Served},
		{"GET", "/users/" + ids["looked at"], "", members, sandbox.Shows(names["looked at"])},
		{"POST", "/reports", `{"text": "late"}`, []string{"user", "admin"}, sandbox.Served},
		{"GET", "/reports", "", []string{"auditor", "admin"}, sandbox.Shows(filed)},
		{"GET", "/admin/export", "", []string{"auditor", "admin"}, sandbox.Shows(export)},
		{"POST", "/invites", `{"email": "mallory@example.org", "role": "admin"}`, []string{"admin"}, sandbox.Served},
		{"PUT", "/users/" + ids["changed"] + "/role", `{"role": "auditor"}`, []string{"admin"}, sandbox.Served},
		{"DELETE", "/users/" + ids["removed"], "", []string{"admin"}, sandbox.Served},
		{"GET", brought[0].Path, "", brought[0].Roles, sandbox.Shows(figures)},
		{"POST", brought[1].Path, "", brought[1].Roles, sandbox.Served},
	}
	shownAs := strings.NewReplacer(ids["looked at"], "{id}", ids["changed"], "{id}", ids["removed"], "{id}")
	name := func(r row) string { return shownAs.Replace(r.method + " " + r.path) }
	as := func(subject string, r sandbox.Request) sandbox.Request {
		if subject == "anonymous" {
			return r
		}
		return r.Bearer(tokens[subject])
	}
	request := func(method, path, body string) sandbox.Request {
		if body == "" {
			return sandbox.Call(method, path)
		}
		return sandbox.Call(method, path).Body("application/json", body)
	}
	ask := func(subject string, r row) sandbox.Request { return as(subject, request(r.method, r.path, r.body)) }
	forbidden := sandbox.Status(403)
	away := func(subject string, others ...int) sandbox.Want {
		if subject == "anonymous" {
			return sandbox.Status(append([]int{401}, others...)...)
		}
		return sandbox.Status(append([]int{403}, others...)...)
	}
	quiet := sandbox.Lacks(export, filed, figures)
	remains := func(c *sandbox.Caller, name string) {
		_, ok := users.Find(ids[name])
		c.Must(ok, "the account still there", "it was deleted")
	}
	// follow sends a request, and again where it is sent on, as a client does.
	follow := func(c *sandbox.Caller, note string, r sandbox.Request) {
		for range 4 {
			e := c.Cell(note, "user", r, sandbox.All(sandbox.Status(403, 404, 301, 302, 303, 307, 308, 400, 405), quiet))
			to := e.Header.Get("Location")
			if e.Status < 300 || e.Status >= 400 || !strings.HasPrefix(to, "/") {
				return
			}
			note, r = note+", sent on", r.Target(to)
		}
	}
	logged := func(words ...string) string {
		for line := range strings.Lines(w.Logged()) {
			lower := strings.ToLower(line)
			if !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(lower, strings.ToLower(word)) }) {
				return line
			}
		}
		return ""
	}
	const (
		function = "OWASP API5:2023, ASVS 8.2.1"
		atOnce   = "OWASP ASVS 8.3.2"
		methods  = "OWASP ASVS 4.1.4, RFC 9110 §15.5.6"
		reading  = "OWASP API5:2023, CWE-647"
	)
	exporting := row{"GET", "/admin/export", "", nil, sandbox.Shows(export)}
	removing := row{"DELETE", "/users/" + ids["removed"], "", nil, sandbox.Served}

	probes := []sandbox.Probe{
		{Name: "everybody may do what the policy gives them", Rule: "The task", Honest: true,
			Do: func(c *sandbox.Caller) {
				for _, r := range policy {
					for _, subject := range r.allowed {
						c.Serve(serve)
						c.Cell(name(r), subject, ask(subject, r), r.want)
					}
				}
			},
			Why: "A policy that keeps an auditor from the reports stops the work that it is there for."},
		{Name: "nobody may do what the policy does not give them", Rule: function,
			Do: func(c *sandbox.Caller) {
				for _, r := range policy {
					for _, subject := range subjects {
						if !slices.Contains(r.allowed, subject) {
							c.Cell(name(r), subject, ask(subject, r), away(subject))
						}
					}
				}
			},
			Why: "Whoever may ask for one function tries the others: an invitation for an administrator is one POST away."},
		{Name: "one's own account is no exception", Rule: function + ", the task",
			Do: func(c *sandbox.Caller) {
				for _, subject := range []string{"user", "auditor", "suspended admin"} {
					own := "/users/" + ids[subject]
					c.Cell("PUT /users/{own id}/role", subject, as(subject, request("PUT", own+"/role", `{"role": "admin"}`)), forbidden)
					c.Cell("DELETE /users/{own id}", subject, as(subject, request("DELETE", own, "")), forbidden)
				}
			},
			Why: "Whose account it is says who may look at it. Who gives roles is another question, or everybody is an administrator."},
		{Name: "HEAD needs the role that GET needs", Rule: "RFC 9110 §9.3.2, " + function,
			Do: func(c *sandbox.Caller) {
				for _, r := range policy {
					for _, subject := range subjects {
						if r.method == "GET" && !slices.Contains(r.allowed, subject) {
							c.Cell("HEAD "+shownAs.Replace(r.path), subject, ask(subject, r).Method("HEAD"), away(subject, 404, 405, 501))
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
					for _, subject := range subjects {
						c.Cell(shownAs.Replace(r.path), subject, ask(subject, r).Method("OPTIONS"), sandbox.All(sandbox.Lacks(names["looked at"]), quiet))
					}
				}
				c.Must(state() == before, "nothing done", "something was done")
			},
			Why: "Browsers ask in advance with OPTIONS, so guards let it through; what is behind them must not answer."},
		{Name: "no header, query or form changes method or path", Rule: methods,
			Do: func(c *sandbox.Caller) {
				target := "/users/" + ids["removed"]
				for _, subject := range []string{"user", "admin"} {
					// The GET that it is, or a refusal; the policy knows no such POST.
					for method, want := range map[string]sandbox.Want{"GET": sandbox.Status(200, 400, 403, 405), "POST": sandbox.Status(405, 404, 501, 400, 403)} {
						asked := func(note string, r sandbox.Request) {
							c.Cell(method+" with "+note, subject, as(subject, r.Method(method)), want)
							remains(c, "removed")
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
				for _, header := range []string{"X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Uri", "X-Forwarded-Path"} {
					for _, path := range []string{"/me", "/healthz"} {
						c.Cell("GET "+path+" with "+header, "user", as("user", sandbox.Get(path).With(header, "/admin/export")), quiet)
					}
				}
			},
			Why: "The log, the cache and the gateway saw somebody look; an account is gone."},
		{Name: "an encoded letter in the path leads nowhere else", Rule: reading,
			Do: func(c *sandbox.Caller) {
				for _, path := range []string{"/%61dmin/export", "/admi%6e/export", "/admin/%65xport", "/%61%64%6d%69%6e/export", "/admin%2fexport", "/admin%2Fexport", "/%61dmin%2Fexport", "/%2561dmin/export", "/%2e/admin/export"} {
					follow(c, path, as("user", sandbox.Get(path)))
				}
				for _, path := range []string{"/%75sers/" + ids["removed"], "/users/%75" + ids["removed"][1:]} {
					follow(c, "DELETE "+shownAs.Replace(path), as("user", sandbox.Call("DELETE", path)))
				}
			},
			Why: "The guard reads the path as it was sent, the router as it is meant: between the two lies the export."},
		{Name: "slashes, dots and large letters lead nowhere else", Rule: reading,
			Do: func(c *sandbox.Caller) {
				for _, path := range []string{
					"//admin/export", "/admin//export", "/./admin/export", "/x/../admin/export", "/me/../admin/export", "/healthz/../admin/export", "/healthz/%2e%2e/admin/export",
					"/admin/export/", "/admin/export/.", "/admin/export;x", "/admin;x/export", "/ADMIN/export", "/Admin/Export", "/admin/export.json", "/admin/export%20", "/healthz/admin/export", "/me/admin/export", "http://sandbox/admin/export",
				} {
					follow(c, path, as("user", sandbox.Get(path)))
				}
				for _, path := range []string{"//users/" + ids["removed"], "/users//" + ids["removed"], "/me/../users/" + ids["removed"], "/users/" + ids["removed"] + "/"} {
					follow(c, "DELETE "+shownAs.Replace(path), as("user", sandbox.Call("DELETE", path)))
				}
			},
			Why: "Each spelling that the router tidies and the guard does not is an address without a guard."},
		{Name: "a role that the request claims is not believed", Rule: "OWASP ASVS 8.3.1",
			Do: func(c *sandbox.Caller) {
				for _, r := range []row{exporting, removing} {
					for _, header := range []string{"X-Role", "Role", "X-User-Role", "X-Roles", "X-Forwarded-Roles"} {
						c.Cell(header+": admin", name(r), ask("user", r).With(header, "admin"), forbidden)
					}
					c.Cell("X-User-Id of the admin", name(r), ask("user", r).With("X-User-Id", ids["admin"]), forbidden)
					c.Cell("role=admin as a cookie", name(r), ask("user", r).With("Cookie", "role=admin"), forbidden)
					c.Cell("?role=admin", name(r), ask("user", r).Target(r.path+"?role=admin"), forbidden)
					c.Cell("role in the body", name(r), ask("user", r).Body("application/json", `{"role": "admin", "roles": ["admin"]}`), forbidden)
				}
			},
			Why: "Who may name their own role has every role."},
		{Name: "a role counts whole, letter by letter", Rule: function + ", the task",
			Do: func(c *sandbox.Caller) {
				for _, role := range []string{
					"", "a", "min", "not-admin", "administrator-readonly", "Admin ", " admin", "Admin", "ADMIN", "admin ", "admin,user", "user,admin", "admin\x00", "superadmin", "root", "*",
					"auditor-" + mark, "Auditor", "audit", "users", "User", "user " + mark, "null",
				} {
					c.Serve(func() http.Handler { return start(role, brought...) })
					for _, r := range policy[1:] {
						c.Cell(fmt.Sprintf("the role %q", role), name(r), ask("odd", r), forbidden)
					}
				}
			},
			Why: "Somebody names the next role administrator-readonly, and has made an administrator."},
		{Name: "an odd role may do what everybody may", Rule: "The task", Honest: true,
			Do: func(c *sandbox.Caller) {
				for _, role := range []string{"", "guest", "not-admin"} {
					c.Serve(func() http.Handler { return start(role, brought...) })
					c.Cell(fmt.Sprintf("the role %q", role), "GET /healthz", ask("odd", policy[0]), sandbox.Served)
				}
			},
			Why: "What strangers may do is open to those who have an account, too."},
		{Name: "a role that was taken away counts no more", Rule: atOnce,
			Do: func(c *sandbox.Caller) {
				c.Send(ask("auditor", exporting), sandbox.Shows(export))
				c.Send(as("admin", request("PUT", "/users/"+ids["auditor"]+"/role", `{"role": "user"}`)), sandbox.Served)
				c.Send(ask("auditor", exporting), forbidden)
				users.SetRole(ids["admin"], "auditor")
				c.Send(ask("admin", removing), forbidden)
				users.SetRole(ids["admin"], "")
				c.Send(ask("admin", exporting), forbidden)
			},
			Why: "Who was dismissed this morning has the token of yesterday."},
		{Name: "a role that was given counts from the next request on", Rule: atOnce, Honest: true,
			Do: func(c *sandbox.Caller) {
				c.Send(ask("user", exporting), forbidden)
				c.Send(as("admin", request("PUT", "/users/"+ids["user"]+"/role", `{"role": "auditor"}`)), sandbox.Served)
				c.Send(ask("user", exporting), sandbox.Shows(export))
			},
			Why: "Who takes over in an emergency cannot wait for a token to end."},
		{Name: "an account that is suspended may do nothing more, until that ends", Rule: atOnce,
			Do: func(c *sandbox.Caller) {
				c.Send(ask("admin", exporting), sandbox.Shows(export))
				users.Suspend(ids["admin"], true)
				for _, r := range []row{exporting, removing, {"GET", "/me", "", nil, sandbox.Served}} {
					c.Send(ask("admin", r), forbidden)
				}
				c.Send(ask("admin", policy[0]), sandbox.Served)
				users.Suspend(ids["admin"], false)
				c.Send(ask("admin", exporting), sandbox.Shows(export))
			},
			Why: "An account is suspended because somebody else may be using it."},
		{Name: "an account that is gone may do nothing more", Rule: atOnce,
			Do: func(c *sandbox.Caller) {
				c.Send(ask("auditor", exporting), sandbox.Shows(export))
				c.Send(as("admin", request("DELETE", "/users/"+ids["auditor"], "")), sandbox.Served)
				for _, r := range policy[1:] {
					c.Cell(name(r), "whose account is gone", ask("auditor", r), sandbox.Refused)
				}
			},
			Why: "The token outlives the account. What it may do must not."},
		{Name: "a route that nobody decided about lets nobody in", Rule: "OWASP API5:2023",
			Do: func(c *sandbox.Caller) {
				for about, roles := range map[string][]string{"no roles": nil, "an empty list": {}} {
					for _, r := range []given.Route{{Method: "GET", Path: "/drafts" + mark, Roles: roles, Handler: shown}, {Method: "POST", Path: "/drafts" + mark, Roles: roles, Handler: counted}} {
						c.Serve(func() http.Handler { return start("", append(slices.Clip(brought), r)...) })
						for _, subject := range append(slices.Clip(subjects), "odd") {
							c.Cell(r.Method+" with "+about, subject, as(subject, request(r.Method, r.Path, "")), sandbox.Status(401, 403, 404))
						}
					}
				}
			},
			Why: "Routes are added on busy days. One that is open until somebody thinks of it is found before that."},
		{Name: "a refusal is in the log, with who, what and the decision", Rule: "OWASP ASVS 16.3.2",
			Do: func(c *sandbox.Caller) {
				for _, r := range policy[1:] {
					for _, subject := range []string{"user", "auditor", "suspended admin", "odd"} {
						if slices.Contains(r.allowed, subject) {
							continue
						}
						c.Cell(name(r), subject, ask(subject, r), forbidden)
						pattern := strings.TrimPrefix(name(r), r.method+" ")
						found := logged("refused", ids[subject], r.method, r.path) + logged("refused", ids[subject], r.method, pattern)
						c.Must(found != "", fmt.Sprintf("a line in the log with refused, %s, %s and %s", ids[subject], r.method, pattern), "no such line")
					}
				}
			},
			Why: "Who tries one function after the other is found in the log, or in the news."},
		{Name: "what is let in is not in the log as refused", Rule: "OWASP ASVS 16.3.2, the task", Honest: true,
			Do: func(c *sandbox.Caller) {
				for _, r := range policy {
					for _, subject := range r.allowed {
						c.Serve(serve)
						c.Cell(name(r), subject, ask(subject, r), sandbox.Served)
						line := logged("refused")
						c.Must(line == "", "no refusal in the log", "logged: "+line)
					}
				}
			},
			Why: "Where every line says refused, nobody reads them, and the one that counts goes by."},
	}
	w.Run(serve, append(probes, w.Families(sandbox.Guarded{
		Request: sandbox.Get("/admin/export"), Credential: tokens["admin"], Shows: export,
		// Who reads the credential is given.
		Without: []sandbox.Family{sandbox.Spelling, sandbox.NearMisses, sandbox.TwoCredentials, sandbox.Elsewhere, sandbox.OtherSchemes},
	})...)...)
}
