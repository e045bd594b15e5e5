package propertyoutput

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"gatehouse/exercises/property-output/given"
	"gatehouse/sandbox"
)

func TestHandler(t *testing.T) {
	w := sandbox.New(t)
	draw := func(n int) string { // without vowels, so that no word comes about
		const letters = "bcdfghjklmnpqrstvwxz"
		text := make([]byte, n)
		for i := range text {
			text[i] = letters[w.Rand().IntN(len(letters))]
		}
		return string(text)
	}

	// One company with a manager, two members whom she leads and a supporter,
	// and a member of another.
	tenant, other := draw(9), draw(9)
	people, tokens, whose := map[string]given.User{}, map[string]string{}, map[string]string{}
	for _, p := range []struct{ name, tenant, role, manager string }{
		{"alice", tenant, given.Member, ""}, {"bob", tenant, given.Member, "alice"}, {"carol", tenant, given.Member, "alice"},
		{"sue", tenant, given.Support, ""}, {"erin", other, given.Member, ""},
	} {
		tokens[p.name] = w.Secret(p.name + "'s token")
		user := given.User{
			ID: p.name + "-" + draw(6), Tenant: p.tenant, DisplayName: strings.ToUpper(p.name[:1]) + p.name[1:] + " " + draw(6), Bio: "works on " + draw(8),
			Settings: given.Settings{Language: "el", Theme: "dark", Quota: 100_000_000 + w.Rand().IntN(900_000_000)},
			Email:    p.name + "-" + w.Canary("e-mail of "+p.name) + "@example.com", EmailVerified: true, Role: p.role, Balance: 10_000_000 + w.Rand().IntN(90_000_000),
			PasswordHash: w.Keep("password hash of "+p.name, "$2a$12$"+draw(53)), TOTPSecret: w.Keep("TOTP secret of "+p.name, strings.ToUpper(draw(32))),
			InternalNote: w.Canary("note on " + p.name), CreatedAt: time.Date(2024, 5, 1+w.Rand().IntN(28), 12, w.Rand().IntN(60), 1, 0, time.UTC),
		}
		if p.manager != "" {
			user.Manager = &given.User{ID: people[p.manager].ID}
		}
		people[p.name], whose[tokens[p.name]] = user, user.ID
	}
	// A token whose time is over: Who still knows whose it was.
	expired := w.Secret("bob's old token")
	whose[expired] = people["bob"].ID
	var users *given.Users
	serve := func() http.Handler {
		users = given.NewUsers(slices.Collect(maps.Values(people))...)
		who := func(r *http.Request) (string, bool) {
			token, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
			id, ok := whose[token]
			return id, ok && token != expired
		}
		return Handler(given.Deps{Who: who, Users: users})
	}
	w.Unchanged("the users", func() string { return users.Dump() })

	as := func(name, target string) sandbox.Request { return sandbox.Get(target).Bearer(tokens[name]) }
	at := func(name string) string { return "/users/" + people[name].ID }
	query := func(text string) string { return "/users?q=" + url.QueryEscape(text) }
	patch := func(name, body string) sandbox.Request {
		return as(name, "/me").Method("PATCH").Body("application/json", body)
	}
	secrets := func(u given.User) []string {
		return []string{u.PasswordHash, u.PasswordHash[:11], u.TOTPSecret[:7], strconv.Itoa(u.Balance), strconv.Itoa(u.Settings.Quota), u.Tenant, "dark", "password_hash"}
	}
	quiet := func(name string) sandbox.Want { // beside what is watched everywhere
		u := people[name]
		return sandbox.Lacks(u.ID, u.Tenant, u.Bio, strconv.Itoa(u.Balance))
	}
	now := func(name string) given.User { user, _ := users.Find(people[name].ID); return user }
	// meanwhile is what somebody else does to a record.
	meanwhile := func(name string, change func(*given.User)) { _, _ = users.Update(people[name].ID, change) }

	// What the task shows to whom.
	colleague := []string{"id", "display_name", "bio", "manager"}
	customer := append(colleague[:4:4], "email", "email_verified", "role", "created_at", "internal_note")
	self := append(colleague[:4:4], "email", "email_verified", "role", "balance", "settings", "created_at")
	sees := map[string][]string{"alice": colleague, "bob": colleague, "carol": colleague, "sue": customer, "erin": colleague}
	everybody := []string{"alice", "bob", "carol", "sue"}
	// shown wants these fields of the named users, and if it is strict no others.
	shown := func(body func(sandbox.Exchange) string, list []string, strict bool, names []string) sandbox.Want {
		text := map[bool]string{false: "the fields that the task lists", true: "the fields that the task lists, and no others"}[strict]
		if len(names) == 0 {
			text = "an empty array"
		}
		return sandbox.All(sandbox.Status(200), sandbox.Check(text, func(e sandbox.Exchange) string {
			var got []given.Fields
			if err := json.Unmarshal([]byte(body(e)), &got); err != nil {
				return "which is not the JSON of the task"
			}
			left := slices.Clone(names)
			for _, user := range got {
				i := slices.IndexFunc(left, func(name string) bool { return people[name].ID == user["id"] })
				if i < 0 {
					return fmt.Sprintf("with %v", user["display_name"])
				}
				less, more := given.Compare(user, now(left[i]).Shown(list...))
				if len(less) > 0 {
					return "without " + strings.Join(less, ", ") + " of " + left[i]
				}
				if len(more) > 0 && strict {
					return "with " + strings.Join(more, ", ") + " of " + left[i]
				}
				left = slices.Delete(left, i, i+1)
			}
			if len(left) > 0 {
				return "without " + strings.Join(left, ", ")
			}
			return ""
		}))
	}
	one := func(name string, list []string, strict bool) sandbox.Want {
		return shown(func(e sandbox.Exchange) string { return "[" + e.Body + "]" }, list, strict, []string{name})
	}
	many := func(list []string, strict bool, names ...string) sandbox.Want {
		return shown(func(e sandbox.Exchange) string { return e.Body }, list, strict, names)
	}
	// same asks twice, then does something, and asks once more: whatever the
	// first two answers agree in has to stay, but for the text that was asked.
	same := func(c *sandbox.Caller, r sandbox.Request, what string, meanwhile func() (sandbox.Request, []string)) {
		first, second := c.Send(r, sandbox.Status(200)), c.Send(r, sandbox.Status(200))
		r, texts := meanwhile()
		third := c.Send(r, sandbox.Status(200))
		plain := func(values []string) string {
			line := strings.Join(values, "\n")
			for _, text := range texts {
				line = strings.ReplaceAll(line, url.QueryEscape(text), "")
			}
			return line
		}
		c.Must(third.Body == first.Body, "the same body "+what, "another one: "+sandbox.Differs(third.Body, first.Body))
		for _, name := range slices.Concat(slices.Collect(maps.Keys(first.Header)), slices.Collect(maps.Keys(third.Header))) {
			steady := name != "Date" && slices.Equal(first.Header[name], second.Header[name])
			c.Must(!steady || plain(third.Header[name]) == plain(first.Header[name]), "the same header "+what, "another "+name)
		}
	}
	// unmoved adds a parameter to each target, which ends with ? or &, and the role of the support in a header field:
	// the answer to bob stays the same, or he is told that there is none.
	unmoved := func(c *sandbox.Caller, targets []string, field string, parameters ...string) {
		for _, target := range targets {
			plain := c.Send(as("bob", target), sandbox.Status(200))
			for _, parameter := range parameters {
				r := as("bob", target+parameter).With(field, given.Support)
				want := map[bool]sandbox.Want{true: sandbox.Status(200), false: sandbox.Status(200, 400)}[target == "/me?"]
				e := c.Send(r, want)
				c.Must(e.Status == 400 || e.Body == plain.Body, "the same body as without", e.Line()+", with another body")
			}
		}
	}
	undisturbed := func(reader string, targets []string, stay []string) func(*sandbox.Caller) {
		return func(c *sandbox.Caller) {
			for _, target := range targets {
				for _, far := range []bool{false, true} {
					same(c, as(reader, target), "after hidden fields have changed", func() (sandbox.Request, []string) {
						users.Disturb(people["carol"].ID, far, stay...)
						users.Disturb(people["alice"].ID, far, stay...)
						return as(reader, target), nil
					})
				}
			}
		}
	}
	const (
		subset = "OWASP API3:2023, ASVS 15.3.1"
		oracle = "OWASP API3:2023, CWE-203"
		silent = "ASVS 16.5.1, CWE-209"
	)

	probes := []sandbox.Probe{
		{Name: "users are shown their own record", Rule: "The task", Honest: true,
			Do: func(c *sandbox.Caller) {
				for _, name := range everybody {
					c.Send(as(name, "/me"), one(name, self, false))
				}
				meanwhile("bob", given.Empty)
				c.Send(as("bob", "/me"), one("bob", self, false))
			},
			Why: "What is stored about them they must be able to read and to correct."},
		{Name: "a profile that was changed is shown", Rule: "The task", Honest: true,
			Do: func(c *sandbox.Caller) {
				c.Send(patch("bob", `{"display_name": "Bob Two", "bio": "sails"}`), one("bob", self, false))
				c.Must(now("bob").DisplayName == "Bob Two" && now("bob").Bio == "sails", "the profile stored", now("bob").DisplayName+", "+now("bob").Bio)
				c.Send(patch("sue", `{"bio": "helps"}`), one("sue", self, false))
				c.Send(patch("bob", `{"display_name": "Bob Two", "bio": ""}`), one("bob", self, false))
				c.Must(now("bob").Bio == "", "an empty bio stored", now("bob").Bio)
			},
			Why: "The page goes on with what comes back."},
		{Name: "a member is shown the colleagues", Rule: "The task", Honest: true,
			Do: func(c *sandbox.Caller) {
				c.Send(as("bob", at("carol")), one("carol", colleague, false))
				c.Send(as("bob", at("sue")), one("sue", colleague, false))
				c.Send(as("bob", "/users"), many(colleague, false, everybody...))
				c.Send(as("bob", "/users?q="), many(colleague, false, everybody...))
			},
			Why: "A directory that shows nobody is of no use."},
		{Name: "the support is shown the users", Rule: "The task", Honest: true,
			Do: func(c *sandbox.Caller) {
				c.Send(as("sue", at("carol")), one("carol", customer, false))
				c.Send(as("sue", "/users"), many(customer, false, everybody...))
				meanwhile("carol", given.Empty)
				c.Send(as("sue", at("carol")), one("carol", customer, false))
			},
			Why: "To help somebody one needs an address and a history. One answer for all readers shows too little or too much."},
		{Name: "a search finds users by name and bio", Rule: "The task", Honest: true,
			Do: func(c *sandbox.Caller) {
				for _, reader := range []string{"bob", "sue"} {
					c.Send(as(reader, query(people["carol"].DisplayName)), many(sees[reader], false, "carol"))
					c.Send(as(reader, query(people["carol"].Bio[9:])), many(sees[reader], false, "carol"))
					c.Send(as(reader, query("works on")), many(sees[reader], false, everybody...))
					c.Send(as(reader, query(draw(12))), many(nil, false))
				}
			},
			Why: "Colleagues are looked for by what everybody knows of them."},
		{Name: "the support finds users by their e-mail", Rule: "The task", Honest: true,
			Do: func(c *sandbox.Caller) {
				c.Send(as("sue", query(people["carol"].Email)), many(customer, false, "carol"))
				c.Send(as("sue", query(people["bob"].Email[:9])), many(customer, false, "bob"))
			},
			Why: "Who writes to the support gives an address, not an id."},

		{Name: "users see nothing else of their own record", Rule: subset,
			Do: func(c *sandbox.Caller) {
				for _, name := range everybody {
					c.Send(as(name, "/me"), one(name, self, true))
				}
			},
			Why: "Nobody needs their own hash, and a session may be a thief's. The note was written for others."},
		{Name: "the answer to a change shows nothing else", Rule: subset,
			Do: func(c *sandbox.Caller) {
				c.Send(patch("bob", `{"display_name": "Bob Two"}`), one("bob", self, true))
				c.Send(patch("sue", `{"bio": "helps"}`), one("sue", self, true))
			},
			Why: "An answer to a change is an answer. Where reading was mended, this is the next place to look."},
		{Name: "a member sees nothing else of a colleague", Rule: subset,
			Do: func(c *sandbox.Caller) {
				c.Send(as("bob", at("alice")), one("alice", colleague, true))
				c.Send(as("bob", at("sue")), one("sue", colleague, true))
				c.Send(as("alice", at("alice")), one("alice", colleague, true))
				c.Send(as("alice", at("carol")), one("carol", colleague, true)) // whom she leads
			},
			Why: "A page that shows three fields of an answer does not take the others out of it."},
		{Name: "a manager within a user is an id and a name", Rule: subset,
			Do: func(c *sandbox.Caller) {
				c.Send(as("bob", at("carol")), one("carol", colleague, true))
				c.Send(as("bob", at("bob")), one("bob", colleague, true))
				c.Send(as("sue", at("carol")), one("carol", customer, true))
			},
			Why: "A record that was loaded along goes out whole where only the outer one was thought about."},
		{Name: "a member sees nothing else in the list or of who was found", Rule: subset,
			Do: func(c *sandbox.Caller) {
				c.Send(as("bob", "/users"), many(colleague, true, everybody...))
				c.Send(as("bob", query("works on")), many(colleague, true, everybody...))
				c.Send(as("bob", query(people["bob"].DisplayName)), many(colleague, true, "bob"))
				c.Send(as("alice", "/users"), many(colleague, true, everybody...))
			},
			Why: "A list gives away at once what a single page gives away one by one, and a search is a list."},
		{Name: "the support sees nothing else", Rule: subset,
			Do: func(c *sandbox.Caller) {
				for _, name := range everybody {
					c.Send(as("sue", at(name)), one(name, customer, true))
				}
				c.Send(as("sue", "/users"), many(customer, true, everybody...))
				c.Send(as("sue", query(people["carol"].Email)), many(customer, true, "carol"))
			},
			Why: "Who may see more may not see all: the pay is not theirs to read, and the hash nobody's."},
		{Name: "no parameter shows more", Rule: "OWASP API3:2023, ASVS 15.3.7",
			Do: func(c *sandbox.Caller) {
				unmoved(c, []string{"/me?", at("carol") + "?", "/users?"}, "X-View", "fields=id,password_hash,email", "fields=*", "include=internal_note", "expand=manager", "view=support", "debug=1", "full=true")
			},
			Why: "Who may choose the fields reads those that were left out."},
		{Name: "no parameter shows others in place of who asks", Rule: "OWASP API1:2023, ASVS 15.3.7",
			Do: func(c *sandbox.Caller) {
				unmoved(c, []string{"/me?", "/users?"}, "X-View", "id="+people["carol"].ID, "user="+people["carol"].ID, "user_id="+people["sue"].ID, "tenant="+other)
			},
			Why: "Who asks has been proved; what a parameter says of it has not."},
		{Name: "no parameter sorts or chooses by what is hidden", Rule: oracle,
			Do: func(c *sandbox.Caller) {
				u := people["carol"]
				unmoved(c, []string{"/users?"}, "X-Sort", "sort=balance", "sort=-balance", "sort=created_at", "order=email", "order_by=password_hash", "email="+url.QueryEscape(u.Email),
					"balance="+strconv.Itoa(u.Balance), "password_hash=x", "filter[role]=support", "role=support")
			},
			Why: "The order tells who has more, and a filter says yes or no, one comparison after the other."},
		{Name: "the role of a reader is that of the record", Rule: "OWASP ASVS 4.1.3",
			Do: func(c *sandbox.Caller) {
				for _, field := range []string{"X-Role", "X-User-Role", "Role"} {
					unmoved(c, []string{at("carol") + "?", "/users?", query(people["carol"].Email) + "&"}, field, "role=support", "as=sue")
				}
			},
			Why: "What a request says of its sender anybody can write."},
		{Name: "a role that is neither sees what a member sees", Rule: "OWASP ASVS 8.2.3, CWE-636",
			Do: func(c *sandbox.Caller) {
				for _, role := range []string{"", "guest", "Support", "support "} {
					meanwhile("bob", func(u *given.User) { u.Role = role })
					c.Send(as("bob", at("carol")), one("carol", colleague, true))
					c.Send(as("bob", query(people["carol"].Email)), many(nil, false))
				}
			},
			Why: "A role that nobody thought of falls to the last else. What stands there must be the least."},
		{Name: "what one reader was shown is not shown to the next", Rule: "OWASP API3:2023, CWE-524",
			Do: func(c *sandbox.Caller) {
				c.Send(as("sue", at("carol")), sandbox.Status(200))
				c.Send(as("bob", at("carol")), one("carol", colleague, true))
				c.Send(as("sue", "/users"), sandbox.Status(200))
				c.Send(as("bob", "/users"), many(colleague, true, everybody...))
				meanwhile("sue", func(u *given.User) { u.Role = given.Member })
				c.Send(as("sue", at("carol")), one("carol", colleague, true))
			},
			Why: "A store of answers that goes by the address alone serves the support's to everybody."},

		{Name: "a search finds nobody by what a member does not see", Rule: oracle,
			Do: func(c *sandbox.Caller) {
				for _, name := range []string{"carol", "alice"} {
					u := people[name]
					for _, text := range append(append(secrets(u), u.Between()...), u.Email, u.Email[:10], u.InternalNote, u.CreatedAt.Format("2006-01-02"), given.Support, `"role":"support"`, "@example.com") {
						c.Send(as("bob", query(text)), many(nil, false))
					}
				}
			},
			Why: "\"Is there somebody whose address begins with b?\" A search that answers is read one character at a time."},
		{Name: "a search finds nobody by what the support does not see", Rule: oracle,
			Do: func(c *sandbox.Caller) {
				for _, name := range []string{"carol", "alice"} {
					for _, text := range append(secrets(people[name]), people[name].Between()...) {
						c.Send(as("sue", query(text)), many(nil, false))
					}
				}
			},
			Why: "A hash that can be searched for is copied in an evening, without having been shown once."},
		{Name: "a search for a hidden text looks like one for nothing", Rule: oracle,
			Do: func(c *sandbox.Caller) {
				u := people["carol"]
				for _, hidden := range []string{u.Email, u.InternalNote, u.PasswordHash, u.TOTPSecret} {
					nothing := strings.Repeat("q", len(hidden))
					same(c, as("bob", query(nothing)), "for a hidden text", func() (sandbox.Request, []string) {
						return as("bob", query(hidden)), []string{hidden, nothing}
					})
				}
			},
			Why: "A count beside the list tells what the list does not."},
		{Name: "the page of a colleague depends on nothing hidden", Rule: oracle,
			Do:  undisturbed("bob", []string{at("carol"), at("alice")}, nil),
			Why: "A tag made of the whole record tells that a password or a balance has changed, and when."},
		{Name: "the list of colleagues depends on nothing hidden", Rule: oracle,
			Do:  undisturbed("bob", []string{"/users", query("works on")}, nil),
			Why: "Sorted by pay, a list without pay is a list of who earns more than whom."},
		{Name: "an answer to the support depends on nothing hidden", Rule: oracle,
			Do:  undisturbed("sue", []string{at("carol"), "/users", query("works on")}, customer),
			Why: "What is hidden from the support is hidden from whoever gets at a supporter's session."},
		{Name: "an answer to the user depends on nothing hidden", Rule: oracle,
			Do:  undisturbed("carol", []string{"/me"}, self),
			Why: "Whoever sees the tag of their record change knows that a note was written about them."},

		{Name: "a name that is taken says nothing of who has it", Rule: silent,
			Do: func(c *sandbox.Caller) {
				u := people["carol"]
				for _, bio := range []string{"", `"bio": "new", `} {
					c.Send(patch("bob", `{`+bio+`"display_name": "`+u.DisplayName+`"}`), sandbox.All(sandbox.Status(409), quiet("carol")))
				}
			},
			Why: "The text of a store is written for those who run it. Here it holds the row that was in the way."},
		{Name: "a profile that cannot be stored is refused without the record", Rule: "ASVS 2.2.1, 16.5.1",
			Do: func(c *sandbox.Caller) {
				long := `{"display_name": "` + strings.Repeat("n", 61) + `"}`
				for _, body := range []string{`{"display_name": 5}`, `{"display_name": ["x"]}`, "{", "x", `{"display_name": ""}`, long, `{"bio": "new", "display_name": ""}`} {
					c.Send(patch("bob", body), sandbox.All(sandbox.Status(400, 422), quiet("bob")))
				}
			},
			Why: "A name that is empty cannot be clicked on. A refusal is read by whoever sent the request, and logged on the way."},
		{Name: "a profile changes name and bio alone, and by their rules", Rule: "OWASP API3:2023, ASVS 15.3.3",
			Do: func(c *sandbox.Caller) {
				was := now("bob")
				c.Send(patch("bob", `{"bio": "new", "balance": 1, "ROLE": "support", "email": "x@example.com", "manager": {"id": "x"}}`), sandbox.Status(200, 400, 403, 422))
				is := now("bob")
				was.Bio = is.Bio
				c.Must(reflect.DeepEqual(is, was), "nothing but name and bio changed", fmt.Sprintf("role %s, balance %d, e-mail %s", is.Role, is.Balance, is.Email))
				for _, body := range []string{`{"Display_Name": ""}`, `{"display_name": "B", "DISPLAY_NAME": ""}`, `{"DISPLAY_NAME": "", "display_name": "B"}`, `{"display_name": "B", "display_name": ""}`} {
					c.Send(patch("bob", body), sandbox.Status(200, 400, 422))
					c.Must(now("bob").DisplayName != "", "no empty name stored", "one")
				}
			},
			Why: "What goes in needs a type of its own as much as what comes out."},
		{Name: "a profile that is under way gives no role back", Rule: "CWE-362",
			Do: func(c *sandbox.Caller) {
				finish := c.Hold(patch("sue", `{"bio": "helps"}`), sandbox.Status(200))
				meanwhile("sue", func(u *given.User) { u.Role, u.DisplayName = given.Member, "Sue Two" })
				finish()
				c.Must(now("sue").Bio == "helps" && now("sue").Role == given.Member && now("sue").DisplayName == "Sue Two", "the bio changed, role and name of meanwhile kept", fmt.Sprint(now("sue")))
			},
			Why: "Who is about to leave the support starts a slow request, and is back in it when that is done."},
		{Name: "users of another tenant are not shown", Rule: "OWASP API1:2023, ASVS 8.4.1",
			Do: func(c *sandbox.Caller) {
				for _, reader := range []string{"bob", "sue"} {
					c.Send(as(reader, at("erin")), sandbox.Hidden)
					c.Send(as(reader, at("erin")).Method("HEAD"), sandbox.Status(403, 404, 405, 501))
					c.Send(as(reader, "/users/nobody"), sandbox.Hidden)
					c.Send(as(reader, query(people["erin"].DisplayName)), many(nil, false))
				}
				c.Send(as("erin", "/users"), many(colleague, false, "erin"))
			},
			Why: "The companies of one API are strangers to each other."},
		{Name: "who proves nothing sees nobody", Rule: "RFC 9110 §15.5.2",
			Do: func(c *sandbox.Caller) {
				for _, r := range []sandbox.Request{sandbox.Get("/me"), sandbox.Get(at("bob")), sandbox.Get("/users"), sandbox.Get(query("works on")), sandbox.Call("PATCH", "/me").Body("application/json", `{"bio": "new"}`)} {
					c.Send(r, sandbox.All(sandbox.Status(401), quiet("bob")))
					c.Send(r.Bearer(draw(40)), sandbox.All(sandbox.Status(401), quiet("bob")))
					c.Send(r.Bearer(expired), sandbox.All(sandbox.Status(401), quiet("bob")))
				}
			},
			Why: "Every view begins with the question who is looking."},
		{Name: "who proves nothing is told so before the body is judged", Rule: "RFC 9110 §15.5.2",
			Do: func(c *sandbox.Caller) {
				for _, body := range []string{"{", "null", `{"display_name": ""}`, `{"display_name": 5}`, `{"display_name": "` + people["carol"].DisplayName + `"}`, strings.Repeat(" ", 1<<17)} {
					c.Send(sandbox.Call("PATCH", "/me").Body("application/json", body), sandbox.Status(401))
				}
			},
			Why: "A stranger has no use for the rules of a profile, and none for the names that are taken."},
	}
	w.Run(serve, append(probes, w.Families(sandbox.Guarded{
		Request: sandbox.Get("/me"), Credential: tokens["bob"], Shows: people["bob"].Email,
		// Who asks is found out by Who.
		Without: []sandbox.Family{sandbox.Spelling, sandbox.NearMisses, sandbox.TwoCredentials, sandbox.Elsewhere, sandbox.OtherSchemes, sandbox.ClaimsOfTrust, sandbox.Paths},
	})...)...)
}
