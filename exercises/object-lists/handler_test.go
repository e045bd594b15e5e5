package objectlists

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"gatehouse/exercises/object-lists/given"
	"gatehouse/sandbox"
)

func TestHandler(t *testing.T) {
	w := sandbox.New(t)
	number := given.Numbers(w.Rand())
	name := func(first string) string { return fmt.Sprintf("%s-%d", first, number()) }

	// Who there is, one without a name among them, and the orders of all, mixed
	// as they came in.
	alice, bob, nobody := name("alice"), name("bob"), name("sam")
	alike := []string{alice + "-jr", strings.ToUpper(alice), "mary-" + alice, alice[:len(alice)-1]}
	tokens, known := map[string]string{}, map[string]given.User{}
	item := map[string]string{} // everybody's orders are for one thing of their own
	for _, name := range append([]string{alice, bob, ""}, alike...) {
		tokens[name], item[name] = w.Secret("token of "+name), w.Canary("item of "+name)
		known[tokens[name]] = given.User{Name: name}
	}
	owners := slices.Concat([]string{bob, "", bob, alice, bob, alike[0], alice, alike[1], alice, ""}, alike, []string{bob, alice, bob, bob, alice, bob})
	var all []given.Order
	ids := map[string][]int{}
	for _, owner := range owners {
		id := number()
		ids[owner] = append(ids[owner], id)
		all = append(all, given.Order{ID: id, Owner: owner, Item: item[owner]})
	}
	mine := ids[alice]

	var orders *given.Orders
	serve := func() http.Handler {
		orders = given.NewOrders(all...)
		return Handler(given.Deps{Who: given.Bearer(known), Orders: orders})
	}
	w.Unchanged("the orders", func() string { return orders.Dump() })

	list := func(query string) sandbox.Request { return sandbox.Get("/orders" + query) }
	one := func(user string, id int) sandbox.Request {
		return sandbox.Get(fmt.Sprintf("/users/%s/orders/%d", user, id))
	}
	raw := func(body string) sandbox.Request {
		return sandbox.Call("POST", "/orders/batch").Body("application/json", body)
	}
	batch := func(ids ...int) sandbox.Request {
		text, _ := json.Marshal(map[string]any{"ids": ids})
		return raw(string(text))
	}
	as := func(name string, r sandbox.Request) sandbox.Request { return r.Bearer(tokens[name]) }

	// shows wants orders of the caller's that are right, and nothing of others,
	// or else one of the refusals.
	shows := func(caller, text string, right func(ids []int) bool, refusals ...int) sandbox.Want {
		text = strings.TrimSuffix(fmt.Sprintf("%s, or %d", text, refusals), ", or []")
		return sandbox.Check(text, func(e sandbox.Exchange) string {
			got, _, err := given.Rows(e.Body)
			switch {
			case slices.Contains(refusals, e.Status):
				return ""
			case e.Status != http.StatusOK || err != nil:
				return "which is no such answer"
			case !right(got):
				return fmt.Sprintf("with the orders %d", got)
			}
			return given.Foreign(e.Body, item, caller)
		})
	}
	// page wants a list with these orders.
	page := func(caller string, want []int) sandbox.Want {
		right := func(got []int) bool { return slices.Equal(got, want) }
		return sandbox.All(sandbox.Served, shows(caller, fmt.Sprintf("the orders %d", want), right))
	}
	// own wants a list of alice's own orders, all or some.
	own := func(refusals ...int) sandbox.Want {
		right := func(got []int) bool { return strings.Contains(fmt.Sprint(mine), strings.Trim(fmt.Sprint(got), "[]")) }
		return shows(alice, "the caller's own orders", right, refusals...)
	}
	// batched wants these of alice's orders, in any order, once or more often.
	batched := func(want []int, refusals ...int) sandbox.Want {
		right := func(got []int) bool {
			got, want := slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(want))
			return slices.Equal(slices.Compact(got), want)
		}
		return shows(alice, fmt.Sprintf("the orders %d", want), right, refusals...)
	}
	counts := func(c *sandbox.Caller, e sandbox.Exchange, want int) {
		_, total, err := given.Rows(e.Body)
		c.Must(err == nil && total == want, fmt.Sprintf("a total of %d", want), e.Body)
	}
	hidden, unproved := sandbox.Status(404, 403), sandbox.Status(401)
	nothingOfOthers := sandbox.Check("nothing of others", func(e sandbox.Exchange) string { return given.Foreign(e.Body, item, alice) })
	text := func(e sandbox.Exchange, asked ...any) string {
		return given.Comparable(e.Request, e.Response, asked...)
	}
	same := func(c *sandbox.Caller, got, want []string) {
		c.Must(slices.Equal(got, want), "the same answer as for what nobody has", "another one: "+sandbox.Differs(got, want))
	}
	path := func(c *sandbox.Caller, user string, id int) []string {
		r := as(alice, one(user, id))
		return []string{
			text(c.Send(r, hidden), id, user),
			text(c.Send(r.With("Accept", "application/json").With("If-None-Match", "*"), hidden), id, user),
			text(c.Send(r.Method("HEAD"), sandbox.Status(404, 403, 405, 501)), id, user),
		}
	}
	const (
		object = "OWASP API1:2023, OWASP ASVS 8.2.2"
		proof  = "RFC 9110 §15.5.2, §11.6.1"
		hiding = "CWE-204"
		claims = "OWASP ASVS 8.3.1, 4.1.3"
	)

	probes := []sandbox.Probe{
		{Name: "callers get the list of their own orders", Rule: object, Honest: true,
			Why: "That is what the shop is for; a guard that keeps owners out protects nothing.",
			Do: func(c *sandbox.Caller) {
				c.Send(as(alice, list("")), page(alice, mine))
				c.Send(as(bob, list("")), page(bob, ids[bob]))
				c.Send(as(alice, list("?sort=date&page=2")), page(alice, mine))
			}},
		{Name: "the pages hold all of one's own orders, however many, without gaps", Rule: "The task", Honest: true,
			Why: "Cut first and chosen afterwards, pages come out short or empty. A page has a limit and the list has none: who buys most would miss most.",
			Do: func(c *sandbox.Caller) {
				long := slices.Clone(mine)
				for range 1_200 {
					long = append(long, number())
					orders.Add(given.Order{ID: long[len(long)-1], Owner: alice, Item: item[alice]})
					orders.Add(given.Order{ID: number(), Owner: bob, Item: item[bob]})
				}
				for _, offset := range []int{0, 19, 99, 199, 999, len(long) - 2} {
					e := c.Send(as(alice, list(fmt.Sprintf("?limit=2&offset=%d", offset))), page(alice, long[offset:offset+2]))
					counts(c, e, len(long))
				}
				for query, most := range map[string]int{"": 20, "?limit=100&offset=7": 100} {
					got, _, _ := given.Rows(c.Send(as(alice, list(query)), sandbox.Served).Body)
					c.Must(len(got) == most, fmt.Sprintf("a page of %d orders", most), fmt.Sprintf("one of %d", len(got)))
				}
				c.Serve(serve) // without all these
				for _, limit := range []int{1, 2, 3, 100} {
					for offset := 0; offset < len(mine); offset += limit {
						query := fmt.Sprintf("?limit=%d&offset=%d", limit, offset)
						c.Send(as(alice, list(query)), page(alice, mine[offset:min(len(mine), offset+limit)]))
					}
				}
			}},
		{Name: "an order that came in meanwhile is there at the next request", Rule: "The task", Honest: true,
			Why: "Who has paid and sees no order pays again.",
			Do: func(c *sandbox.Caller) {
				c.Send(as(alice, list("")), page(alice, mine))
				c.Send(as(alice, batch(mine[0])), sandbox.Served)
				id := number()
				orders.Add(given.Order{ID: id, Owner: alice, Item: item[alice]})
				counts(c, c.Send(as(alice, list("")), page(alice, append(slices.Clone(mine), id))), len(mine)+1)
				c.Send(as(alice, one(alice, id)), sandbox.Shows(item[alice]))
				c.Send(as(alice, batch(id)), sandbox.All(sandbox.Served, batched([]int{id})))
			}},
		{Name: "the total counts the caller's own orders alone", Rule: object, Honest: true,
			Why: "A number of all orders is a figure of the shop's, and a client that counts on it asks for pages that are not there.",
			Do: func(c *sandbox.Caller) {
				for _, query := range []string{"", "?limit=1", "?limit=2&offset=3", "?offset=100", "?user=" + alice} {
					counts(c, c.Send(as(alice, list(query)), sandbox.Served), len(mine))
				}
				if e := c.Send(as(alice, list("?user="+bob)), own(400, 403, 404)); e.Status == http.StatusOK {
					_, total, _ := given.Rows(e.Body)
					c.Must(total == len(mine) || total == 0, fmt.Sprintf("a total of %d or 0", len(mine)), e.Body)
				}
			}},
		{Name: "with their own name callers get their own list", Rule: "The task",
			Send: as(alice, list("?user="+alice)), Want: page(alice, mine),
			Why: "The shop's old page sends the name, and is used every day."},
		{Name: "callers see their own orders under their name and in batches", Rule: object, Honest: true,
			Why: "That is what the shop is for; a guard that keeps owners out protects nothing.",
			Do: func(c *sandbox.Caller) {
				c.Send(as(alice, one(alice, mine[1])), sandbox.Shows(item[alice]))
				c.Send(as(alice, batch(mine[3], mine[0])), sandbox.All(sandbox.Served, batched([]int{mine[3], mine[0]})))
				c.Send(as(alice, batch(mine[4], mine[4])), sandbox.All(sandbox.Served, batched([]int{mine[4]})))
			}},
		{Name: "without a token nobody is served", Rule: proof,
			Why: "401 says that proof is missing, and the challenge which. Said only where something exists, it tells what does.",
			Do: func(c *sandbox.Caller) {
				for _, r := range []sandbox.Request{list(""), list("?user=" + alice), list("?user=" + nobody), one(alice, mine[0]), one(nobody, number()), batch(mine[0]), batch(number()), batch()} {
					c.Send(r, unproved)
					c.Send(r.Bearer(tokens[alice]+"x"), unproved)
				}
			}},
		{Name: "no name in the query lists orders of others", Rule: object + ", OWASP ASVS 15.3.7",
			Why: "Names stand in addresses and invoices. Of two the check may read one and the query the other; an empty one is equal to an owner that is missing.",
			Do: func(c *sandbox.Caller) {
				for _, name := range append([]string{bob, nobody, "", "null", "*", "%20", "%25", "%27%20OR%201=1", bob + "%00", alice + "," + bob, alice + "%2C" + bob, bob + "%20"}, alike...) {
					c.Send(as(alice, list("?user="+name)), own(400, 403, 404))
					c.Send(as(alice, list("?limit=1&user="+name+"&offset=1")), own(400, 403, 404))
				}
				for _, query := range []string{
					"?user=" + alice + "&user=" + bob, "?user=" + bob + "&user=" + alice, "?user=" + alice + "&user=" + alice + "&user=" + bob, "?user=&user=" + bob, "?user=" + bob + "&user=", "?user=" + alice + "&user=" + alice,
					"?user", "?user=" + alice + ";user=" + bob, "?user[]=" + alice + "&user[]=" + bob, "?user=" + alice + "&User=" + bob, "?%75ser=" + bob + "&user=" + alice,
				} {
					c.Send(as(alice, list(query)), own(400, 403, 404))
				}
			}},
		{Name: "an owner's name counts whole, letter by letter", Rule: object,
			Why: "Names are chosen by those who have them; one that looks like another's would be a way in.",
			Do: func(c *sandbox.Caller) {
				for _, name := range alike {
					c.Send(as(name, list("")), page(name, ids[name]))
					c.Send(as(alice, one(alice, ids[name][0])), hidden)
					c.Send(as(alice, batch(ids[name][0])), batched(nil, 404, 403))
				}
			}},
		{Name: "an order without an owner is nobody's", Rule: object,
			Why: "An empty name is equal to an owner that is missing. Two that are not there are not one and the same.",
			Do: func(c *sandbox.Caller) {
				for _, id := range ids[""] {
					c.Send(as(alice, one(alice, id)), hidden)
					c.Send(as(alice, batch(id)), batched(nil, 404, 403))
					c.Send(as("", batch(id)), sandbox.Lacks(item[""]))
					c.Send(as("", one("", id)), sandbox.Lacks(item[""]))
				}
				for _, query := range []string{"", "?user=", "?user=" + alice, "?limit=1"} {
					c.Send(as("", list(query)), shows("", "no order", func(ids []int) bool { return ids == nil }, 400, 401, 403, 404))
				}
				c.Send(as(alice, list("?user=")), own(400, 403, 404))
			}},
		{Name: "what others order changes nothing in the caller's answers", Rule: object + ", " + hiding,
			Why: "A number that counts along tells a competitor each morning how much was sold.",
			Do: func(c *sandbox.Caller) {
				unknown := number()
				asked := []sandbox.Request{
					list(""), list("?limit=2"), list("?limit=2&offset=2"), list("?limit=2&offset=4"), list("?limit=5"), list("?limit=1&offset=6"), list("?limit=100&offset=5"), list("?user=" + alice),
					list("").Method("HEAD"), one(alice, mine[0]), batch(mine...), batch(mine[0], unknown), batch(unknown),
				}
				answers := func() (all []string) {
					for _, r := range asked {
						all = append(all, text(c.Send(as(alice, r), sandbox.Lacks())))
					}
					return all
				}
				before := answers()
				for _, name := range []string{bob, "", alike[0], alike[1], nobody, bob} {
					orders.Add(given.Order{ID: number(), Owner: name, Item: item[bob]})
				}
				for i, after := range answers() {
					c.Must(after == before[i], "the answer as before: "+before[i], after)
				}
			}},
		{Name: "somebody else's order is not shown under one's own name", Rule: object,
			Why: "The path names who asks. Whose the order is stands in the order.",
			Do: func(c *sandbox.Caller) {
				for _, id := range append([]int{ids[""][0]}, ids[bob]...) {
					c.Send(as(alice, one(alice, id)), hidden)
					c.Send(as(alice, one(alice, id)).Method("HEAD"), sandbox.Status(404, 403, 405, 501))
					for _, spelling := range []string{"0%d", "%%2b%d", "%d%%20", "%%%%%d", "-%d", "%d?user=" + bob} {
						c.Send(as(alice, sandbox.Get("/users/"+alice+"/orders/"+fmt.Sprintf(spelling, id))), nothingOfOthers)
					}
				}
			}},
		{Name: "nothing is shown under somebody else's name", Rule: object,
			Why: "That an order belongs to the user in the path says nothing about who asks.",
			Do: func(c *sandbox.Caller) {
				c.Send(as(bob, one(bob, ids[bob][0])), sandbox.Shows(item[bob]))
				for _, user := range []string{bob, nobody, "%20", bob + "%20", "*", alike[0], alike[2]} {
					c.Send(as(alice, one(user, ids[bob][0])), hidden)
					c.Send(as(alice, one(user, mine[0])), hidden)
					c.Send(as(alice, one(user, ids[""][0])), hidden)
				}
				for _, target := range []string{"/users//orders/%d", "/users/" + alice + "/../" + bob + "/orders/%d", "/users/" + alice + "%%2f..%%2f" + bob + "/orders/%d", "/users/" + bob + "/orders/%d?user=" + alice} {
					for _, id := range []int{ids[bob][0], ids[""][0]} {
						e := c.Send(as(alice, sandbox.Get(fmt.Sprintf(target, id))), nothingOfOthers)
						if to := e.Header.Get("Location"); strings.HasPrefix(to, "/") {
							c.Send(as(alice, sandbox.Get(to)), nothingOfOthers)
						}
					}
				}
			}},
		{Name: "a batch shows the caller's own orders only", Rule: object,
			Why: "Every id in a batch is an id. One that is not asked about is enough.",
			Do: func(c *sandbox.Caller) {
				for _, no := range [][]int{{ids[bob][0]}, {ids[""][0]}, {ids[bob][0], ids[bob][1], ids[""][1], number()}} {
					c.Send(as(alice, batch(no...)), batched(nil, 404, 403))
					c.Send(as(alice, batch(append([]int{mine[0]}, no...)...)), batched(mine[:1], 404, 403))
					c.Send(as(alice, batch(append(slices.Clone(no), mine[0])...)), batched(mine[:1], 404, 403))
					c.Send(as(alice, batch(append(append([]int{mine[1]}, no...), mine[0], mine[0])...)), batched(mine[:2], 404, 403))
				}
			}},
		{Name: "callers at the same time get no orders of each other", Rule: object + ", CWE-362",
			Why: "Who asks belongs to the request. Kept beside it, the one request is judged by the other's name.",
			Do: func(c *sandbox.Caller) {
				finish := c.Hold(as(alice, batch(ids[bob][0])), batched(nil, 404, 403))
				c.Send(as(bob, batch(ids[bob][0])), sandbox.Shows(item[bob]))
				c.Send(as(bob, list("")), page(bob, ids[bob]))
				finish()
			}},
		{Name: "no other form of a batch shows an order of others", Rule: object,
			Why: "What is not the list that was expected must not lead around the check.",
			Do: func(c *sandbox.Caller) {
				for _, body := range []string{
					`{"ids": [%d], "user": "` + bob + `"}`, `{"ids": [%d], "user": {"name": "` + bob + `"}}`, `{"ids": [%d], "owner": ""}`, `{"ids": [], "ids": [%d]}`, `{"IDs": [%d]}`, `{"ids": ["%d"]}`, `{"ids": [%d.0]}`, `{"ids": [%de0]}`, `{"ids": [[%d]]}`, `{"ids": [{"id": %d}]}`, `{"ids": {"in": [%d]}}`,
					`{"ids": %d}`, `{"ids": "%d"}`, `[%d]`, `%d`, `{"ids": [-%d]}`, `{"ids": [9%d99999999999999999999]}`, `{"ids": [null, %d]}`, `{"id": %d}`, `{"ids": [%d]} {}`, `{"ids": [%d`,
				} {
					c.Send(as(alice, raw(fmt.Sprintf(body, ids[bob][0]))), batched(nil, 400, 403, 404, 415, 422))
				}
				for _, body := range []string{``, `null`, `{}`, `[]`, `{"ids": null}`, `{"ids": []}`, `{"ids": "all"}`, `{"ids": ["*"]}`, `{"ids": true}`, "ids=1"} {
					c.Send(as(alice, raw(body)), batched(nil, 400, 403, 404, 415, 422))
				}
				c.Send(as(alice, batch(ids[bob][0])).Target("/orders/batch?user="+bob), batched(nil, 400, 403, 404))
			}},
		{Name: "in a batch, somebody else's order is answered as an id that nobody has", Rule: hiding,
			Why: "Fifty ids at a time, a difference tells quickly which orders there are.",
			Do: func(c *sandbox.Caller) {
				for _, form := range []func(id int) sandbox.Request{
					func(id int) sandbox.Request { return batch(id) },
					func(id int) sandbox.Request { return batch(mine[0], id) },
					func(id int) sandbox.Request { return batch(id, mine[0]) },
					func(id int) sandbox.Request { return batch(mine[0], id, id, mine[1]) },
					func(id int) sandbox.Request { return batch(slices.Repeat([]int{id}, 50)...) },
				} {
					unknown := number()
					want := []string{text(c.Send(as(alice, form(unknown)), sandbox.Status(200, 403, 404)), unknown)}
					for _, id := range []int{ids[bob][0], ids[""][0], ids[alike[0]][0]} {
						same(c, []string{text(c.Send(as(alice, form(id)), sandbox.Status(200, 403, 404)), id)}, want)
					}
				}
			}},
		{Name: "in a path, somebody else's order is answered as an id that nobody has", Rule: hiding + ", RFC 9110 §15.5.4",
			Why: "A difference tells which orders there are.",
			Do: func(c *sandbox.Caller) {
				unknown := number()
				for _, id := range []int{ids[bob][0], ids[""][0]} {
					for _, user := range []string{alice, bob} {
						same(c, path(c, user, id), path(c, user, unknown))
					}
				}
			}},
		{Name: "somebody else's name is answered as a name that nobody has", Rule: hiding,
			Why: "A difference tells who buys here.",
			Do: func(c *sandbox.Caller) {
				unknown := number()
				same(c, path(c, bob, unknown), path(c, nobody, unknown))
				named := func(user string) []string {
					return []string{text(c.Send(as(alice, list("?user="+user)), own(400, 403, 404)), user)}
				}
				same(c, named(bob), named(nobody))
			}},
		{Name: "who asks is told by the token alone", Rule: claims,
			Why: "Anybody can write these fields. Whoever believes them serves the owner to everybody.",
			Do: func(c *sandbox.Caller) {
				for _, name := range []string{"X-User-Id", "X-User", "X-Username", "X-Owner", "X-Forwarded-User", "X-Remote-User", "Remote-User", "X-On-Behalf-Of", "X-Impersonate", "From"} {
					c.Send(as(alice, list("")).With(name, bob), page(alice, mine))
					c.Send(as(alice, one(bob, ids[bob][0])).With(name, bob), hidden)
					c.Send(as(alice, one(alice, ids[bob][0])).With(name, bob), hidden)
					c.Send(as(alice, batch(ids[bob][0])).With(name, bob), batched(nil, 404, 403))
				}
				for _, name := range []string{"owner", "user_id", "userId", "customer", "caller", "me", "name", "as", "all", "admin"} {
					c.Send(as(alice, list("?"+name+"="+bob)).With("Cookie", name+"="+bob+"; user="+bob), page(alice, mine))
					for _, claim := range []string{`%q: %q`, `%q: {"name": %q}`} {
						body := fmt.Sprintf(`{"ids": [%d], `+claim+`}`, ids[bob][0], name, bob)
						c.Send(as(alice, raw(body)), batched(nil, 400, 403, 404, 422))
					}
				}
			}},
		{Name: "no odd page shows an order of others, or ends in a fault", Rule: object + ", CWE-1284",
			Why: "Bounds are what callers send; a page that nobody thought of must not be one that nobody guards.",
			Do: func(c *sandbox.Caller) {
				odd := []string{"0", "-1", "4", "5", "6", "1000000", "2147483648", "9223372036854775807", "-9223372036854775808", "99999999999999999999999", "1.5", "1e3", "0x10", "abc", "", "%00", "1%202", "1&offset=2", "1&limit=100"}
				for _, n := range odd {
					for _, m := range []string{"0", "-1", "5", "9223372036854775807"} {
						c.Send(as(alice, list("?limit="+n+"&offset="+m)), own(400, 404, 416, 422))
						c.Send(as(alice, list("?limit="+m+"&offset="+n)), own(400, 404, 416, 422))
					}
				}
			}},
		{Name: "a batch of more than fifty is refused", Rule: "OWASP API4:2023",
			Why: "Without a limit one request asks for all ids there can be.",
			Do: func(c *sandbox.Caller) {
				many := make([]int, 60)
				for i := range many {
					many[i] = number()
				}
				c.Send(as(alice, batch(many[:51]...)), sandbox.Status(400, 413, 422))
				c.Send(as(alice, batch(append(many, mine...)...)), sandbox.Status(400, 413, 422))
			}},
	}
	// How a token is written and told from its like is d.Who's, and right.
	probes = append(probes, w.Families(sandbox.Guarded{
		Request: list(""), Credential: tokens[alice], Shows: item[alice],
		Without: []sandbox.Family{sandbox.Spelling, sandbox.NearMisses, sandbox.TwoCredentials, sandbox.Elsewhere, sandbox.OtherSchemes, sandbox.Paths},
	})...)
	w.Run(serve, probes...)
}
