package capstoneorders

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"gatehouse/exercises/capstone-orders/given"
	"gatehouse/sandbox"
)

func TestHandler(t *testing.T) {
	w := sandbox.New(t)
	mark, first := fmt.Sprintf("%04d", w.Rand().IntN(10000)), 10000+w.Rand().IntN(80000)

	// A token and a key for each way in which its owner can differ.
	roles := map[string]string{"alice": "customer", "bob": "customer", "nameless": "customer", "carol": "admin", "late": "admin", "gone": "admin", "trainee": "admin-trainee"}
	scopes := map[string][]string{
		"shipper": {"orders:ship"}, "withdrawn": {"orders:ship"}, "bare": {"orders:ship"}, "reader": {"orders:read"}, "old reader": {"orders:read"},
		"drafter": {"orders:ship-drafts", "orders", "*"},
	}
	people, programs := slices.Sorted(maps.Keys(roles)), slices.Sorted(maps.Keys(scopes))
	called, secret, keyID := map[string]string{}, map[string]string{}, map[string]string{}
	for _, name := range people {
		called[name], secret[name] = name+mark, w.Secret("token of "+name)
	}
	called["nameless"], secret["a stranger"] = "", "a"+secret["carol"][1:] // no secret begins so
	for i, name := range programs {
		keyID[name] = fmt.Sprintf("k%s%d", mark, i)
		secret[name] = w.Keep("key of the "+name, keyID[name]+"."+strings.Trim(w.Secret("secret of the "+name), "="))
	}
	// Alice's order, bob's, one that is nobody's, and one of a customer whose name is alice's in large letters.
	alices, bobs, nobodys, larges, unknown := first, first+1, first+2, first+3, first+77
	owners := []string{called["alice"], called["bob"], "", strings.ToUpper(called["alice"])}
	note, receipt, cost := map[int]string{}, map[int]string{}, w.Canary("shop's own price")
	for i, whose := range []string{"alice's order", "bob's order", "order of nobody's", "order of another alice"} {
		note[first+i], receipt[first+i] = w.Canary("note on "+whose), w.Canary("receipt of "+whose)
	}

	var orders *given.Orders
	var users *given.Users
	var keys *given.Keys
	start := func(alice string, proxies ...netip.Prefix) http.Handler {
		tokens, found, records, stored := given.Tokens{}, []given.User{}, []given.Key{}, []given.Order{}
		until := time.Now().Add(10000 * time.Hour)
		for _, name := range people {
			tokens[secret[name]] = given.Token{User: called[name], Expires: until}
			found = append(found, given.User{Name: called[name], Role: roles[name]})
		}
		tokens[secret["late"]] = given.Token{User: called["late"], Expires: time.Now()}
		delete(tokens, secret["alice"])
		tokens[alice] = given.Token{User: called["alice"], Expires: until}
		delete(tokens, "")
		for _, name := range programs {
			sum := sha256.Sum256([]byte(secret[name]))
			key := given.Key{ID: keyID[name], Digest: sum[:], Scopes: scopes[name], Revoked: name == "withdrawn" || name == "old reader"}
			if name == "bare" {
				key.Digest = nil
			}
			records = append(records, key)
		}
		for i, owner := range owners {
			id := first + i
			stored = append(stored, given.Order{ID: id, Owner: owner, Item: "spade", Note: note[id], Price: 40000, Cost: cost, Status: "open", Receipt: receipt[id]})
		}
		orders, users, keys = given.NewOrders(stored...), given.NewUsers(found...), given.NewKeys(records...)
		users.Remove(called["gone"])
		return Handler(given.Deps{Tokens: tokens, Keys: keys, Users: users, Orders: orders, Proxies: proxies})
	}
	proxies := []netip.Prefix{netip.MustParsePrefix("192.0.2.16/28"), netip.MustParsePrefix("203.0.113.7/32"), netip.MustParsePrefix("2001:db8:7::/64")}
	serve := func() http.Handler { return start(secret["alice"], proxies...) }
	w.Unchanged("the orders", func() string { return fmt.Sprint(orders.All()) })

	type route struct{ method, target, body string }
	at := func(id int) string { return fmt.Sprint("/orders/", id) }
	list, place := route{"GET", "/orders", ""}, route{"POST", "/orders", `{"item": "rake", "note": "at noon"}`}
	show, slip := route{"GET", at(alices), ""}, route{"GET", at(alices) + "/receipt", ""}
	patch := func(body string) route { return route{"PATCH", at(alices), body} }
	change, remove := patch(`{"note": "ring twice"}`), route{"DELETE", at(alices), ""}
	export, ship := route{"GET", "/export", ""}, route{"POST", at(alices) + "/ship", ""}
	ofUsers := []route{list, place, show, slip, change, remove, export}
	health, nowhere, untidy := route{"GET", "/healthz", ""}, route{"GET", "/nowhere", ""}, route{"GET", "//orders", ""}
	head := func(r route) route { return route{"HEAD", r.target, ""} }
	of := func(r route, id int) route {
		r.target = strings.Replace(r.target, fmt.Sprint(alices), fmt.Sprint(id), 1)
		return r
	}
	labels := strings.NewReplacer(fmt.Sprint(alices), "{id}", fmt.Sprint(bobs), "{id}", fmt.Sprint(unknown), "{unknown id}", mark, "")
	name := func(r route) string { return r.method + " " + labels.Replace(r.target) }

	// plain is a request as its sender writes it; to sends it over https.
	plain := func(who string, r route) sandbox.Request {
		q := sandbox.Call(r.method, r.target)
		if r.body != "" {
			q = q.Body("application/json", r.body)
		}
		if slices.Contains(programs, who) {
			return q.With("X-API-Key", secret[who])
		}
		if secret[who] != "" {
			return q.Bearer(secret[who])
		}
		return q // nobody's
	}
	to := func(who string, r route) sandbox.Request { return plain(who, r).With("X-Forwarded-Proto", "https") }

	said := func(field, text string, ok func(sandbox.Exchange) bool) sandbox.Want {
		return sandbox.Check(field, func(e sandbox.Exchange) string {
			if ok(e) {
				return ""
			}
			return text
		})
	}
	signIn := sandbox.All(sandbox.Status(401), said("a challenge for Bearer", "without a challenge for Bearer", func(e sandbox.Exchange) bool {
		challenges, _ := sandbox.Challenges(e.Header)
		return slices.ContainsFunc(challenges, func(c sandbox.Challenge) bool { return strings.EqualFold(c.Scheme, "Bearer") })
	}))
	bare := sandbox.All(sandbox.Lacks(cost, note[alices], note[bobs], receipt[alices]), said("a status from 400 to 499 but 401, with Upgrade if it is 426", "another answer", func(e sandbox.Exchange) bool {
		return e.Status >= 400 && e.Status <= 499 && e.Status != 401 && (e.Status != 426 || e.Header.Get("Upgrade") != "")
	}))
	year := said("one Strict-Transport-Security of a year", "without one of a year", func(e sandbox.Exchange) bool { return given.ForAYear(e.Header) })
	// five wants an order, or a list of orders, with its five fields.
	five := said("orders of five fields", "with other fields", func(e sandbox.Exchange) bool { return given.FiveFields(e.Body) })
	forbidden, unproved, hidden := sandbox.Status(403), sandbox.Status(401), sandbox.Hidden
	ignored := sandbox.All(sandbox.Status(200, 204, 201, 400, 422), sandbox.Lacks(cost))
	shows := func(texts ...string) sandbox.Want { return sandbox.All(sandbox.Status(200), sandbox.Shows(texts...)) }
	// ask sends somebody along some routes.
	ask := func(c *sandbox.Caller, who string, want sandbox.Want, routes ...route) {
		for _, r := range routes {
			c.Cell(name(r), who, to(who, r), want)
		}
	}
	const keyed, object, fields, function = "OWASP API2:2023", "OWASP API1:2023", "OWASP API3:2023", "OWASP API5:2023"

	probes := []sandbox.Probe{
		{Name: "everybody can ask /healthz", Rule: "The task", Honest: true,
			Why: "What watches the service has no token, and takes a service that does not answer away.", Do: func(c *sandbox.Caller) {
				for how, q := range []sandbox.Request{plain("nobody", health), to("nobody", health), to("late", health), plain("nobody", health).From("198.51.100.9")} {
					c.Cell(name(health), []string{"in clear text", "over https", "with an old token", "from elsewhere"}[how], q, sandbox.Status(200))
				}
			}},
		{Name: "customers get their work done", Rule: "The task", Honest: true,
			Why: "A shop whose customers are kept out is as closed as one that was robbed.", Do: func(c *sandbox.Caller) {
				ask(c, "alice", shows(note[alices]), list, show)
				ask(c, "alice", shows(receipt[alices]), slip)
				ask(c, "alice", shows("ring twice"), change)
				c.Cell("the changed order", "alice", to("alice", show), shows("ring twice", "40000"))
				ask(c, "alice", sandbox.All(sandbox.Status(201), sandbox.Shows("rake", "at noon", "40000")), place)
				c.Cell("the list with the new order", "alice", to("alice", list), shows("rake", "at noon", "ring twice"))
				c.Cell("an empty note", "alice", to("alice", patch(`{"note": ""}`)), sandbox.All(sandbox.Status(200), sandbox.Lacks("ring twice")))
				ask(c, "trainee", sandbox.Served, list)
			}},
		{Name: "an admin reads, deletes and exports, and is a user too", Rule: "The task", Honest: true,
			Why: "Who answers for the shop must see it, undo what went wrong, and may buy a spade.", Do: func(c *sandbox.Caller) {
				ask(c, "carol", shows(note[alices]), show)
				c.Cell("an order of nobody's", "carol", to("carol", of(show, nobodys)), shows(note[nobodys]))
				ask(c, "carol", shows(receipt[alices]), slip)
				ask(c, "carol", shows(note[alices], note[bobs], cost), export)
				ask(c, "carol", sandbox.Status(201), place)
				own := slices.MaxFunc(orders.All(), func(a, b given.Order) int { return a.ID - b.ID }).ID
				c.Cell("the note on her own order", "carol", to("carol", of(change, own)), shows("ring twice"))
				ask(c, "carol", sandbox.Status(204), remove)
				c.Cell("the deleted order", "carol", to("carol", show), sandbox.Status(404))
			}},
		{Name: "a good key ships an order", Rule: "The task", Honest: true,
			Why: "What is not marked as shipped is packed a second time.", Do: func(c *sandbox.Caller) {
				c.Send(to("shipper", ship), sandbox.Status(204))
				c.Send(to("alice", show), sandbox.Shows("shipped"))
				c.Send(to("shipper", of(ship, unknown)), sandbox.Status(404))
			}},
		{Name: "the export is for admins alone", Rule: "CWE-306, " + function,
			Why: "One line among the routes, above the guarded ones, and the shop's whole book is public.", Do: func(c *sandbox.Caller) {
				for i, who := range []string{"nobody", "shipper", "alice", "trainee"} {
					ask(c, who, []sandbox.Want{signIn, signIn, forbidden, forbidden}[i], export)
					ask(c, who, sandbox.Status(401, 403, 404, 405, 501), head(export))
				}
			}},
		{Name: "only a proxy can say that a request came over https", Rule: "OWASP ASVS 4.1.2, 4.1.3",
			Why: "Who sends a token in clear text has given it to everybody on the way. Whoever may claim https turns the rule off.", Do: func(c *sandbox.Caller) {
				for _, from := range []string{"198.51.100.9", "127.0.0.1", "203.0.113.8", "203.0.113.70", "192.0.2.15", "192.0.2.32", "10.0.0.1", "::1", "2001:db8:8::7"} {
					for _, r := range []route{show, export, place} {
						c.Cell(name(r), "from "+from, to("carol", r).From(from), bare)
					}
					c.Cell(name(ship), "from "+from, to("shipper", ship).From(from), bare)
				}
				for _, field := range []string{"X-Forwarded-For", "X-Real-IP", "Forwarded"} {
					c.Cell(name(show), field, to("alice", show).From("198.51.100.9").With(field, "203.0.113.7"), bare)
				}
				c.Serve(func() http.Handler { return start(secret["alice"]) })
				for _, r := range []route{show, export, place} {
					c.Cell(name(r), "where there are no proxies", to("carol", r), bare)
				}
			}},
		{Name: "what came in clear text is refused alike, whoever sent it", Rule: "OWASP ASVS 4.1.2, 4.1.3" + ", RFC 9110 §15.5.22",
			Why: "An answer that depends on the token tells who listens which tokens are good; a redirect has the client send it again.", Do: func(c *sandbox.Caller) {
				clear := given.InClearText()
				for _, how := range slices.Sorted(maps.Keys(clear)) {
					for _, r := range append(slices.Clip(ofUsers), ship, nowhere, untidy, route{"GET", "/orders/../export", ""}) {
						status := 0
						for _, who := range []string{"nobody", "a stranger", "alice", "carol", "shipper"} {
							q := plain(who, r)
							for line := range slices.Chunk(clear[how], 2) {
								q = q.With(line[0], line[1])
							}
							e := c.Cell(name(r), how, q, bare)
							same := status == 0 || status == e.Status
							c.Must(same, fmt.Sprintf("%d, as for others", status), fmt.Sprintf("%d for %s", e.Status, who))
							status = e.Status
						}
					}
				}
			}},
		{Name: "every proxy counts", Rule: "The task", Honest: true,
			Why: "A second proxy is there for the day on which the first one breaks.", Do: func(c *sandbox.Caller) {
				for _, from := range []string{"203.0.113.7", "192.0.2.16", "192.0.2.31", "2001:db8:7::1"} {
					c.Cell(name(show), "through "+from, to("alice", show).From(from).With("X-Forwarded-For", "198.51.100.9"), shows(note[alices]))
				}
			}},
		{Name: "Strict-Transport-Security comes over https, and only there", Rule: "RFC 6797 §7.1, §7.2", Honest: true,
			Why: "A browser that was told once does not ask in clear text again, and believes it only over https.", Do: func(c *sandbox.Caller) {
				none := said("no Strict-Transport-Security", "with it", func(e sandbox.Exchange) bool { return e.Header["Strict-Transport-Security"] == nil })
				for _, r := range []route{health, show, of(show, bobs), of(slip, unknown), export, nowhere, untidy} {
					for _, who := range []string{"nobody", "alice"} {
						c.Cell(name(r), who+", over https", to(who, r), year)
						c.Cell(name(r), who+", in clear text", plain(who, r), none)
					}
				}
			}},
		{Name: "who has no good token is asked for one", Rule: "RFC 9110 §15.5.2, §11.6.1; RFC 6750 §3",
			Why: "403 says that signing in would not help, and who believes it calls the shop. 404 tells strangers which orders there are.", Do: func(c *sandbox.Caller) {
				for _, who := range []string{"nobody", "a stranger", "late", "gone", "shipper"} {
					ask(c, who, signIn, append(slices.Clip(ofUsers), of(show, unknown), of(slip, unknown), of(change, unknown), of(remove, unknown))...)
				}
			}},
		{Name: "a withdrawn key ships nothing", Rule: keyed + ", CWE-613",
			Why: "A key is withdrawn because somebody has it who should not.", Do: func(c *sandbox.Caller) {
				c.Send(to("withdrawn", ship), unproved)
				c.Send(to("old reader", ship), unproved)
				c.Send(to("shipper", ship), sandbox.Status(204))
				keys.Revoke(keyID["shipper"])
				c.Send(to("shipper", of(ship, bobs)), unproved)
			}},
		{Name: "a key ships with its whole text and its scope alone", Rule: keyed + ", " + function,
			Why: "Whoever marks an order as shipped has it paid for and not packed.", Do: func(c *sandbox.Caller) {
				text, id, both := secret["shipper"], keyID["shipper"], sandbox.Status(401, 400)
				for i, key := range []string{"", text[:len(text)-1], id + ".", id, strings.ToUpper(text), text + "x", secret["bare"], secret["carol"], secret["reader"] + "x"} {
					c.Cell(name(ship), fmt.Sprint("wrong key ", i+1), to("nobody", ship).With("X-API-Key", key), unproved)
				}
				ask(c, "nobody", unproved, ship)
				ask(c, "carol", unproved, ship)
				c.Cell(name(ship), "a key as token", to("nobody", ship).Bearer(text), unproved)
				c.Cell(name(ship), "a key in the query", to("nobody", route{"POST", ship.target + "?X-API-Key=" + text + "&api_key=" + text, ""}), unproved)
				c.Cell(name(ship), "two keys", to("shipper", ship).With("X-API-Key", secret["reader"]), both)
				c.Cell(name(ship), "two keys, turned round", to("reader", ship).With("X-API-Key", text), both)
				ask(c, "reader", forbidden, ship)
				ask(c, "drafter", forbidden, ship)
			}},
		{Name: "nobody reads the receipt of somebody else in the refusal", Rule: "CWE-200, " + object,
			Why: "The status says no, and the body hands it over. A test that looks at the status is green.", Do: func(c *sandbox.Caller) {
				ask(c, "bob", sandbox.All(hidden, sandbox.Lacks(receipt[alices])), slip)
				ask(c, "bob", sandbox.Status(403, 404, 405, 501), head(slip))
				ask(c, "nobody", sandbox.All(signIn, sandbox.Lacks(receipt[alices])), slip)
			}},
		{Name: "an order of somebody else looks like none", Rule: object + ", RFC 9110 §15.5.4",
			Why: "Who counts the numbers up and hears two kinds of no knows how much the shop sells.", Do: func(c *sandbox.Caller) {
				seen := func(id int, e sandbox.Exchange) string { return given.Seen(id, e.Status, e.Header, e.Body) }
				raw := func(id int, e sandbox.Exchange) string { return given.Undated(id, e.Response) }
				no := sandbox.Status(403, 404, 400, 415, 422, 405, 501)
				for _, r := range []route{show, slip, head(show), head(slip), change, patch(`{"note": 5}`), patch("{")} {
					for i, who := range []string{"bob", "bob", "nameless"} {
						id := []int{alices, nobodys, nobodys}[i]
						theirs, none := c.Cell(name(r), who, to(who, of(r, id)), no), c.Cell(name(of(r, unknown)), who, to(who, of(r, unknown)), no)
						c.Must(seen(id, theirs) == seen(unknown, none), "the same answer as for an id that nobody has", "another one: "+sandbox.Differs(raw(id, theirs), raw(unknown, none)))
					}
				}
				ask(c, "bob", hidden, show, slip, change)
				for _, id := range []string{"0", "-1", "x", "1.5", "99999999999999999999", "%20"} {
					ask(c, "bob", sandbox.Status(404, 403, 400), route{"GET", "/orders/" + id, ""})
				}
			}},
		{Name: "only its owner changes an order", Rule: object,
			Why: "The driver reads the note: the parcel goes to another door.", Do: func(c *sandbox.Caller) {
				for _, who := range []string{"bob", "trainee", "carol"} {
					ask(c, who, hidden, change)
					c.Cell("an order of nobody's", who, to(who, of(change, nobodys)), hidden)
				}
				c.Cell("an order of another alice", "alice", to("alice", of(change, larges)), hidden)
				c.Cell(name(change), "bob, in alice's name", to("bob", change).With("X-User", called["alice"]).With("X-User-Id", called["alice"]), hidden)
				c.Cell(name(change), "bob, who claims it", to("bob", patch(`{"note": "x", "owner": "`+called["bob"]+`"}`)), sandbox.Status(403, 404, 400, 422))
			}},
		{Name: "a list holds the caller's own orders", Rule: object,
			Why: "A list is the quickest way to see what is somebody else's.", Do: func(c *sandbox.Caller) {
				for _, query := range []string{"", "?owner=bob" + mark, "?user=bob" + mark, "?owner=", "?all=true"} {
					ask(c, "alice", sandbox.All(sandbox.Status(200, 400, 403), sandbox.Lacks(note[bobs], note[nobodys], note[larges])), route{"GET", "/orders" + query, ""})
				}
				for _, who := range []string{"carol", "nameless"} {
					ask(c, who, sandbox.All(sandbox.Status(200), sandbox.Lacks(note[alices], note[bobs], note[nobodys])), list)
				}
			}},
		{Name: "PATCH changes the note and nothing else", Rule: fields + ", CWE-915",
			Why: "What may be read from a form must be said, field by field. Else the customer sets the price.", Do: func(c *sandbox.Caller) {
				for _, extra := range []string{
					`"price": 1`, `"PRICE": 1`, `"Price": 1`, `"status": "shipped"`, `"owner": "` + called["bob"] + `"`, `"Owner": ""`, `"cost": "nothing"`, `"item": "greenhouse"`,
					`"id": ` + fmt.Sprint(bobs), `"ID": ` + fmt.Sprint(unknown), `"receipt": "paid"`, `"Receipt": "paid"`, `"order": {"price": 1}`, `"price": "1"`, `"price": null`,
				} {
					c.Serve(serve)
					wanted := orders.All()
					e := c.Cell("PATCH with "+strings.ReplaceAll(extra, mark, ""), "alice", to("alice", patch(`{"note": "ring twice", `+extra+`}`)), ignored)
					if e.Status < 300 {
						wanted[0].Note = "ring twice"
					}
					c.Must(slices.Equal(orders.All(), wanted), "orders of which the note alone may have changed", sandbox.Differs(orders.All(), wanted))
				}
			}},
		{Name: "a PATCH undoes nothing that was done meanwhile", Rule: "The task, CWE-362", Honest: true,
			Why: "Who writes back the whole record writes back what it was, and the order is packed a second time.", Do: func(c *sandbox.Caller) {
				finish := c.Hold(to("alice", change), sandbox.Status(200))
				c.Send(to("shipper", ship), sandbox.Status(204))
				finish()
				is := orders.All()[0]
				c.Must(is.Note == "ring twice" && is.Status == "shipped", "the new note, and shipped", fmt.Sprintf("%q, and %s", is.Note, is.Status))
			}},
		{Name: "a PATCH that cannot be read changes nothing", Rule: "The task",
			Why: "Half of a change is what nobody asked for.", Do: func(c *sandbox.Caller) {
				for _, body := range []string{"{", "null", "[]", `"x"`, "{}", `{"note": 5}`, `{"price": 1}`, `{"note": "x"`, `{"note": ["x"], "price": 1}`, `{"price": 1, "note": 5}`} {
					c.Cell("PATCH with "+body, "alice", to("alice", patch(body)), sandbox.Status(400, 415, 422))
				}
			}},
		{Name: "a new order is the caller's, at the shop's price", Rule: fields,
			Why: "Where the form names the price, everything costs one cent.", Do: func(c *sandbox.Caller) {
				for _, extra := range []string{`"price": 1`, `"PRICE": 1`, `"owner": "` + called["bob"] + `"`, `"status": "shipped"`, `"id": ` + fmt.Sprint(alices), `"cost": "0"`} {
					c.Serve(serve)
					wanted := given.NewOrders(orders.All()...)
					e := c.Cell("POST with "+strings.ReplaceAll(extra, mark, ""), "alice", to("alice", route{"POST", "/orders", `{"item": "rake", "note": "at noon", ` + extra + `}`}), ignored)
					if e.Status < 300 {
						wanted.Add(called["alice"], "rake", "at noon")
					}
					c.Must(slices.Equal(orders.All(), wanted.All()), "one more order: the caller's, at the shop's price", sandbox.Differs(orders.All(), wanted.All()))
				}
			}},
		{Name: "an order is its sender's, whoever asks meanwhile", Rule: "CWE-362",
			Why: "A service that keeps its caller where the next request finds it sends bob the bill.", Do: func(c *sandbox.Caller) {
				finish := c.Hold(to("alice", place), sandbox.Status(201))
				c.Send(to("bob", list), sandbox.Lacks(note[alices]))
				c.Send(to("nobody", list), signIn)
				finish()
				owners := orders.OwnersOf("rake")
				c.Must(slices.Contains(owners, called["alice"]), "a rake for "+called["alice"], fmt.Sprintf("rakes for %q", owners))
			}},
		{Name: "an order shows its five fields", Rule: fields + ", CWE-213",
			Why: "Who knows what the shop pays knows how far down its price can go.", Do: func(c *sandbox.Caller) {
				quiet := sandbox.All(sandbox.Served, five, sandbox.Lacks(cost))
				ask(c, "alice", quiet, list, show, change, place)
				ask(c, "carol", quiet, show)
				ask(c, "alice", sandbox.Lacks(cost), slip)
			}},
		{Name: "the role admin alone deletes and exports, and it counts whole", Rule: function,
			Why: "The next role that has the word in its name would be an admin's, and an order that is gone is not paid.", Do: func(c *sandbox.Caller) {
				for _, role := range []string{"admin-trainee", "not-admin", "Admin", "ADMIN", "admin ", " admin", "", "a", "min", "superadmin", "admin,customer", "administrator", "*"} {
					c.Serve(serve)
					users.SetRole(called["trainee"], role)
					for i, r := range []route{remove, export, show, slip} {
						c.Cell(fmt.Sprintf("the role %q", role), name(r), to("trainee", r), []sandbox.Want{forbidden, forbidden, hidden, hidden}[i])
					}
				}
				ask(c, "alice", forbidden, remove, of(remove, unknown))
				ask(c, "bob", forbidden, remove)
				c.Cell("GET with a header that says DELETE", "alice", to("alice", show).With("X-HTTP-Method-Override", "DELETE"), sandbox.Status(200, 400, 403, 405))
				c.Must(slices.ContainsFunc(orders.All(), func(o given.Order) bool { return o.ID == alices }), "the order still there", "it was deleted")
			}},
		{Name: "a role that was taken away counts no more", Rule: "OWASP ASVS 8.3.2",
			Why: "Who left this morning has the token of yesterday.", Do: func(c *sandbox.Caller) {
				c.Send(to("carol", export), shows(note[alices]))
				users.SetRole(called["carol"], "customer")
				c.Send(to("carol", export), forbidden)
				c.Send(to("carol", show), hidden)
				c.Send(to("carol", remove), forbidden)
				users.Remove(called["carol"])
				c.Send(to("carol", list), signIn)
			}},
	}
	w.Run(serve, append(probes, w.Families(sandbox.Guarded{
		Request: to("nobody", show), Credential: secret["alice"], Shows: note[alices],
		Serve: func(credential string) http.Handler { return start(credential, proxies...) },
		// They add a second X-Forwarded-Proto line, or come past the proxies.
		Without: []sandbox.Family{sandbox.OddCallers},
	})...)...)
}
