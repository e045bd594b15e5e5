package objectaccess

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"gatehouse/exercises/object-access/given"
	"gatehouse/sandbox"
)

func TestHandler(t *testing.T) {
	w := sandbox.New(t)
	number := given.Numbers(w.Rand())
	name := func(first string) string { return fmt.Sprintf("%s-%d", first, number()) }

	// Who there is. Everybody has a token and one order, with data of its own;
	// the order of who has no name is nobody's.
	alice, bob, sam := name("alice"), name("bob"), name("sam")
	users := []given.User{{Name: alice, Role: "customer"}, {Name: bob, Role: "customer"}, {Name: sam, Role: "support"}, {Role: "customer"}}
	alike := []string{alice + "-jr", strings.ToUpper(alice), "mary-" + alice, alice[:len(alice)-1], alice + " "}
	for _, name := range alike {
		users = append(users, given.User{Name: name, Role: "customer"})
	}
	var nearly []string // support people, but for their role
	for _, role := range []string{"", "customer", "Support", "support-trainee", "ex-support", "customer,support"} {
		nearly = append(nearly, name("temp"))
		users = append(users, given.User{Name: nearly[len(nearly)-1], Role: role})
	}
	tokens, known := map[string]string{}, map[string]given.User{}
	ids, items, receipts := map[string]int{}, map[string]string{}, map[string]string{}
	for _, u := range users {
		ids[u.Name], items[u.Name], receipts[u.Name] = number(), w.Canary("item of "+u.Name), w.Canary("receipt of "+u.Name)
		tokens[u.Name] = w.Secret("token of " + u.Name)
		known[tokens[u.Name]] = u
	}

	var orders *given.Orders
	var grants *given.Grants
	serve := func() http.Handler {
		var all []given.Order
		for name, id := range ids {
			all = append(all, given.Order{ID: id, Owner: name, Item: items[name], Note: "ring twice", Receipt: receipts[name]})
		}
		orders, grants = given.NewOrders(all...), given.NewGrants()
		for _, name := range nearly {
			grants.Give(name, bob)
		}
		return Handler(given.Deps{Who: given.Bearer(known), Orders: orders, Grants: grants, Log: w.Logger()})
	}
	w.Unchanged("the orders", func() string { return orders.Dump() })

	path := func(id int) string { return fmt.Sprintf("/orders/%d", id) }
	order := func(id int) sandbox.Request { return sandbox.Get(path(id)) }
	receipt := func(id int) sandbox.Request { return sandbox.Get(path(id) + "/receipt") }
	patch := func(id int, body string) sandbox.Request {
		return sandbox.Call("PATCH", path(id)).Body("application/json", body)
	}
	note := func(id int) sandbox.Request { return patch(id, `{"note": "leave it outside"}`) }
	remove := func(id int) sandbox.Request { return sandbox.Call("DELETE", path(id)) }
	routes := []func(int) sandbox.Request{order, receipt, note, remove}
	as := func(name string, r sandbox.Request) sandbox.Request { return r.Bearer(tokens[name]) }
	hidden, unproved := sandbox.Status(404, 403), sandbox.Status(401)
	refused := sandbox.Status(400, 403, 404, 405, 406, 412, 413, 415, 422, 501)
	nothingOf := func(name string) sandbox.Want { return sandbox.Lacks(items[name], receipts[name]) }
	// same asks twice, for an order that the caller may not see and for one
	// that nobody has, and wants one answer, but for the id in it. It looks at
	// all that came, as Header leaves Connection out.
	same := func(c *sandbox.Caller, caller string, id int, ask func(int) sandbox.Request, want sandbox.Want) {
		unknown := number()
		a, b := c.Send(as(caller, ask(unknown)), want), c.Send(as(caller, ask(id)), want)
		wanted, got := given.Undated(a.Response, unknown), given.Undated(b.Response, id)
		c.Must(got == wanted, "the answer of an id that nobody has", "another one: "+sandbox.Differs(got, wanted))
	}
	kept := func(c *sandbox.Caller, name, note string) {
		want := given.Order{ID: ids[name], Owner: name, Item: items[name], Note: note, Receipt: receipts[name]}
		got, ok := orders.Find(ids[name])
		c.Must(ok, "the order of "+name, "it is gone")
		c.Must(got == want, fmt.Sprintf("the order of %s as it was, with the note %q", name, note), sandbox.Differs(got, want))
	}
	const (
		object = "OWASP API1:2023, OWASP ASVS 8.2.2"
		proof  = "RFC 9110 §15.5.2, §11.6.1"
		hiding = "RFC 9110 §15.5.4, CWE-204"
		now    = "OWASP ASVS 8.3.2"
		claims = "OWASP ASVS 8.3.1, 4.1.3"
		audit  = "OWASP ASVS 16.2.1, 16.3.2"
	)

	probes := []sandbox.Probe{
		{Name: "customers see their own order and its receipt", Rule: object, Honest: true,
			Why: "That is what the shop is for; a guard that keeps owners out protects nothing.",
			Do: func(c *sandbox.Caller) {
				c.Send(as(alice, order(ids[alice])), sandbox.All(sandbox.Shows(items[alice]), nothingOf(bob)))
				c.Send(as(alice, receipt(ids[alice])), sandbox.All(sandbox.Shows(receipts[alice]), nothingOf(bob)))
			}},
		{Name: "customers change the note of their own order", Rule: object, Honest: true,
			Why: "The parcel waits where nobody looks for it. Who wants no note any more sends an empty one.",
			Do: func(c *sandbox.Caller) {
				c.Send(as(alice, note(ids[alice])), sandbox.Served)
				kept(c, alice, "leave it outside")
				c.Send(as(alice, patch(ids[alice], `{"note": ""}`)), sandbox.Served)
				kept(c, alice, "")
				kept(c, bob, "ring twice")
			}},
		{Name: "customers delete their own order", Rule: object, Honest: true,
			Why: "Who cannot take an order back telephones.",
			Do: func(c *sandbox.Caller) {
				c.Send(as(alice, remove(ids[alice])), sandbox.Served)
				_, ok := orders.Find(ids[alice])
				c.Must(!ok, "the order deleted", "it is still there")
				c.Send(as(alice, order(ids[alice])), sandbox.Status(404, 403, 410))
				kept(c, bob, "ring twice")
			}},
		{Name: "without a token nobody learns which orders there are", Rule: proof,
			Why: "401 says that proof is missing. Said only where an order exists, it counts the shop's orders for anybody.",
			Do: func(c *sandbox.Caller) {
				for _, ask := range routes {
					for _, id := range []int{ids[alice], number()} {
						c.Send(ask(id), unproved)
						c.Send(ask(id).Bearer(tokens[alice]+"x"), unproved)
					}
				}
			}},
		{Name: "without a token nothing else is judged", Rule: proof,
			Why: "Whoever reads a body first works for strangers, and tells them what is wrong with it, not that a token is missing.",
			Do: func(c *sandbox.Caller) {
				for _, body := range []string{"", "{", "[]", "{}", `{"note": 7}`, `{"note": "x", "owner": "x"}`} {
					c.Send(patch(ids[alice], body), unproved)
					c.Send(patch(ids[alice], body).Bearer(tokens[alice]+"x"), unproved)
				}
				c.Send(sandbox.Call("PATCH", path(ids[alice])).Body("text/plain", "outside"), unproved)
			}},
		{Name: "somebody else's order is not shown, nor its receipt", Rule: object,
			Why: "Every customer has a token. Who counts the ids up reads the whole shop, and the receipts tell where people live.",
			Do: func(c *sandbox.Caller) {
				for _, ask := range routes[:2] {
					c.Send(as(alice, ask(ids[bob])), hidden)
					c.Send(as(alice, ask(ids[bob])).Method("HEAD"), sandbox.Status(404, 403, 405, 501))
				}
			}},
		{Name: "what one customer was shown is not shown to the next", Rule: object,
			Why: "An address is the same for all who ask; an answer is not. A memory of answers gives the owner's to everybody.",
			Do: func(c *sandbox.Caller) {
				for _, ask := range routes[:2] {
					c.Send(as(alice, ask(ids[bob])), hidden)
					c.Send(as(bob, ask(ids[bob])), sandbox.Served)
					c.Send(as(alice, ask(ids[bob])), hidden)
				}
			}},
		{Name: "customers who ask at the same time are not mixed up", Rule: object + ", CWE-362",
			Why: "Who asks belongs to the request. Kept beside it, the one request is judged by the other's name.",
			Do: func(c *sandbox.Caller) {
				finish := c.Hold(as(alice, note(ids[bob])), hidden)
				c.Send(as(bob, order(ids[bob])), sandbox.Shows(items[bob]))
				finish()
				kept(c, bob, "ring twice")
			}},
		{Name: "a change of somebody else's order is refused, and changes nothing", Rule: object,
			Why: "Whoever writes the driver's note of a neighbour's order gets the parcel.",
			Do: func(c *sandbox.Caller) {
				c.Send(as(alice, note(ids[bob])), hidden)
				for _, body := range []string{`{"note": "to me", "owner": %q}`, `{"note": "to me", "Owner": %q}`, `{"owner": %q}`} {
					c.Send(as(alice, patch(ids[bob], fmt.Sprintf(body, alice))), sandbox.Status(404, 403, 400, 422))
				}
				kept(c, bob, "ring twice")
			}},
		{Name: "somebody else's order is not deleted", Rule: object,
			Why: "One loop over the ids, and the shop has no orders.",
			Do: func(c *sandbox.Caller) {
				c.Send(as(alice, remove(ids[bob])), hidden)
				kept(c, bob, "ring twice")
			}},
		{Name: "an order without an owner is nobody's", Rule: object,
			Why: "What the import forgot is not what everybody may have. An empty name is equal to it, and owns it no more than others do.",
			Do: func(c *sandbox.Caller) {
				for _, ask := range routes {
					c.Send(as(alice, ask(ids[""])), hidden)
					c.Send(as(sam, ask(ids[""])), hidden)
					c.Send(as("", ask(ids[""])), sandbox.Status(404, 403, 401))
				}
			}},
		{Name: "an owner's name counts whole, letter by letter", Rule: object,
			Why: "Names are chosen by those who have them; one that looks like another's would be a way in.",
			Do: func(c *sandbox.Caller) {
				for _, name := range alike {
					c.Send(as(alice, order(ids[name])), hidden)
					c.Send(as(name, order(ids[alice])), hidden)
				}
			}},
		{Name: "somebody else's order is answered as an id that nobody has", Rule: hiding,
			Why: "A difference tells how many orders there are, and which ids are worth trying.",
			Do: func(c *sandbox.Caller) {
				for _, id := range []int{ids[bob], ids[""]} {
					for _, ask := range routes {
						same(c, alice, id, ask, hidden)
						same(c, alice, id, func(id int) sandbox.Request { return ask(id).With("Accept", "application/json") }, hidden)
						same(c, alice, id, func(id int) sandbox.Request { return ask(id).Method("HEAD") }, refused)
						same(c, alice, id, func(id int) sandbox.Request { return ask(id).With("If-None-Match", "*").With("Range", "bytes=0-0") }, refused)
						same(c, sam, id, ask, hidden)
					}
				}
			}},
		{Name: "a broken request gets the same answer for both, too", Rule: hiding,
			Why: "Where the body is read between two checks, a broken one tells the orders that exist from those that do not.",
			Do: func(c *sandbox.Caller) {
				for _, body := range []string{"", "{", "[]", "null", `{"note": 7}`, `{"note": "x", "owner": "x"}`, `{}`} {
					same(c, alice, ids[bob], func(id int) sandbox.Request { return patch(id, body) }, refused)
					same(c, alice, ids[bob], func(id int) sandbox.Request { return remove(id).Body("application/json", body) }, refused)
				}
				same(c, alice, ids[bob], func(id int) sandbox.Request {
					return sandbox.Call("PATCH", path(id)).Body("text/plain", "outside")
				}, refused)
				for _, method := range []string{"PUT", "POST", "BREW"} {
					same(c, alice, ids[bob], func(id int) sandbox.Request { return order(id).Method(method) }, refused)
				}
			}},
		{Name: "a long body gets the same answer for both, too", Rule: hiding,
			Why: "Where more than 256 KiB are left unread, the server adds Connection: close. A body that is read for one of the two only tells which it is.",
			Do: func(c *sandbox.Caller) {
				long := `{"note": "` + strings.Repeat("x", 256<<10) + `"}`
				same(c, alice, ids[bob], func(id int) sandbox.Request { return patch(id, long) }, refused)
				same(c, alice, ids[bob], func(id int) sandbox.Request { return remove(id).Body("application/json", long) }, refused)
			}},
		{Name: "a change of one's own order changes the note alone", Rule: object + ", OWASP API3:2023",
			Why: "Whoever can give an order another owner or id gives away a debt, or writes over somebody's order.",
			Do: func(c *sandbox.Caller) {
				for _, field := range given.OtherFields(bob, ids[bob]) {
					before, _ := orders.Find(ids[alice])
					c.Send(as(alice, patch(ids[alice], `{"note": "new", `+field+`}`)), sandbox.Status(200, 204, 400, 422))
					after, _ := orders.Find(ids[alice])
					before.Note = after.Note
					c.Must(after == before, "an order with another note", "with "+field+" also: "+sandbox.Differs(after, before))
					c.Send(as(alice, patch(ids[alice], `{`+field+`}`)), sandbox.Status(200, 204, 400, 422))
					kept(c, alice, after.Note)
					kept(c, bob, "ring twice")
				}
			}},
		{Name: "who asks is told by the token alone", Rule: claims,
			Why: "Anybody can write these fields. They name somebody, and prove nothing; whoever believes them serves the owner to everybody.",
			Do: func(c *sandbox.Caller) {
				for _, value := range []string{bob, "support", "admin", "true"} {
					for _, name := range []string{"X-User-Id", "X-User", "X-Username", "X-Owner", "X-Forwarded-User", "X-Remote-User", "Remote-User", "X-On-Behalf-Of", "X-Impersonate", "X-Role", "X-Support", "X-Internal", "From"} {
						for _, ask := range routes {
							c.Send(as(alice, ask(ids[bob])).With(name, value), hidden)
						}
						c.Send(as(alice, order(ids[alice])).With(name, value), sandbox.Shows(items[alice]))
					}
					for _, name := range []string{"user", "user_id", "owner", "caller", "me", "as", "role", "support"} {
						query := "?" + name + "=" + value
						c.Send(as(alice, order(ids[bob]).Target(path(ids[bob])+query)), hidden)
						c.Send(as(alice, remove(ids[bob]).Target(path(ids[bob])+query)), hidden)
						c.Send(as(alice, order(ids[alice]).Target(path(ids[alice])+query)), sandbox.Shows(items[alice]))
						c.Send(as(alice, order(ids[bob])).With("Cookie", name+"="+value), hidden)
						c.Send(as(alice, remove(ids[bob])).Body("application/json", fmt.Sprintf(`{%q: %q}`, name, value)), hidden)
						c.Send(as(alice, patch(ids[bob], fmt.Sprintf(`{"note": "x", %q: {"name": %q}}`, name, value))), sandbox.Status(404, 403, 400, 422))
					}
				}
				c.Send(as(alice, order(ids[bob]).Method("POST")).With("X-HTTP-Method-Override", "DELETE"), refused)
			}},
		{Name: "no spelling of an id leads to somebody else's order", Rule: object + ", CWE-647",
			Why: "Where the check reads one id and the store another, the check was about another order.",
			Do: func(c *sandbox.Caller) {
				for _, id := range given.Spellings(ids[bob], ids[alice]) {
					for _, suffix := range []string{"", "/receipt"} {
						target := "/orders/" + id + suffix
						if before, query, asked := strings.Cut(id, "?"); asked {
							target = "/orders/" + before + suffix + "?" + query
						}
						e := c.Send(as(alice, sandbox.Get(target)), nothingOf(bob))
						if to := e.Header.Get("Location"); strings.HasPrefix(to, "/") {
							c.Send(as(alice, sandbox.Get(to)), nothingOf(bob))
						}
					}
					c.Send(as(alice, note(0).Target("/orders/"+id)), nothingOf(bob))
					c.Send(as(alice, remove(0).Target("/orders/"+id)), nothingOf(bob))
					kept(c, bob, "ring twice")
				}
			}},
		{Name: "an order that changed hands is its new owner's", Rule: now,
			Why: "A sold company's orders go with it; an answer from memory shows them to the seller.",
			Do: func(c *sandbox.Caller) {
				c.Send(as(alice, order(ids[alice])), sandbox.Shows(items[alice]))
				c.Send(as(bob, order(ids[alice])), hidden)
				orders.Update(ids[alice], func(o *given.Order) { o.Owner = bob })
				for _, ask := range routes {
					c.Send(as(alice, ask(ids[alice])), hidden)
				}
				c.Send(as(bob, order(ids[alice])), sandbox.Shows(items[alice]))
			}},

		{Name: "support reads what it was granted", Rule: "The task", Honest: true,
			Why: "Who helps a customer has to see what the customer is talking about.",
			Do: func(c *sandbox.Caller) {
				grants.Give(sam, bob)
				c.Send(as(sam, order(ids[bob])), sandbox.All(sandbox.Shows(items[bob]), nothingOf(alice)))
				c.Send(as(sam, receipt(ids[bob])), sandbox.Shows(receipts[bob]))
			}},
		{Name: "each reading of support's leaves an entry of its own, with reader and order", Rule: audit, Honest: true,
			Why: "When a customer asks who has seen their orders, and when, this is the answer.",
			Do: func(c *sandbox.Caller) {
				grants.Give(sam, bob)
				for _, r := range []sandbox.Request{order(ids[bob]), receipt(ids[bob]), order(ids[bob]), order(ids[bob]).Method("HEAD")} {
					before := given.Entries(w.Logged(), sam, ids[bob])
					if e := c.Send(as(sam, r), sandbox.Status(200, 403, 404, 405, 501)); e.Status == http.StatusOK {
						c.Must(given.Entries(w.Logged(), sam, ids[bob]) > before, "one more entry with "+sam+" and the order's id", fmt.Sprintf("%q", w.Logged()))
					}
				}
			}},
		{Name: "the log holds nothing of what was ordered", Rule: "OWASP ASVS 16.3.2",
			Why: "Logs are read by more people than the orders may be, and are kept when the orders are gone.",
			Do: func(c *sandbox.Caller) {
				grants.Give(sam, bob)
				for _, ask := range routes {
					c.Send(as(sam, ask(ids[bob])), sandbox.Status(200, 403, 404))
					c.Send(as(alice, ask(ids[bob])), hidden)
					c.Send(as(alice, ask(ids[alice])), sandbox.Served)
				}
				for _, text := range []string{items[alice], receipts[alice], items[bob], receipts[bob], "ring twice", "leave it outside"} {
					c.Must(!strings.Contains(w.Logged(), text), "a log without item, note and receipt", fmt.Sprintf("%q", w.Logged()))
				}
			}},
		{Name: "a grant is for reading only", Rule: object,
			Why: "Whoever was let in to look can move the parcel, or make the complaint disappear.",
			Do: func(c *sandbox.Caller) {
				grants.Give(sam, bob)
				c.Send(as(sam, note(ids[bob])), hidden)
				c.Send(as(sam, remove(ids[bob])), hidden)
				kept(c, bob, "ring twice")
			}},
		{Name: "a grant covers its own customer only", Rule: object,
			Why: "Support is there for everybody, one call at a time; a role that opens all orders is worth stealing.",
			Do: func(c *sandbox.Caller) {
				c.Send(as(sam, order(ids[bob])), hidden)
				grants.Give(sam, bob)
				grants.Give(sam, "") // a field that was left empty
				for _, ask := range routes {
					c.Send(as(sam, ask(ids[""])), hidden)
					c.Send(as(sam, ask(ids[alice])), hidden)
					c.Send(as(sam, ask(ids[alice])).With("X-Customer", bob).With("X-On-Behalf-Of", bob), hidden)
					c.Send(as(bob, ask(ids[sam])), hidden)
				}
				c.Send(as(sam, order(ids[alice])).Target(path(ids[alice])+"?customer="+bob), hidden)
			}},
		{Name: "a grant without the role opens nothing", Rule: object,
			Why: "People move on, and their grants are forgotten.",
			Do: func(c *sandbox.Caller) {
				for _, name := range nearly[:2] {
					c.Send(as(name, order(ids[bob])), hidden)
					c.Send(as(name, receipt(ids[bob])), hidden)
				}
			}},
		{Name: "a role that only resembles support is another role", Rule: object + ", OWASP ASVS 15.3.5",
			Why: "Roles are added by people who do not know this line; one that contains the word is not meant by it.",
			Do: func(c *sandbox.Caller) {
				for _, name := range nearly[2:] {
					c.Send(as(name, order(ids[bob])), hidden)
					c.Send(as(name, receipt(ids[bob])), hidden)
				}
			}},
		{Name: "a grant that was withdrawn ends with the next request", Rule: now,
			Why: "The call is over. An answer from memory lets the reading go on.",
			Do: func(c *sandbox.Caller) {
				grants.Give(sam, bob)
				c.Send(as(sam, order(ids[bob])), sandbox.Shows(items[bob]))
				c.Send(as(sam, receipt(ids[bob])), sandbox.Shows(receipts[bob]))
				grants.Withdraw(sam, bob)
				c.Send(as(sam, order(ids[bob])), hidden)
				c.Send(as(sam, receipt(ids[bob])), hidden)
				grants.Give(sam, bob)
				c.Send(as(sam, order(ids[bob])), sandbox.Shows(items[bob]))
			}},
		{Name: "support people have their own orders as customers have", Rule: "The task", Honest: true,
			Why: "They buy here, too. A grant adds to what somebody may do, and takes nothing away.",
			Do: func(c *sandbox.Caller) {
				c.Send(as(sam, order(ids[sam])), sandbox.Shows(items[sam]))
				c.Send(as(sam, patch(ids[sam], `{"note": "for the desk"}`)), sandbox.Served)
				kept(c, sam, "for the desk")
				grants.Give(sam, sam)
				c.Send(as(sam, order(ids[sam])), sandbox.Shows(items[sam]))
				c.Send(as(sam, receipt(ids[sam])), sandbox.Shows(receipts[sam]))
				c.Send(as(sam, note(ids[sam])), sandbox.Served)
				kept(c, sam, "leave it outside")
				c.Send(as(sam, remove(ids[sam])), sandbox.Served)
			}},
	}
	// How a token is written and told from its like is d.Who's, and right.
	probes = append(probes, w.Families(sandbox.Guarded{
		Request: order(ids[alice]), Credential: tokens[alice], Shows: items[alice],
		Without: []sandbox.Family{sandbox.Spelling, sandbox.NearMisses, sandbox.TwoCredentials, sandbox.Elsewhere, sandbox.OtherSchemes},
	})...)
	w.Run(serve, probes...)
}
