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
	letters := func(n int) string {
		text := make([]byte, n)
		for i := range text {
			text[i] = "abcdefghijkmnopqrstuvwxyz"[w.Rand().IntN(25)]
		}
		return string(text)
	}
	numbers := w.Rand().Perm(800_000) // six digits each, when 100,000 is added
	number := func() int {
		n := 100_000 + numbers[0]
		numbers = numbers[1:]
		return n
	}

	// Who there is, and the orders of all, mixed as they came in.
	alice, bob, nobody := "alice-"+letters(5), "bob-"+letters(7), "sam-"+letters(7)
	alike := []string{alice + "-jr", strings.ToUpper(alice), "mary-" + alice, alice[:len(alice)-1]}
	tokens, known := map[string]string{}, map[string]given.User{}
	for _, name := range append([]string{alice, bob}, alike...) {
		tokens[name] = w.Secret("token of " + name)
		known[tokens[name]] = given.User{Name: name}
	}
	item := map[string]string{} // everybody's orders are for one thing of their own
	for _, name := range append([]string{alice, bob, ""}, alike...) {
		item[name] = w.Canary("item of " + name)
	}
	owners := append([]string{bob, "", bob, alice, bob, alike[0], alice, alike[1], alice, ""}, alike...)
	owners = append(owners, bob, alice, bob, bob, alice, bob)
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

	// rows are the ids of the orders that an answer shows, and its total.
	rows := func(e sandbox.Exchange) (ids []int, total int, err error) {
		var body struct {
			Orders []struct {
				ID   int    `json:"id"`
				Item string `json:"item"`
			} `json:"orders"`
			Total int `json:"total"`
		}
		err = json.Unmarshal([]byte(e.Body), &body)
		for _, o := range body.Orders {
			if o.Item != "" { // else the place of one that is not shown
				ids = append(ids, o.ID)
			}
		}
		return ids, body.Total, err
	}
	foreign := func(e sandbox.Exchange, caller string) string {
		for name, text := range item {
			if name != caller && strings.Contains(e.Body, text) {
				return fmt.Sprintf("with an order of %q", name)
			}
		}
		return ""
	}
	// page wants a list with these orders.
	page := func(caller string, want []int) sandbox.Want {
		return sandbox.All(sandbox.Served, sandbox.Check(fmt.Sprintf("the orders %d", want), func(e sandbox.Exchange) string {
			got, _, err := rows(e)
			if err != nil {
				return "with a body that is no such JSON"
			}
			if !slices.Equal(got, want) {
				return fmt.Sprintf("with the orders %d", got)
			}
			return foreign(e, caller)
		}))
	}
	// own wants nothing but orders of alice's, or one of the refusals.
	own := func(refusals ...int) sandbox.Want {
		return sandbox.Check(fmt.Sprintf("the caller's own orders, or %d", refusals), func(e sandbox.Exchange) string {
			got, _, err := rows(e)
			switch {
			case slices.Contains(refusals, e.Status):
				return ""
			case e.Status != http.StatusOK || err != nil:
				return "which is neither"
			case !strings.Contains(fmt.Sprint(mine), strings.Trim(fmt.Sprint(got), "[]")):
				return fmt.Sprintf("with the orders %d", got)
			}
			return foreign(e, alice)
		})
	}
	// batched wants these of alice's orders and no other, or one of the refusals.
	batched := func(want []int, refusals ...int) sandbox.Want {
		return sandbox.Check(fmt.Sprintf("the orders %d, or %d", want, refusals), func(e sandbox.Exchange) string {
			got, _, err := rows(e)
			slices.Sort(got)
			switch {
			case slices.Contains(refusals, e.Status):
				return ""
			case e.Status != http.StatusOK || err != nil:
				return "which is neither"
			case !slices.Equal(slices.Compact(got), slices.Sorted(slices.Values(want))):
				return fmt.Sprintf("with the orders %d", got)
			}
			return foreign(e, alice)
		})
	}
	hidden, unproved := sandbox.Status(404, 403), sandbox.Status(401)
	anything := sandbox.Check("an answer", func(sandbox.Exchange) string { return "" })
	nothingOfOthers := sandbox.Check("nothing of others", func(e sandbox.Exchange) string { return foreign(e, alice) })
	// text is all of an answer but the date, and what was asked for.
	text := func(e sandbox.Exchange, asked ...any) string {
		e.Header.Del("Date")
		all := fmt.Sprint(e.Status, e.Header, e.Body)
		for _, a := range asked {
			all = strings.ReplaceAll(all, fmt.Sprint(a), "#")
		}
		return all
	}
	same := func(c *sandbox.Caller, got, want string) {
		c.Must(got == want, "the same answer as for what nobody has: "+want, got)
	}
	path := func(c *sandbox.Caller, user string, id int) string {
		r := as(alice, one(user, id))
		all := text(c.Send(r, hidden), id, user)
		all += text(c.Send(r.With("Accept", "application/json").With("If-None-Match", "*"), hidden), id, user)
		return all + text(c.Send(r.Method("HEAD"), sandbox.Status(404, 403, 405, 501)), id, user)
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
		{Name: "the pages hold all of one's own orders, without gaps", Rule: "The task", Honest: true,
			Why: "Cut first and chosen afterwards, pages come out short or empty, and orders are missed.",
			Do: func(c *sandbox.Caller) {
				for _, limit := range []int{1, 2, 3, 100} {
					for offset := 0; offset < len(mine); offset += limit {
						want := mine[offset:min(len(mine), offset+limit)]
						c.Send(as(alice, list(fmt.Sprintf("?limit=%d&offset=%d", limit, offset))), page(alice, want))
					}
				}
			}},
		{Name: "the total counts the caller's own orders alone", Rule: object, Honest: true,
			Why: "A number of all orders is a figure of the shop's, and a client that counts on it asks for pages that are not there.",
			Do: func(c *sandbox.Caller) {
				for _, query := range []string{"", "?limit=1", "?limit=2&offset=3", "?offset=100", "?user=" + alice} {
					e := c.Send(as(alice, list(query)), sandbox.Served)
					_, total, err := rows(e)
					c.Must(err == nil && total == len(mine), fmt.Sprintf("a total of %d", len(mine)), e.Body)
				}
				if e := c.Send(as(alice, list("?user="+bob)), own(400, 403, 404)); e.Status == http.StatusOK {
					_, total, _ := rows(e)
					c.Must(total == len(mine) || total == 0, fmt.Sprintf("a total of %d or 0", len(mine)), e.Body)
				}
			}},
		{Name: "with their own name callers get their own list", Rule: "The task",
			Send: as(alice, list("?user="+alice)), Want: page(alice, mine),
			Why: "The shop's old page sends the name, and is used every day."},
		{Name: "callers see an order of their own under their name", Rule: object,
			Send: as(alice, one(alice, mine[1])), Want: sandbox.Shows(item[alice]),
			Why: "That is what the shop is for; a guard that keeps owners out protects nothing."},
		{Name: "callers get a batch of their own orders", Rule: object, Honest: true,
			Why: "That is what the shop is for; a guard that keeps owners out protects nothing.",
			Do: func(c *sandbox.Caller) {
				c.Send(as(alice, batch(mine[3], mine[0])), sandbox.All(sandbox.Served, batched([]int{mine[3], mine[0]})))
				c.Send(as(alice, batch(mine[4])), sandbox.All(sandbox.Served, batched([]int{mine[4]})))
			}},
		{Name: "without a token nobody is served", Rule: proof,
			Why: "401 says that proof is missing, and the challenge which. Said only where something exists, it tells what does.",
			Do: func(c *sandbox.Caller) {
				for _, r := range []sandbox.Request{list(""), list("?user=" + alice), list("?user=" + nobody), one(alice, mine[0]), one(nobody, number()), batch(mine[0]), batch(number()), batch()} {
					c.Send(r, unproved)
					c.Send(r.Bearer(tokens[alice]+"x"), unproved)
				}
			}},
		{Name: "another user's name lists nothing of theirs", Rule: object,
			Why: "Names stand in addresses and invoices. Whoever may ask with any of them reads the whole shop.",
			Do: func(c *sandbox.Caller) {
				for _, name := range append([]string{bob, nobody, "null", "*", "%25", "%27%20OR%201=1", bob + "%00", alice + "," + bob, alice + "%2C" + bob, bob + "%20"}, alike...) {
					c.Send(as(alice, list("?user="+name)), own(400, 403, 404))
					c.Send(as(alice, list("?limit=1&user="+name+"&offset=1")), own(400, 403, 404))
				}
			}},
		{Name: "several names, or an empty one, list nothing of others", Rule: object + ", OWASP ASVS 15.3.7",
			Why: "Of two names the check reads one and the query the other; an empty one is equal to an owner that is missing.",
			Do: func(c *sandbox.Caller) {
				for _, query := range []string{
					"?user=" + alice + "&user=" + bob, "?user=" + bob + "&user=" + alice, "?user=" + alice + "&user=" + alice + "&user=" + bob, "?user=&user=" + bob, "?user=" + bob + "&user=",
					"?user=", "?user", "?user=%20", "?user=" + alice + ";user=" + bob, "?user[]=" + alice + "&user[]=" + bob, "?user=" + alice + "&User=" + bob, "?%75ser=" + bob + "&user=" + alice,
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
		{Name: "what others order changes nothing in the caller's answers", Rule: object + ", " + hiding,
			Why: "A number that counts along tells a competitor each morning how much was sold.",
			Do: func(c *sandbox.Caller) {
				unknown := number()
				asked := []sandbox.Request{
					list(""), list("?limit=2"), list("?limit=2&offset=2"), list("?limit=2&offset=4"), list("?limit=5"), list("?limit=1&offset=6"), list("?limit=100&offset=5"), list("?user=" + alice),
					list("").Method("HEAD"), one(alice, mine[0]), batch(mine...), batch(mine[0], unknown), batch(unknown),
				}
				var before []string
				for _, r := range asked {
					before = append(before, text(c.Send(as(alice, r), anything)))
				}
				for _, name := range []string{bob, "", alike[0], alike[1], nobody, bob} {
					orders.Add(given.Order{ID: number(), Owner: name, Item: item[bob]})
				}
				for i, r := range asked {
					after := text(c.Send(as(alice, r), anything))
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
					`{"ids": [%d], "user": "` + bob + `"}`, `{"ids": [%d], "owner": ""}`, `{"ids": [], "ids": [%d]}`, `{"IDs": [%d]}`, `{"ids": ["%d"]}`, `{"ids": [%d.0]}`, `{"ids": [%de0]}`, `{"ids": [[%d]]}`, `{"ids": [{"id": %d}]}`, `{"ids": {"in": [%d]}}`,
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
					want := text(c.Send(as(alice, form(unknown)), sandbox.Status(200, 403, 404)), unknown)
					for _, id := range []int{ids[bob][0], ids[""][0], ids[alike[0]][0]} {
						same(c, text(c.Send(as(alice, form(id)), sandbox.Status(200, 403, 404)), id), want)
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
				named := func(user string) string {
					return text(c.Send(as(alice, list("?user="+user)), own(400, 403, 404)), user)
				}
				same(c, named(bob), named(nobody))
			}},
		{Name: "who asks is told by the token alone", Rule: claims,
			Why: "Anybody can write these fields. Whoever believes them serves the owner to everybody.",
			Do: func(c *sandbox.Caller) {
				for _, name := range []string{"X-User-Id", "X-User", "X-Username", "X-Owner", "X-Forwarded-User", "X-Remote-User", "Remote-User", "X-On-Behalf-Of", "X-Impersonate", "From", "Cookie"} {
					value := bob
					if name == "Cookie" {
						value = "user=" + bob + "; user_id=" + bob + "; owner=" + bob
					}
					c.Send(as(alice, list("")).With(name, value), page(alice, mine))
					c.Send(as(alice, one(bob, ids[bob][0])).With(name, value), hidden)
					c.Send(as(alice, one(alice, ids[bob][0])).With(name, value), hidden)
					c.Send(as(alice, batch(ids[bob][0])).With(name, value), batched(nil, 404, 403))
				}
				for _, name := range []string{"owner", "user_id", "userId", "customer", "name", "as", "all", "admin"} {
					c.Send(as(alice, list("?"+name+"="+bob)), page(alice, mine))
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
				var many []int
				for range 60 {
					many = append(many, number())
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
