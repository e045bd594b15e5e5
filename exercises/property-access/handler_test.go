package propertyaccess

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"gatehouse/exercises/property-access/given"
	"gatehouse/sandbox"
)

func TestHandler(t *testing.T) {
	w := sandbox.New(t)
	draw := func(n int) string {
		text := make([]byte, n)
		for i := range text {
			text[i] = byte('a' + w.Rand().IntN(26))
		}
		return string(text)
	}

	// One company with an admin, a supporter and two members, another with an
	// admin and a member, and a third whose name is that of the first in capitals.
	tenant, other := draw(8), draw(8)
	var people []given.User
	ids, tokens, whose := map[string]string{}, map[string]string{}, map[string]string{}
	for _, p := range []struct{ name, tenant, role string }{
		{"alice", tenant, given.Admin}, {"sue", tenant, given.Support}, {"bob", tenant, given.Member},
		{"carol", tenant, given.Member}, {"dora", other, given.Admin}, {"erin", other, given.Member}, {"zoe", strings.ToUpper(tenant), given.Member},
	} {
		id := p.name + "-" + draw(5)
		ids[p.name], tokens[p.name] = id, w.Secret(p.name+"'s token")
		whose[tokens[p.name]] = id
		people = append(people, given.User{
			ID: id, Tenant: p.tenant, DisplayName: p.name + " " + draw(4), Bio: "works on " + draw(6),
			Settings: given.Settings{Language: "en", Theme: "light", Quota: 100_000 + w.Rand().IntN(900_000)},
			Email:    id + "@example.com", EmailVerified: p.name != "bob", Role: p.role, Balance: 1_000_000 + w.Rand().IntN(9_000_000),
			PasswordHash: w.Keep("password hash of "+p.name, "$2a$12$"+draw(53)), TOTPSecret: w.Keep("TOTP secret of "+p.name, strings.ToUpper(draw(32))),
			InternalNote: w.Canary("note on " + p.name), CreatedAt: time.Date(2024, 5, 1+w.Rand().IntN(28), 12, 0, 0, 0, time.UTC),
		})
	}
	// A token whose time is over: Who still knows whose it was.
	expired := w.Secret("alice's old token")
	var users *given.Users
	serve := func() http.Handler {
		users = given.NewUsers(people...)
		who := func(r *http.Request) (string, bool) {
			token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
			if token == expired {
				return ids["alice"], false
			}
			id, known := whose[token]
			return id, ok && known
		}
		return Handler(given.Deps{Who: who, Users: users})
	}
	w.Unchanged("the users", func() string { return users.Dump() })

	as := func(name string, r sandbox.Request) sandbox.Request { return r.Bearer(tokens[name]) }
	patch := func(body string) sandbox.Request { return sandbox.Call("PATCH", "/me").Body("application/json", body) }
	put := func(name, body string) sandbox.Request {
		return sandbox.Call("PUT", "/users/"+ids[name]+"/role").Body("application/json", body)
	}
	bob := func(body string) sandbox.Request { return as("bob", patch(body)) }
	promote := func(body string) sandbox.Request { return as("alice", put("bob", body)) }

	fine, ignored := sandbox.Status(200, 204), sandbox.Status(200, 204, 400, 403, 422)
	invalid, long, media := sandbox.Status(400, 422), sandbox.Status(413, 400), sandbox.Status(415)
	anything := sandbox.Check("an answer", func(sandbox.Exchange) string { return "" })
	words := func(changes []string) string { return cmp.Or(strings.Join(changes, ", "), "nothing") }
	// only sends a request which, if it is let in, changes what is named and
	// nothing else; if it is refused, it changes nothing.
	only := func(c *sandbox.Caller, r sandbox.Request, want sandbox.Want, changes ...string) sandbox.Exchange {
		before := users.All()
		e := c.Send(r, want)
		if e.Status >= 300 {
			changes = nil
		}
		got := given.Changes(before, users.All())
		c.Must(slices.Equal(got, changes), "changed: "+words(changes), "changed: "+words(got))
		return e
	}
	of := func(name string) given.User { user, _ := users.Find(ids[name]); return user }
	is := func(c *sandbox.Caller, field, got, want string) {
		c.Must(got == want, fmt.Sprintf("%s is %q", field, want), fmt.Sprintf("%q", got))
	}
	name := func(person string) string { return "display_name of " + ids[person] }
	// beside sends each field beside one that may be changed.
	beside := func(c *sandbox.Caller, fields ...string) {
		for i, field := range fields {
			only(c, bob(fmt.Sprintf(`{"display_name": "Bob %d", %s}`, i, field)), ignored, name("bob"))
		}
	}
	// refused sends each body, in vain.
	refused := func(send func(string) sandbox.Request, bodies ...string) func(*sandbox.Caller) {
		return func(c *sandbox.Caller) {
			for _, body := range bodies {
				e := only(c, send(body), invalid)
				if strings.Contains(e.Body, "Go struct field") {
					c.Advise("The answer names a type of your program; the name of the field and what it takes would do (CWE-209).")
				}
			}
		}
	}
	// wide makes a body of more than 1 MiB. It is sent as bytes, for which no
	// command is shown: that would fill the screen.
	wide := func(send func(string) sandbox.Request, before, after string) sandbox.Request {
		return sandbox.Raw(send(before + strings.Repeat(" ", 1<<20+1-len(before)) + after).String())
	}
	// chunked is the same request without a length.
	chunked := func(r sandbox.Request) sandbox.Request {
		head, body, _ := strings.Cut(r.String(), "\r\n\r\n")
		head = strings.Replace(head, fmt.Sprintf("Content-Length: %d", len(body)), "Transfer-Encoding: chunked", 1)
		return sandbox.Raw(fmt.Sprintf("%s\r\n\r\n%x\r\n%s\r\n0\r\n\r\n", head, len(body), body))
	}
	// meanwhile is what somebody else does to a record.
	meanwhile := func(name string, change func(*given.User)) { users.Update(ids[name], change) }
	// What else stands in the record, as a member would like to have it.
	record := []string{
		`"id": "` + ids["carol"] + `"`, `"tenant": "` + other + `"`, `"email": "` + ids["alice"] + `@example.com"`, `"email_verified": true`,
		`"balance": 99999999`, `"password_hash": "$2a$12$x"`, `"totp_secret": "AAAA"`, `"internal_note": "pays in time"`, `"created_at": "2001-01-01T00:00:00Z"`,
		`"settings": {"quota": 99999}`,
	}
	const (
		property = "OWASP API3:2023, ASVS 15.3.3"
		valid    = "OWASP ASVS 2.2.1"
		whole    = "RFC 5789 §2"
	)

	probes := []sandbox.Probe{
		{Name: "a member changes the display name", Rule: property, Honest: true,
			Do: func(c *sandbox.Caller) {
				only(c, bob(`{"display_name": "Bob the Second"}`), fine, name("bob"))
				is(c, "display_name", of("bob").DisplayName, "Bob the Second")
				only(c, as("alice", patch(`{"display_name": "x"}`)), fine, name("alice"))
				only(c, bob(`{"display_name": "`+strings.Repeat("ώ", 60)+`"}`), fine, name("bob"))
				only(c, bob(`{"display_name": "`+strings.Repeat("n", 60)+`", "bio": "`+strings.Repeat("b", 500)+`"}`), fine, "bio of "+ids["bob"], name("bob"))
			},
			Why: "Profiles are there to be changed by those whom they show."},
		{Name: "what is sent is changed, what is left out keeps its value", Rule: whole, Honest: true,
			Do: func(c *sandbox.Caller) {
				only(c, bob(`{"bio": ""}`), fine, "bio of "+ids["bob"])
				is(c, "bio", of("bob").Bio, "")
				only(c, bob(`{"settings": {"theme": "dark"}}`), fine, "settings.theme of "+ids["bob"])
				only(c, bob(`{"settings": {"language": "el"}, "bio": "new"}`), fine, "bio of "+ids["bob"], "settings.language of "+ids["bob"])
				is(c, "theme and language", of("bob").Settings.Theme+of("bob").Settings.Language, "darkel")
			},
			Why: "Who wrote something may take it back; a switch for dark colours sets no language back, nor the room that was paid for."},
		{Name: "a media type with a parameter or large letters is read", Rule: "RFC 9110 §8.3.1", Honest: true,
			Do: func(c *sandbox.Caller) {
				for i, kind := range []string{"application/json; charset=utf-8", "application/json;charset=UTF-8", "Application/JSON", `application/json; charset="utf-8"`} {
					body := fmt.Sprintf(`{"display_name": "Bob %d"}`, i)
					only(c, as("bob", sandbox.Call("PATCH", "/me").Body(kind, body)), fine, name("bob"))
				}
				only(c, as("alice", sandbox.Call("PUT", "/users/"+ids["bob"]+"/role").Body("application/json; charset=utf-8", `{"role": "support"}`)), fine, "role of "+ids["bob"])
			},
			Why: "Many clients name a charset behind the type. JSON has no other than UTF-8, so it does no harm."},
		{Name: "an admin changes the role of a user", Rule: "OWASP API5:2023", Honest: true,
			Do: func(c *sandbox.Caller) {
				for _, role := range []string{given.Support, given.Admin, given.Member} {
					only(c, promote(`{"role": "`+role+`"}`), fine, "role of "+ids["bob"])
					is(c, "role", of("bob").Role, role)
				}
			},
			Why: "A role that nobody can give is given in the database, by hand and without a guard."},
		{Name: "a long body with little in it is read", Rule: "The task", Honest: true,
			Send: bob("{" + strings.Repeat("\n", 60_000) + `"display_name": "Bob"}`), Want: fine,
			Why: "The limit is there against floods; an editor that lays out its JSON is none."},

		{Name: "a profile does not change the role", Rule: property,
			Do: func(c *sandbox.Caller) {
				only(c, bob(`{"role": "admin"}`), ignored)
				only(c, bob(`{"display_name": "Bob 2", "role": "admin"}`), ignored, name("bob"))
				only(c, bob(`{"role": "admin", "display_name": "Bob 3"}`), ignored, name("bob"))
				only(c, as("sue", patch(`{"display_name": "Sue 2", "role": "admin"}`)), ignored, name("sue"))
			},
			Why: "Whoever sends one field more than the form has is an admin."},
		{Name: "no way to write its name changes the role", Rule: property,
			Do: func(c *sandbox.Caller) {
				beside(c, `"ROLE": "admin"`, `"Role": "admin"`, `"rOlE": "admin"`, `"Balance": 1, "EMAIL_VERIFIED": true, "Email": "x@example.com"`, `"paſſword_haſh": "x"`,
					`"r\u006fle": "admin"`, `"\u0072\u006f\u006c\u0065": "admin"`, `"\u0052ole": "admin"`, "\"role\" :\n \"admin\"",
					`"$.role": "admin"`, `"/role": "admin"`, `"role ": "admin"`, `"role\u200b": "admin"`)
			},
			Why: "encoding/json takes a name in any case for the field, a long s for an s. Who strikes out what was written leaves what was meant."},
		{Name: "a profile changes nothing else of the record", Rule: property,
			Do: func(c *sandbox.Caller) {
				beside(c, append(record, strings.Join(record, ", "))...)
				for _, who := range []string{"alice", "sue"} { // who may do more elsewhere
					for i, field := range append(record[1:], `"role": "member"`) {
						only(c, as(who, patch(fmt.Sprintf(`{"display_name": "X %d", %s}`, i, field))), ignored, name(who))
					}
				}
				only(c, bob("{"+strings.Join(record, ", ")+"}"), ignored)
			},
			Why: "The balance is money, the id is somebody else's account, and a password hash is a password that the thief knows."},
		{Name: "no nesting leads to other fields", Rule: property,
			Do: func(c *sandbox.Caller) {
				beside(c, `"profile": {"role": "admin"}`, `"user": {"role": "admin", "balance": 1}`, `"User": {"Role": "admin"}`, `"settings": {"role": "admin"}`,
					`"settings": {"Quota": 99999}`, `"SETTINGS": {"QUOTA": 99999}`, `"settings.quota": 99999`, `"settings[quota]": 99999`,
					`"__proto__": {"role": "admin"}`, `"data": [{"op": "replace", "path": "/role", "value": "admin"}]`)
				beside(c, `"settings": {"quota": 99999}, "settings": {"theme": "light"}`, `"settings": {"theme": "light"}, "Settings": {"Quota": 99999}`, `"settings": {"theme": "light"}, "settings": {"quota": 99999}`)
				only(c, bob(`{"settings": {"theme": "dark", "quota": 99999}}`), ignored, "settings.theme of "+ids["bob"])
			},
			Why: "A list of what may be changed that ends at the first level gives away the second."},
		{Name: "nothing in the query or the header changes a record", Rule: "OWASP ASVS 15.3.7",
			Do: func(c *sandbox.Caller) {
				for i, query := range []string{"role=admin", "balance=99999", "email_verified=true", "id=" + ids["carol"], "user=" + ids["carol"], "fields=role", "settings[quota]=1"} {
					only(c, bob(fmt.Sprintf(`{"display_name": "Bob %d"}`, i)).Target("/me?"+query), ignored, name("bob"))
				}
				for i, field := range []string{"X-Role", "X-User-Role", "Role", "X-Admin"} {
					only(c, bob(fmt.Sprintf(`{"bio": "%d"}`, i)).With(field, "admin"), ignored, "bio of "+ids["bob"])
				}
			},
			Why: "A binder that takes its values from everywhere has as many doors."},

		{Name: "an answer shows nothing else of a record", Rule: "OWASP API3:2023, ASVS 15.3.1",
			Do: func(c *sandbox.Caller) {
				for _, r := range []sandbox.Request{bob(`{"display_name": "Bob"}`), promote(`{"role": "support"}`), bob(`{"bio": 5}`), promote(`{"role": "root"}`)} {
					u := of("bob")
					c.Send(r, sandbox.All(sandbox.Status(200, 204, 400, 422), sandbox.Lacks(u.PasswordHash, u.TOTPSecret, u.InternalNote, u.Email, fmt.Sprint(u.Balance), fmt.Sprint(u.Settings.Quota))))
				}
			},
			Why: "What comes back from a change is an answer like any other: here stands what nobody may read."},
		{Name: "no other method or path changes more", Rule: "OWASP ASVS 4.1.4",
			Do: func(c *sandbox.Caller) {
				for _, method := range []string{"PUT", "POST", "PATCH", "DELETE"} {
					for _, path := range []string{"/me", "/me/", "/users/" + ids["bob"], "/users/" + ids["bob"] + "/role", "/users", "/me/role"} {
						only(c, bob(`{"role": "admin", "balance": 99999999}`).Method(method).Target(path), anything)
					}
				}
			},
			Why: "An earlier version of a route lives on where nobody calls it any more, but one."},

		{Name: "a value out of its range is refused", Rule: valid,
			Do: refused(bob, `{"display_name": ""}`, `{"display_name": "`+strings.Repeat("n", 61)+`"}`, `{"bio": "`+strings.Repeat("b", 501)+`"}`,
				`{"settings": {"language": "xx"}}`, `{"settings": {"language": ""}}`, `{"settings": {"theme": "pink"}}`, `{"settings": {"theme": "Dark"}}`,
				`{"settings": {"language": "de-AT"}}`, `{"settings": {"language": "hello"}}`, `{"settings": {"language": "xen"}}`, `{"settings": {"theme": "darker"}}`, `{"settings": {"theme": "twilight"}}`),
			Why: "What is stored is shown to others, by programs that rely on its range."},
		{Name: "a value that was stored before hinders no change", Rule: whole, Honest: true,
			Do: func(c *sandbox.Caller) {
				meanwhile("bob", func(u *given.User) { u.Settings.Language, u.DisplayName = "fr", strings.Repeat("n", 61) })
				only(c, bob(`{"bio": "new", "settings": {"theme": "dark"}}`), fine, "bio of "+ids["bob"], "settings.theme of "+ids["bob"])
				only(c, promote(`{"role": "support"}`), fine, "role of "+ids["bob"])
			},
			Why: "The rules for a name are younger than some names. Who has such a one could change nothing any more."},
		{Name: "a value of another type is refused", Rule: "OWASP ASVS 15.3.5",
			Do: refused(bob, `{"display_name": 5}`, `{"display_name": ["x"]}`, `{"display_name": {"role": "admin"}}`, `{"bio": false}`,
				`{"settings": "dark"}`, `{"settings": [{"theme": "dark"}]}`, `{"settings": {"language": 1}}`),
			Why: "What takes any type stores what no reader expects, or fails over it."},
		{Name: "a null changes nothing", Rule: "The task",
			Do: func(c *sandbox.Caller) {
				for i, field := range []string{`"display_name": null`, `"settings": null`, `"settings": {"language": null, "theme": null}`} {
					only(c, bob(fmt.Sprintf(`{"bio": "%d", %s}`, i, field)), ignored, "bio of "+ids["bob"])
				}
				only(c, bob(`{"display_name": "Bob", "bio": null}`), ignored, name("bob"))
			},
			Why: "A client that has no value sends null; it must neither empty the record nor end in a panic."},
		{Name: "what is refused in part changes nothing", Rule: whole,
			Do: refused(bob, `{"display_name": "Bob", "bio": 5}`, `{"bio": 5, "display_name": "Bob"}`, `{"bio": "new", "display_name": ""}`,
				`{"display_name": "Bob", "settings": {"theme": "pink"}}`, `{"settings": {"theme": "dark", "language": "xx"}}`,
				`{"settings": {"theme": "dark"}, "bio": ["new"]}`, `{"display_name": "Bob", "settings": {"theme": 5}}`),
			Why: "The client is told that nothing was done, and sends it again."},
		{Name: "nothing of a body is left for the next", Rule: "CWE-212",
			Do: func(c *sandbox.Caller) {
				only(c, promote(`{"role": "admin"}`), fine, "role of "+ids["bob"])
				for i := range 12 {
					only(c, as("carol", patch(`{"display_name": "Mallory", "settings": {"theme": "dark"}, "bio": 5}`)), invalid)
					only(c, bob(fmt.Sprintf(`{"bio": "%d"}`, i)), fine, "bio of "+ids["bob"])
					c.Send(as("alice", put("carol", "{}")), ignored)
					c.Must(of("carol").Role != given.Admin, "the role of before given to nobody else", "given")
				}
			},
			Why: "A decoder fills its target as far as it comes. Used once more, that is part of somebody else's profile."},
		{Name: "a body that is not one JSON object is refused", Rule: "The task",
			Do:  refused(bob, given.NoObject...),
			Why: "To a decoder null is an object without fields. What is not understood is not done."},
		{Name: "what follows the object is refused", Rule: "RFC 8259 §2",
			Do: func(c *sandbox.Caller) {
				for _, rest := range []string{`{"role": "admin"}`, ` {}`, "junk", "}", "]", "\n\n5", ", {}", " null", "\x00"} {
					only(c, bob(`{"display_name": "Bob"}`+rest), invalid)
					only(c, bob(`{}`+rest), invalid)
				}
			},
			Why: "Who reads the first value only and who reads the last one do not see the same request."},
		{Name: "a field that is sent twice does not get round the checks", Rule: "RFC 8259 §4, ASVS 1.5.3",
			Do: func(c *sandbox.Caller) {
				long := strings.Repeat("n", 61)
				for _, body := range []string{
					`{"display_name": "Bob", "display_name": ""}`, `{"display_name": "", "display_name": "Bob"}`,
					`{"display_name": "Bob", "Display_Name": ""}`, `{"Display_Name": "", "display_name": "Bob"}`, `{"DISPLAY_NAME": ""}`, `{"Di\u017fplay_name": ""}`,
					`{"display_name": "Bob", "display_name": "` + long + `"}`, `{"display_name": "Bob", "DISPLAY_NAME": "` + long + `"}`,
					`{"settings": {"theme": "dark"}, "settings": {"theme": "pink"}}`, `{"settings": {"theme": "dark", "THEME": "pink"}}`,
				} {
					c.Send(bob(body), ignored)
					user := of("bob")
					c.Must(user.DisplayName != "" && user.DisplayName != long, "a display_name in its range stored", fmt.Sprintf("%q", user.DisplayName))
					c.Must(user.Settings.Theme != "pink", "a theme in its range stored", user.Settings.Theme)
				}
				for _, body := range []string{`{"role": "support", "role": "root"}`, `{"role": "root", "role": "support"}`, `{"role": "support", "ROLE": ""}`, `{"Role": "root", "role": "support"}`} {
					c.Send(promote(body), ignored)
					c.Must(of("bob").Role == given.Member || of("bob").Role == given.Support, "a role that there is", fmt.Sprintf("%q", of("bob").Role))
				}
			},
			Why: "The check reads the one, the store gets the other."},
		{Name: "a body of more than 1 MiB is refused, and not cut", Rule: "OWASP API4:2023, RFC 9110 §15.5.14",
			Do: func(c *sandbox.Caller) {
				only(c, wide(promote, `{"role": "support", "x": "`, `"}`), long)
				for _, after := range []string{"", `{"display_name": "Rob"}`} {
					only(c, wide(bob, `{"display_name": "Bob"}`, after), long)
					only(c, chunked(wide(bob, `{"display_name": "Bob"}`, after)), long)
				}
			},
			Why: "What is read without a limit is memory that anybody can fill; what is cut in silence is another request."},
		{Name: "a text or a form is not read as JSON", Rule: "RFC 9110 §15.5.16",
			Do: func(c *sandbox.Caller) {
				for _, kind := range []string{"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml"} {
					only(c, as("bob", sandbox.Call("PATCH", "/me").Body(kind, `{"display_name": "Bob"}`)), media)
					only(c, chunked(as("bob", sandbox.Call("PATCH", "/me").Body(kind, `{"display_name": "Bob"}`))), media)
					only(c, as("alice", sandbox.Call("PUT", "/users/"+ids["bob"]+"/role").Body(kind, `{"role": "support"}`)), media)
				}
				only(c, as("bob", sandbox.Call("PATCH", "/me").Body("application/x-www-form-urlencoded", "display_name=Bob&role=admin")), media)
			},
			Why: "A filter in front goes by the type and lets a text pass that nobody is to read as JSON."},
		{Name: "a type that only resembles JSON's is refused", Rule: "RFC 9110 §8.3.1, §15.5.16",
			Do: func(c *sandbox.Caller) {
				for _, kind := range []string{"application/jsonp", "application/json-seq", "text/json", "text/plain; x=application/json", "application/x-json"} {
					only(c, as("bob", sandbox.Call("PATCH", "/me").Body(kind, `{"display_name": "Bob"}`)), media)
				}
			},
			Why: "The type says how the rest is to be read, and a longer name is another type."},

		{Name: "only an admin changes a role", Rule: "OWASP API5:2023",
			Do: func(c *sandbox.Caller) {
				for _, who := range []string{"bob", "carol", "sue", "erin"} {
					for _, whose := range []string{who, "bob", "alice"} {
						only(c, as(who, put(whose, `{"role": "admin"}`)).With("X-Role", "admin"), sandbox.Hidden)
					}
				}
			},
			Why: "A route for admins is as easy to call as any other."},
		{Name: "an admin changes no role in another tenant", Rule: "OWASP ASVS 8.4.1",
			Do: func(c *sandbox.Caller) {
				only(c, as("dora", put("bob", `{"role": "admin"}`)), sandbox.Hidden)
				only(c, as("dora", put("bob", `{"role": "admin", "tenant": "`+other+`"}`)), sandbox.Status(403, 404, 400, 422))
				only(c, as("alice", put("erin", `{"role": "admin"}`)), sandbox.Hidden)
				only(c, as("alice", put("zoe", `{"role": "admin"}`)), sandbox.Hidden)
				only(c, as("alice", put("bob", `{"role": "admin"}`).Target("/users/nobody/role")), sandbox.Status(404))
			},
			Why: "Every company has an admin. The role reaches as far as the company."},
		{Name: "an admin who is one no more changes no role", Rule: "OWASP ASVS 8.3.2",
			Do: func(c *sandbox.Caller) {
				only(c, promote(`{"role": "support"}`), fine, "role of "+ids["bob"])
				meanwhile("alice", func(u *given.User) { u.Role = given.Member })
				only(c, promote(`{"role": "member"}`), sandbox.Hidden)
				meanwhile("alice", func(u *given.User) { u.Role, u.Tenant = given.Admin, other })
				only(c, promote(`{"role": "member"}`), sandbox.Hidden)
				only(c, as("alice", put("erin", `{"role": "support"}`)), fine, "role of "+ids["erin"])
			},
			Why: "Who was dismissed at noon has until the end of some cache to make a friend an admin."},
		{Name: "a role that is left out or unknown resets nothing", Rule: valid,
			Do: func(c *sandbox.Caller) {
				for _, body := range []string{
					"{}", `{"role": ""}`, `{"role": null}`, `{"role": "root"}`, `{"role": "Admin"}`, `{"role": " admin"}`, `{"role": 1}`, `{"role": ["admin"]}`,
					`{"role": "administrator"}`, `{"role": "xmember"}`,
				} {
					only(c, promote(body), invalid)
					only(c, as("alice", put("sue", body)), invalid)
				}
				only(c, promote(`{"display_name": "x"}`), sandbox.Status(400, 403, 422))
				only(c, promote(`{"roles": "admin"}`), sandbox.Status(400, 403, 422))
			},
			Why: "A role that is no role falls through every check that asks for one, to whatever stands behind the last else."},
		{Name: "an admin changes nothing but the role", Rule: property,
			Do: func(c *sandbox.Caller) {
				for _, field := range append(record, `"display_name": "x"`, `"bio": "x"`, `"settings": {"theme": "dark"}`) {
					meanwhile("bob", func(u *given.User) { u.Role = given.Member })
					only(c, promote(`{"role": "support", `+field+`}`), ignored, "role of "+ids["bob"])
				}
			},
			Why: "Who may give a role is not for that reason free to set a password or to move an account to another company."},
		{Name: "a body for a role is read as strictly", Rule: "RFC 8259 §2",
			Do:  refused(promote, slices.Concat(given.NoObject, []string{`{"role": "support"}{"role": "admin"}`, `{"role": "support"}x`})...),
			Why: "One route that was mended does not mend the other."},
		{Name: "a profile that is under way gives no role back", Rule: "CWE-362",
			Do: func(c *sandbox.Caller) {
				finish := c.Hold(as("sue", patch(`{"display_name": "Sue 2"}`)), fine)
				only(c, as("alice", put("sue", `{"role": "member"}`)), fine, "role of "+ids["sue"])
				finish()
				is(c, "display_name", of("sue").DisplayName, "Sue 2")
				is(c, "role", of("sue").Role, given.Member)
			},
			Why: "Who is about to lose a role starts a slow request, and writes the old role back when it is gone."},
		{Name: "a change that is under way undoes no other", Rule: "CWE-362",
			Do: func(c *sandbox.Caller) {
				finish := c.Hold(bob(`{"display_name": "Bob 2"}`), fine)
				only(c, bob(`{"bio": "new"}`), fine, "bio of "+ids["bob"])
				finish()
				is(c, "display_name and bio", of("bob").DisplayName+of("bob").Bio, "Bob 2new")
				finish = c.Hold(bob(`{"settings": {"theme": "dark"}}`), fine)
				meanwhile("bob", func(u *given.User) { u.Settings.Language, u.Settings.Quota = "el", 7 })
				finish()
				kept := given.Settings{Language: "el", Theme: "dark", Quota: 7}
				c.Must(of("bob").Settings == kept, "the language and the quota of meanwhile kept", sandbox.Differs(of("bob").Settings, kept))
				finish = c.Hold(promote(`{"role": "support"}`), fine)
				meanwhile("bob", func(u *given.User) { u.Bio, u.Settings.Theme = "newer", "light" })
				finish()
				is(c, "bio, theme and role", of("bob").Bio+of("bob").Settings.Theme+of("bob").Role, "newerlightsupport")
			},
			Why: "What is written back whole, a record or its settings, undoes what others changed while the body came in."},

		{Name: "who proves nothing changes nothing", Rule: "RFC 9110 §15.5.2",
			Do: func(c *sandbox.Caller) {
				for _, r := range []sandbox.Request{
					patch(`{"display_name": "x"}`), put("bob", `{"role": "admin"}`), patch(`{"display_name": "x", "id": "` + ids["bob"] + `"}`),
					patch("{"), patch(`{"display_name": ""}`), put("bob", "{}"), sandbox.Call("PATCH", "/me").Body("text/plain", "x"),
				} {
					only(c, r, sandbox.Status(401))
					only(c, r.Bearer(draw(40)), sandbox.Status(401))
					only(c, r.Bearer(expired), sandbox.Status(401))
				}
			},
			Why: "What a body says of its sender is no proof."},
	}
	w.Run(serve, append(probes, w.Families(sandbox.Guarded{
		Request: patch(`{"display_name": "Bob"}`), Credential: tokens["bob"],
		// Who asks is found out by Who, and an answer shows nothing.
		Without: []sandbox.Family{sandbox.Spelling, sandbox.NearMisses, sandbox.TwoCredentials, sandbox.Elsewhere, sandbox.OtherSchemes, sandbox.ClaimsOfTrust, sandbox.Paths},
	})...)...)
}
