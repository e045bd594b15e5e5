package capstoneorders

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/netip"
	"regexp"
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
	people := []string{"alice", "bob", "carol", "trainee", "late", "gone"}
	programs := []string{"shipper", "withdrawn", "reader", "drafter", "bare"}
	secret := map[string]string{}
	for _, name := range people {
		secret[name] = w.Secret("token of " + name)
	}
	for i, name := range programs {
		secret[name] = w.Keep("key of the "+name, fmt.Sprintf("k%s%d.%s", mark, i, strings.Trim(w.Secret("secret of the "+name), "=")))
	}
	// Alice's order, bob's, one that is nobody's, and one of a customer whose name is alice's in large letters.
	alices, bobs, nobodys, larges, unknown := first, first+1, first+2, first+3, first+77
	note, receipt, cost := map[int]string{}, map[int]string{}, w.Canary("shop's own price")
	for i, whose := range []string{"alice's order", "bob's order", "order of nobody's", "order of another alice"} {
		note[first+i], receipt[first+i] = w.Canary("note on "+whose), w.Canary("receipt of "+whose)
	}

	var orders *given.Orders
	var users *given.Users
	var keys *given.Keys
	start := func(alice, trainee string) http.Handler {
		order := func(id int, owner string) given.Order {
			return given.Order{ID: id, Owner: owner, Item: "spade", Note: note[id], Price: 40000, Cost: cost, Status: "open", Receipt: receipt[id]}
		}
		orders = given.NewOrders(order(alices, "alice"+mark), order(bobs, "bob"+mark), order(nobodys, ""), order(larges, strings.ToUpper("alice"+mark)))
		tokens, found := given.Tokens{}, []given.User{}
		for _, name := range people {
			user, until := given.User{Name: name + mark, Role: "customer"}, time.Now().Add(10000*time.Hour)
			switch name {
			case "carol", "gone":
				user.Role = "admin"
			case "trainee":
				user.Role = trainee
			case "late":
				user.Role, until = "admin", time.Now()
			}
			found, tokens[secret[name]] = append(found, user), given.Token{User: user.Name, Expires: until}
		}
		if delete(tokens, secret["alice"]); alice != "" {
			tokens[alice] = given.Token{User: "alice" + mark, Expires: time.Now().Add(10000 * time.Hour)}
		}
		users = given.NewUsers(found...)
		users.Remove("gone" + mark)
		var records []given.Key
		for _, name := range programs {
			id, _, _ := strings.Cut(secret[name], ".")
			sum := sha256.Sum256([]byte(secret[name]))
			key := given.Key{ID: id, Digest: sum[:], Scopes: []string{"orders:ship"}, Revoked: name == "withdrawn"}
			switch name {
			case "reader":
				key.Scopes = []string{"orders:read"}
			case "drafter":
				key.Scopes = []string{"orders:ship-drafts", "orders", "*"}
			case "bare":
				key.Digest = nil
			}
			records = append(records, key)
		}
		keys = given.NewKeys(records...)
		return Handler(given.Deps{Tokens: tokens, Keys: keys, Users: users, Orders: orders, Proxies: []netip.Prefix{
			netip.MustParsePrefix("192.0.2.16/28"), netip.MustParsePrefix("203.0.113.7/32"), netip.MustParsePrefix("2001:db8:7::/64"),
		}})
	}
	serve := func() http.Handler { return start(secret["alice"], "admin-trainee") }
	one := func(id int) given.Order { order, _ := orders.Find(id); return order }
	state := func() string { return fmt.Sprint(orders.All()) }
	w.Unchanged("the orders", state)

	type route struct{ method, target, body string }
	at := func(id int) string { return fmt.Sprint("/orders/", id) }
	list, export := route{"GET", "/orders", ""}, route{"GET", "/export", ""}
	place := route{"POST", "/orders", `{"item": "rake", "note": "at noon"}`}
	show, slip := route{"GET", at(alices), ""}, route{"GET", at(alices) + "/receipt", ""}
	change, remove := route{"PATCH", at(alices), `{"note": "ring twice"}`}, route{"DELETE", at(alices), ""}
	ship := route{"POST", at(alices) + "/ship", ""}
	ofUsers := []route{list, place, show, slip, change, remove, export}
	all := append(slices.Clip(ofUsers), ship)
	of := func(r route, id int) route {
		r.target = strings.Replace(r.target, fmt.Sprint(alices), fmt.Sprint(id), 1)
		return r
	}
	labels := strings.NewReplacer(fmt.Sprint(alices), "{id}", fmt.Sprint(bobs), "{id}", fmt.Sprint(nobodys), "{id}", fmt.Sprint(larges), "{id}", fmt.Sprint(unknown), "{unknown id}")
	name := func(r route) string { return r.method + " " + labels.Replace(r.target) }

	// plain is a request as its sender writes it; to sends it over https.
	plain := func(who string, r route) sandbox.Request {
		q := sandbox.Call(r.method, r.target)
		if r.body != "" {
			q = q.Body("application/json", r.body)
		}
		switch {
		case slices.Contains(people, who):
			return q.Bearer(secret[who])
		case slices.Contains(programs, who):
			return q.With("X-API-Key", secret[who])
		case who == "a stranger":
			return q.Bearer("a" + secret["carol"][1:]) // no secret begins so
		}
		return q // nobody's
	}
	https := func(r sandbox.Request) sandbox.Request { return r.With("X-Forwarded-Proto", "https") }
	to := func(who string, r route) sandbox.Request { return https(plain(who, r)) }

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
	bare := sandbox.All(sandbox.Lacks(cost, note[alices], note[bobs], receipt[alices]), said("a status from 400 to 499 that is not 401", "another status", func(e sandbox.Exchange) bool {
		return e.Status >= 400 && e.Status <= 499 && e.Status != 401
	}), said("Upgrade in a 426", "without Upgrade", func(e sandbox.Exchange) bool {
		return e.Status != http.StatusUpgradeRequired || e.Header.Get("Upgrade") != ""
	}))
	year := said("one Strict-Transport-Security of a year", "without one of a year", func(e sandbox.Exchange) bool {
		var seconds int
		lines := e.Header.Values("Strict-Transport-Security")
		if len(lines) != 1 {
			return false
		}
		for part := range strings.SplitSeq(lines[0], ";") {
			fmt.Sscanf(strings.ReplaceAll(strings.ToLower(strings.TrimSpace(part)), `"`, ""), "max-age=%d", &seconds)
		}
		return seconds >= 31536000
	})
	// five wants an order, or a list of orders, with its five fields.
	five := said("orders of five fields", "with other fields", func(e sandbox.Exchange) bool {
		var found []map[string]any
		if text := strings.TrimSpace(e.Body); !strings.HasPrefix(text, "[") {
			e.Body = "[" + text + "]"
		}
		if json.Unmarshal([]byte(e.Body), &found) != nil {
			return false
		}
		return !slices.ContainsFunc(found, func(fields map[string]any) bool {
			for _, field := range []string{"id", "item", "note", "price", "status"} {
				if _, ok := fields[field]; !ok {
					return true
				}
			}
			return len(fields) != 5
		})
	})
	forbidden, ignored := sandbox.Status(403), sandbox.All(sandbox.Status(200, 204, 201, 400, 422), sandbox.Lacks(cost))
	const (
		keyed   = "OWASP API2:2023"
		proof   = "RFC 9110 §15.5.2, §11.6.1; RFC 6750 §3"
		cleared = "OWASP ASVS 4.1.2, 4.1.3"
		object  = "OWASP API1:2023"
		fields  = "OWASP API3:2023"
		roles   = "OWASP API5:2023"
	)

	probes := []sandbox.Probe{
		{Name: "everybody can ask /healthz", Rule: "The task", Honest: true,
			Do: func(c *sandbox.Caller) {
				health := sandbox.Get("/healthz")
				c.Cell("GET /healthz", "over https", https(health), sandbox.Status(200))
				c.Cell("GET /healthz", "in clear text", health, sandbox.Status(200))
				c.Cell("GET /healthz", "from elsewhere", health.From("198.51.100.9"), sandbox.Status(200))
				c.Cell("GET /healthz", "with an old token", https(health.Bearer(secret["late"])), sandbox.Status(200))
			},
			Why: "What watches the service has no token, and takes a service that does not answer away."},
		{Name: "customers get their work done", Rule: "The task", Honest: true,
			Do: func(c *sandbox.Caller) {
				for _, r := range []route{list, show} {
					c.Cell(name(r), "alice", to("alice", r), sandbox.All(sandbox.Status(200), sandbox.Shows(note[alices])))
				}
				c.Cell(name(slip), "alice", to("alice", slip), sandbox.Shows(receipt[alices]))
				c.Cell(name(change), "alice", to("alice", change), sandbox.All(sandbox.Status(200), sandbox.Shows("ring twice")))
				c.Cell("the changed order", "alice", to("alice", show), sandbox.Shows("ring twice", "40000"))
				c.Cell(name(place), "alice", to("alice", place), sandbox.All(sandbox.Status(201), sandbox.Shows("rake", "at noon", "40000")))
				c.Cell("the list with the new order", "alice", to("alice", list), sandbox.Shows("rake", "at noon", "ring twice"))
				c.Cell(name(list), "trainee", to("trainee", list), sandbox.Served)
			},
			Why: "A shop whose customers are kept out is as closed as one that was robbed."},
		{Name: "an admin reads, deletes and exports", Rule: "The task", Honest: true,
			Do: func(c *sandbox.Caller) {
				c.Cell(name(show), "carol", to("carol", show), sandbox.Shows(note[alices]))
				c.Cell("an order of nobody's", "carol", to("carol", of(show, nobodys)), sandbox.Shows(note[nobodys]))
				c.Cell(name(slip), "carol", to("carol", slip), sandbox.Shows(receipt[alices]))
				c.Cell(name(export), "carol", to("carol", export), sandbox.Shows(note[alices], note[bobs], cost))
				c.Cell(name(remove), "carol", to("carol", remove), sandbox.Status(204))
				c.Cell("the deleted order", "carol", to("carol", show), sandbox.Status(404))
			},
			Why: "Who answers for the shop must see it, and undo what went wrong."},
		{Name: "a good key ships an order", Rule: "The task", Honest: true,
			Do: func(c *sandbox.Caller) {
				c.Send(to("shipper", ship), sandbox.Status(204))
				c.Send(to("alice", show), sandbox.Shows("shipped"))
				c.Send(to("shipper", of(ship, unknown)), sandbox.Status(404))
			},
			Why: "What is not marked as shipped is packed a second time."},
		{Name: "the export is for admins alone", Rule: "CWE-306, " + roles,
			Do: func(c *sandbox.Caller) {
				for _, who := range []string{"nobody", "shipper", "alice", "trainee"} {
					want := forbidden
					if who == "nobody" || who == "shipper" {
						want = signIn
					}
					c.Cell("GET /export", who, to(who, export), want)
					c.Cell("HEAD /export", who, to(who, export).Method("HEAD"), sandbox.Status(401, 403, 404, 405))
				}
			},
			Why: "One line among the routes, above the guarded ones, and the shop's whole book is public."},
		{Name: "only a proxy can say that a request came over https", Rule: cleared,
			Do: func(c *sandbox.Caller) {
				for _, from := range []string{"198.51.100.9", "127.0.0.1", "203.0.113.8", "203.0.113.70", "192.0.2.15", "192.0.2.32", "10.0.0.1", "::1", "2001:db8:8::7"} {
					for _, r := range []route{show, export, place} {
						c.Cell(name(r), "from "+from, to("carol", r).From(from), bare)
					}
					c.Cell(name(ship), "from "+from, to("shipper", ship).From(from), bare)
				}
				for _, field := range []string{"X-Forwarded-For", "X-Real-IP", "Forwarded"} {
					c.Cell(name(show), field, to("alice", show).From("198.51.100.9").With(field, "203.0.113.7"), bare)
				}
			},
			Why: "Who sends a token in clear text has given it to everybody on the way. Whoever may claim https turns the rule off."},
		{Name: "what came in clear text is refused alike, whoever sent it", Rule: cleared + ", RFC 9110 §15.5.22",
			Do: func(c *sandbox.Caller) {
				clear := map[string]func(sandbox.Request) sandbox.Request{
					"without the field": func(r sandbox.Request) sandbox.Request { return r },
					"with http":         func(r sandbox.Request) sandbox.Request { return r.With("X-Forwarded-Proto", "http") },
					"with an empty one": func(r sandbox.Request) sandbox.Request { return r.With("X-Forwarded-Proto", "") },
					"with two values":   func(r sandbox.Request) sandbox.Request { return r.With("X-Forwarded-Proto", "https, http") },
					"with two lines":    func(r sandbox.Request) sandbox.Request { return https(r.With("X-Forwarded-Proto", "http")) },
					"with two turned round": func(r sandbox.Request) sandbox.Request {
						return https(r).With("X-Forwarded-Proto", "http")
					},
					"with another field": func(r sandbox.Request) sandbox.Request {
						return r.With("X-Forwarded-Scheme", "https").With("X-Forwarded-Ssl", "on").With("Forwarded", "proto=https").With("Front-End-Https", "on")
					},
				}
				for _, how := range slices.Sorted(maps.Keys(clear)) {
					for _, r := range append(slices.Clip(all), route{"GET", "/nowhere", ""}) {
						status := 0
						for _, who := range []string{"nobody", "a stranger", "alice", "carol", "shipper"} {
							e := c.Cell(name(r), how, clear[how](plain(who, r)), bare)
							same := status == 0 || status == e.Status
							c.Must(same, fmt.Sprintf("%d, as for others", status), fmt.Sprintf("%d for %s", e.Status, who))
							status = e.Status
						}
					}
				}
			},
			Why: "An answer that depends on the token tells who listens which tokens are good; a redirect has the client send it again."},
		{Name: "every proxy counts", Rule: "The task", Honest: true,
			Do: func(c *sandbox.Caller) {
				for _, from := range []string{"203.0.113.7", "192.0.2.16", "192.0.2.31", "2001:db8:7::1"} {
					c.Cell(name(show), "through "+from, to("alice", show).From(from), sandbox.Shows(note[alices]))
				}
			},
			Why: "A second proxy is there for the day on which the first one breaks."},
		{Name: "Strict-Transport-Security comes over https, and only there", Rule: "RFC 6797 §7.1, §7.2", Honest: true,
			Do: func(c *sandbox.Caller) {
				for _, r := range []route{{"GET", "/healthz", ""}, show, of(show, bobs), of(slip, unknown), export, {"GET", "/nowhere", ""}} {
					for _, who := range []string{"nobody", "alice"} {
						c.Cell(name(r), who+", over https", to(who, r), year)
						c.Cell(name(r), who+", in clear text", plain(who, r), said("no Strict-Transport-Security", "with it", func(e sandbox.Exchange) bool { return e.Header["Strict-Transport-Security"] == nil }))
					}
				}
			},
			Why: "A browser that was told once does not ask in clear text again, and believes it only over https."},
		{Name: "who has no good token is asked for one", Rule: proof,
			Do: func(c *sandbox.Caller) {
				for _, who := range []string{"nobody", "a stranger", "late", "gone", "shipper"} {
					for _, r := range append(slices.Clip(ofUsers), of(show, unknown), of(slip, unknown), of(change, unknown), of(remove, unknown)) {
						c.Cell(name(r), who, to(who, r), signIn)
					}
				}
			},
			Why: "403 says that signing in would not help, and who believes it calls the shop. 404 tells strangers which orders there are."},
		{Name: "a withdrawn key ships nothing", Rule: keyed + ", CWE-613",
			Do: func(c *sandbox.Caller) {
				c.Send(to("withdrawn", ship), sandbox.Status(401))
				c.Send(to("shipper", ship), sandbox.Status(204))
				id, _, _ := strings.Cut(secret["shipper"], ".")
				keys.Revoke(id)
				c.Send(to("shipper", of(ship, bobs)), sandbox.Status(401))
			},
			Why: "A key is withdrawn because somebody has it who should not."},
		{Name: "a key ships with its whole text and its scope alone", Rule: keyed + ", " + roles,
			Do: func(c *sandbox.Caller) {
				text, both := secret["shipper"], sandbox.Status(401, 400)
				id, _, _ := strings.Cut(text, ".")
				for i, key := range []string{"", text[:len(text)-1], id + ".", id, strings.ToUpper(text), text + "x", secret["bare"], secret["carol"]} {
					c.Cell(name(ship), fmt.Sprint("wrong key ", i+1), to("nobody", ship).With("X-API-Key", key), sandbox.Status(401))
				}
				c.Cell(name(ship), "no key", to("nobody", ship), sandbox.Status(401))
				c.Cell(name(ship), "a token", to("carol", ship), sandbox.Status(401))
				c.Cell(name(ship), "a key as token", to("nobody", ship).Bearer(text), sandbox.Status(401))
				c.Cell(name(ship), "a key in the query", to("nobody", route{"POST", ship.target + "?X-API-Key=" + text + "&api_key=" + text, ""}), sandbox.Status(401))
				c.Cell(name(ship), "two keys", to("shipper", ship).With("X-API-Key", secret["reader"]), both)
				c.Cell(name(ship), "two keys, turned round", to("reader", ship).With("X-API-Key", text), both)
				c.Cell(name(ship), "a key to read", to("reader", ship), forbidden)
				c.Cell(name(ship), "a key to ship drafts", to("drafter", ship), forbidden)
			},
			Why: "Whoever marks an order as shipped has it paid for and not packed."},
		{Name: "nobody reads the receipt of somebody else in the refusal", Rule: "CWE-200, " + object,
			Do: func(c *sandbox.Caller) {
				for _, who := range []string{"bob", "trainee"} {
					c.Cell(name(slip), who, to(who, slip), sandbox.All(sandbox.Hidden, sandbox.Lacks(receipt[alices])))
					c.Cell("HEAD "+labels.Replace(slip.target), who, to(who, slip).Method("HEAD"), sandbox.Status(403, 404, 405))
				}
				c.Cell(name(slip), "nobody", to("nobody", slip), sandbox.All(signIn, sandbox.Lacks(receipt[alices])))
			},
			Why: "The status says no, and the body hands it over. A test that looks at the status is green."},
		{Name: "an order of somebody else looks like none", Rule: object + ", RFC 9110 §15.5.4",
			Do: func(c *sandbox.Caller) {
				seen := func(id int, e sandbox.Exchange) string {
					header := e.Header.Clone()
					header.Del("Date")
					return regexp.MustCompile(fmt.Sprintf(`\b%d\b`, id)).ReplaceAllString(fmt.Sprint(e.Status, header, e.Body), "{id}")
				}
				for _, r := range []route{show, slip, change, {"PATCH", at(alices), `{"note": 5}`}, {"PATCH", at(alices), "{"}} {
					for _, id := range []int{alices, nobodys} {
						theirs := c.Cell(name(r), "bob", to("bob", of(r, id)), sandbox.Status(403, 404, 400, 422, 415))
						none := c.Cell(name(of(r, unknown)), "bob", to("bob", of(r, unknown)), sandbox.Status(403, 404, 400, 422, 415))
						c.Must(seen(id, theirs) == seen(unknown, none), "the same answer as for an id that nobody has", "another answer: "+theirs.Line())
					}
				}
				for _, r := range []route{show, slip, change} {
					c.Cell(name(r), "bob", to("bob", r), sandbox.Hidden)
				}
				for _, id := range []string{"0", "-1", "x", "1.5", "99999999999999999999", "%20"} {
					c.Cell("GET /orders/"+id, "bob", to("bob", route{"GET", "/orders/" + id, ""}), sandbox.Status(404, 403, 400))
				}
			},
			Why: "Who counts the numbers up and hears two kinds of no knows how much the shop sells."},
		{Name: "only its owner changes an order", Rule: object,
			Do: func(c *sandbox.Caller) {
				for _, who := range []string{"bob", "trainee", "carol"} {
					c.Cell(name(change), who, to(who, change), sandbox.Hidden)
					c.Cell("an order of nobody's", who, to(who, of(change, nobodys)), sandbox.Hidden)
				}
				c.Cell("an order of another alice", "alice", to("alice", of(change, larges)), sandbox.Hidden)
				c.Cell(name(change), "bob, in alice's name", to("bob", change).With("X-User", "alice"+mark).With("X-User-Id", "alice"+mark), sandbox.Hidden)
				c.Cell(name(change), "bob, who claims it", to("bob", route{"PATCH", at(alices), `{"note": "x", "owner": "bob` + mark + `"}`}), sandbox.Status(403, 404, 400, 422))
			},
			Why: "The driver reads the note: the parcel goes to another door."},
		{Name: "a list holds the caller's own orders", Rule: object,
			Do: func(c *sandbox.Caller) {
				for _, query := range []string{"", "?owner=bob" + mark, "?user=bob" + mark, "?owner=", "?all=true"} {
					c.Cell("GET /orders"+strings.ReplaceAll(query, mark, ""), "alice", to("alice", route{"GET", "/orders" + query, ""}), sandbox.All(sandbox.Status(200, 400, 403), sandbox.Lacks(note[bobs], note[nobodys], note[larges])))
				}
				c.Cell("GET /orders", "carol", to("carol", list), sandbox.All(sandbox.Status(200), sandbox.Lacks(note[alices], note[bobs], note[nobodys])))
			},
			Why: "A list is the quickest way to see what is somebody else's."},
		{Name: "PATCH changes the note and nothing else", Rule: fields + ", CWE-915",
			Do: func(c *sandbox.Caller) {
				for _, extra := range []string{
					`"price": 1`, `"PRICE": 1`, `"Price": 1`, `"status": "shipped"`, `"owner": "bob` + mark + `"`, `"Owner": ""`, `"cost": "nothing"`, `"item": "greenhouse"`,
					`"id": ` + fmt.Sprint(bobs), `"ID": ` + fmt.Sprint(unknown), `"receipt": "paid"`, `"Receipt": "paid"`, `"order": {"price": 1}`, `"price": "1"`, `"price": null`,
				} {
					c.Serve(serve)
					wanted := one(alices)
					before := strings.Replace(state(), note[alices], "", 1)
					e := c.Cell("PATCH with "+strings.ReplaceAll(extra, mark, ""), "alice", to("alice", route{"PATCH", at(alices), `{"note": "ring twice", ` + extra + `}`}), ignored)
					if e.Status < 300 {
						wanted.Note = "ring twice"
					}
					c.Must(one(alices) == wanted, fmt.Sprintf("%+v", wanted), fmt.Sprintf("%+v", one(alices)))
					c.Must(strings.Replace(state(), wanted.Note, "", 1) == before, "the other orders as they were", state())
				}
			},
			Why: "What may be read from a form must be said, field by field. Else the customer sets the price."},
		{Name: "a PATCH undoes nothing that was done meanwhile", Rule: "The task, CWE-362", Honest: true,
			Do: func(c *sandbox.Caller) {
				finish := c.Hold(to("alice", change), sandbox.Status(200))
				c.Send(to("shipper", ship), sandbox.Status(204))
				finish()
				is := one(alices)
				c.Must(is.Note == "ring twice" && is.Status == "shipped", "the new note, and shipped", fmt.Sprintf("%q, and %s", is.Note, is.Status))
			},
			Why: "Who writes back the whole record writes back what it was, and the order is packed a second time."},
		{Name: "a PATCH that cannot be read changes nothing", Rule: "The task",
			Do: func(c *sandbox.Caller) {
				for _, body := range []string{"{", "null", "[]", `"x"`, "{}", `{"note": 5}`, `{"price": 1}`, `{"note": "x"`, `{"note": ["x"], "price": 1}`, `{"price": 1, "note": 5}`} {
					c.Cell("PATCH with "+body, "alice", to("alice", route{"PATCH", at(alices), body}), sandbox.Status(400, 415, 422))
				}
			},
			Why: "Half of a change is what nobody asked for."},
		{Name: "a new order is the caller's, at the shop's price", Rule: fields,
			Do: func(c *sandbox.Caller) {
				for _, extra := range []string{`"price": 1`, `"PRICE": 1`, `"owner": "bob` + mark + `"`, `"status": "shipped"`, `"id": ` + fmt.Sprint(alices), `"cost": "0"`} {
					c.Serve(serve)
					before := orders.All()
					c.Cell("POST with "+strings.ReplaceAll(extra, mark, ""), "alice", to("alice", route{"POST", "/orders", `{"item": "rake", "note": "at noon", ` + extra + `}`}), ignored)
					for _, order := range orders.All() {
						kept := slices.Contains(before, order)
						own := order.Owner == "alice"+mark && order.Price == 40000 && order.Status == "open" && order.Item == "rake"
						c.Must(kept || own, "an order of alice's, open, at 40000", fmt.Sprintf("%+v", order))
					}
					c.Must(len(orders.All()) >= len(before), "the other orders as they were", state())
				}
			},
			Why: "Where the form names the price, everything costs one cent."},
		{Name: "an order is its sender's, whoever asks meanwhile", Rule: "CWE-362",
			Do: func(c *sandbox.Caller) {
				finish := c.Hold(to("alice", place), sandbox.Status(201))
				c.Send(to("bob", list), sandbox.Lacks(note[alices]))
				c.Send(to("nobody", list), signIn)
				finish()
				theirs := slices.IndexFunc(orders.All(), func(o given.Order) bool { return o.Item == "rake" && o.Owner == "alice"+mark })
				c.Must(theirs >= 0, "an order of alice's", state())
			},
			Why: "A service that keeps its caller where the next request finds it sends bob the bill."},
		{Name: "an order shows its five fields", Rule: fields + ", CWE-213",
			Do: func(c *sandbox.Caller) {
				quiet := sandbox.All(sandbox.Served, five, sandbox.Lacks(cost))
				for _, r := range []route{list, show, change, place} {
					c.Cell(name(r), "alice", to("alice", r), quiet)
				}
				c.Cell(name(show), "carol", to("carol", show), quiet)
				c.Cell(name(slip), "alice", to("alice", slip), sandbox.Lacks(cost))
			},
			Why: "Who knows what the shop pays knows how far down its price can go."},
		{Name: "a role counts whole", Rule: roles,
			Do: func(c *sandbox.Caller) {
				for _, role := range []string{"admin-trainee", "not-admin", "Admin", "ADMIN", "admin ", " admin", "", "a", "min", "superadmin", "admin,customer", "administrator", "*"} {
					c.Serve(func() http.Handler { return start(secret["alice"], role) })
					for _, r := range []route{remove, export} {
						c.Cell(fmt.Sprintf("the role %q", role), name(r), to("trainee", r), forbidden)
					}
					for _, r := range []route{show, slip} {
						c.Cell(fmt.Sprintf("the role %q", role), name(r), to("trainee", r), sandbox.Hidden)
					}
				}
			},
			Why: "The next role that has the word in its name would be an admin's."},
		{Name: "customers delete nothing, not even their own", Rule: roles,
			Do: func(c *sandbox.Caller) {
				for _, who := range []string{"alice", "bob", "trainee"} {
					c.Cell(name(remove), who, to(who, remove), forbidden)
				}
				c.Cell("GET with a header that says DELETE", "alice", to("alice", show).With("X-HTTP-Method-Override", "DELETE"), sandbox.Status(200, 400, 403, 405))
				_, still := orders.Find(alices)
				c.Must(still, "the order still there", "it was deleted")
			},
			Why: "An order that is gone is not paid."},
		{Name: "a role that was taken away counts no more", Rule: "OWASP ASVS 8.3.2",
			Do: func(c *sandbox.Caller) {
				c.Send(to("carol", export), sandbox.Shows(note[alices]))
				users.SetRole("carol"+mark, "customer")
				c.Send(to("carol", export), forbidden)
				c.Send(to("carol", show), sandbox.Hidden)
				c.Send(to("carol", remove), forbidden)
				users.Remove("carol" + mark)
				c.Send(to("carol", list), signIn)
			},
			Why: "Who left this morning has the token of yesterday."},
	}
	w.Run(serve, append(probes, w.Families(sandbox.Guarded{
		Request: https(sandbox.Get(at(alices))), Credential: secret["alice"], Shows: note[alices],
		Serve: func(credential string) http.Handler { return start(credential, "admin-trainee") },
		// They add a second X-Forwarded-Proto line, or come past the proxies.
		Without: []sandbox.Family{sandbox.OddCallers},
	})...)...)
}
