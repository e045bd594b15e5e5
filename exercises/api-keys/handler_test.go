package apikeys

import (
	"crypto/sha256"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"gatehouse/exercises/api-keys/given"
	"gatehouse/sandbox"
)

func TestHandler(t *testing.T) {
	w := sandbox.New(t)
	draw := func(n int) string {
		const letters = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"
		text := make([]byte, n)
		for i := range text {
			text[i] = letters[w.Rand().IntN(len(letters))]
		}
		return string(text)
	}

	// Five tenants, whose names are easily mixed up, and one order of each.
	tenant := "a" + strings.ToLower(draw(7))
	others := map[string]string{"other": "b" + strings.ToLower(draw(7)), "alike": tenant + "-eu", "case": "A" + tenant[1:], "branch": tenant + "/east"}
	item, foreign := w.Canary("tenant's order"), w.Canary("order of another tenant")

	// One key for each way in which a record can differ, made of its name.
	type credential struct{ id, secret, text string }
	keys := map[string]credential{}
	for _, name := range []string{"good", "reading", "writing", "drafting", "bare", "revoked", "expired", "endless", "foreign", "branch"} {
		id, secret := draw(10), draw(39)+"z"
		w.Keep("secret of the "+name+" key", secret)
		keys[name] = credential{id, secret, w.Keep(name+" key", id+"."+secret)}
	}
	good, endless := keys["good"], keys["endless"]

	var store *given.Keys
	var orders *given.Orders
	serve := func() http.Handler {
		record := func(name string) given.Key {
			sum := sha256.Sum256([]byte(keys[name].text))
			scopes := []string{"orders:read", "orders:write"}
			return given.Key{ID: keys[name].id, Tenant: tenant, Digest: sum[:], Scopes: scopes, Expires: time.Now().Add(time.Hour)}
		}
		reading, writing, drafting := record("reading"), record("writing"), record("drafting")
		reading.Scopes, writing.Scopes = []string{"orders:read"}, []string{"orders:write"}
		drafting.Scopes = []string{"orders:read-count", "orders:write-drafts"}
		bare, revoked, expired := record("bare"), record("revoked"), record("expired")
		bare.Digest, revoked.Revoked, expired.Expires = nil, true, time.Now().Add(-time.Hour)
		endless, foreigner, branch := record("endless"), record("foreign"), record("branch")
		endless.Expires, foreigner.Tenant, branch.Tenant = time.Time{}, others["other"], others["branch"]
		store = given.NewKeys(record("good"), reading, writing, drafting, bare, revoked, expired, endless, foreigner, branch)

		orders = given.NewOrders()
		orders.Add(tenant, item)
		for _, name := range []string{"other", "alike", "case", "branch"} {
			orders.Add(others[name], foreign)
		}
		return Handler(given.Deps{Keys: store, Orders: orders, Log: w.Logger()})
	}
	w.Unchanged("the orders", func() string { return fmt.Sprint(orders.Count()) })

	ours, theirs := "/tenants/"+tenant+"/orders", "/tenants/"+others["other"]+"/orders"
	list := sandbox.Get(ours)
	add := sandbox.Call("POST", ours).Body("application/json", `{"item": "tea"}`)
	with := func(r sandbox.Request, key string) sandbox.Request { return r.With("X-API-Key", key) }
	shown := sandbox.All(sandbox.Shows(item), sandbox.Lacks(foreign))
	anything := sandbox.Check("an answer", func(sandbox.Exchange) string { return "" })
	unproved, unreadable, scopeless := sandbox.Status(401), sandbox.Status(401, 400), sandbox.Status(403)
	headless := sandbox.Status(403, 404, 405) // 405 where HEAD is not offered at all
	stored := func(c *sandbox.Caller, tenant, item string, want bool) {
		found := slices.ContainsFunc(orders.List(tenant), func(o given.Order) bool { return o.Item == item })
		c.Must(found == want, fmt.Sprintf("the order stored: %v", want), fmt.Sprintf("stored: %v", found))
	}
	unlogged := func(c *sandbox.Caller, texts ...string) {
		for line := range strings.Lines(w.Logged()) {
			holds := slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(line, text) })
			c.Must(!holds, "a log without a secret", "logged: "+line)
		}
	}
	const (
		proof   = "RFC 9110 §15.5.2, §11.6.1"
		client  = "OWASP API2:2023"
		ended   = "OWASP API2:2023, CWE-613"
		object  = "OWASP API1:2023"
		scoped  = "OWASP API5:2023, RFC 9110 §15.5.4"
		logging = "OWASP ASVS 16.2.5"
	)

	probes := []sandbox.Probe{
		{Name: "a good key lists the orders of its tenant", Rule: client,
			Send: with(list, good.text), Want: shown,
			Why: "The programs that were given keys must get their work done."},
		{Name: "a good key stores an order of its tenant", Rule: client, Honest: true,
			Why: "The programs that were given keys must get their work done.",
			Do: func(c *sandbox.Caller) {
				c.Send(with(add, good.text), sandbox.Served)
				stored(c, tenant, "tea", true)
			}},
		{Name: "a request without a key is refused", Rule: proof,
			Send: list, Want: unproved,
			Why: "401 says that proof is missing, and the challenge which; 403 would say that the proof is fine."},
		{Name: "an empty key is refused", Rule: proof,
			Send: with(list, ""), Want: unproved,
			Why: "A client whose configuration is missing sends an empty field."},
		{Name: "without a key nothing is stored", Rule: client,
			Send: add, Want: unproved,
			Why: "One guarded route does not guard the next."},
		{Name: "without a key nobody learns which tenants exist", Rule: proof,
			Send: list.Target("/tenants/" + strings.ToLower(draw(9)) + "/orders"), Want: unproved,
			Why: "Who may see the list of customers is a question of its own."},
		{Name: "an id that nobody has is refused", Rule: proof,
			Send: with(list, draw(10)+"."+good.secret), Want: unproved,
			Why: "Whoever may invent a key needs none."},
		{Name: "a text without a dot is refused", Rule: proof,
			Do: func(c *sandbox.Caller) {
				for _, text := range []string{good.secret, good.id, "."} {
					c.Send(with(list, text), unproved)
				}
			},
			Why: "Any text can arrive, and one that ends in a panic costs the owner more than the caller."},
		{Name: "a known id with another secret is refused", Rule: client,
			Do: func(c *sandbox.Caller) {
				for _, secret := range []string{draw(40), "", "x", keys["reading"].secret} {
					c.Send(with(list, good.id+"."+secret), unproved)
				}
			},
			Why: "Ids stand in lists, logs and messages; only the secret tells the owner from the rest."},
		{Name: "a key with its last character changed is refused", Rule: client,
			Send: with(list, good.text[:len(good.text)-1]+"y"), Want: unproved,
			Why: "Each text that works beside the key makes guessing cheaper."},
		{Name: "the beginning of a key is refused", Rule: client,
			Do: func(c *sandbox.Caller) {
				for _, n := range []int{1, 8, 20, len(good.text) - 1} {
					c.Send(with(list, good.text[:n]), unproved)
				}
			},
			Why: "A beginning that works can be guessed one character at a time."},
		{Name: "a key with large and small letters exchanged is refused", Rule: client,
			Do: func(c *sandbox.Caller) {
				swapped := strings.Map(func(r rune) rune {
					if up := []rune(strings.ToUpper(string(r)))[0]; up != r {
						return up
					}
					return []rune(strings.ToLower(string(r)))[0]
				}, good.text)
				c.Send(with(list, strings.ToUpper(good.text)), unproved)
				c.Send(with(list, strings.ToLower(good.text)), unproved)
				c.Send(with(list, good.id+"."+swapped[len(good.id)+1:]), unproved)
				c.Send(with(list, swapped), unproved)
			},
			Why: "Names of header fields have no case, credentials do: without it each letter is worth a bit less."},
		{Name: "a record without a digest lets nobody in", Rule: client,
			Do: func(c *sandbox.Caller) {
				for _, secret := range []string{keys["bare"].secret, "", "x"} {
					c.Send(with(list, keys["bare"].id+"."+secret), unproved)
				}
			},
			Why: "Nothing equals nothing: what is missing in the record must close the door, not open it."},
		{Name: "an unknown id and a wrong secret get the same answer", Rule: "CWE-204",
			Do: func(c *sandbox.Caller) {
				secret := draw(40)
				unknown := c.Send(with(list, draw(10)+"."+secret), unproved)
				for _, name := range []string{"good", "revoked", "expired", "foreign", "bare"} {
					known := c.Send(with(list, keys[name].id+"."+secret), unproved)
					difference := sandbox.Differs(
						[]string{known.Header.Get("WWW-Authenticate"), known.Body},
						[]string{unknown.Header.Get("WWW-Authenticate"), unknown.Body})
					c.Must(difference == "", "the same challenge and body for an unknown id", fmt.Sprintf("for the id of a %s key %s", name, difference))
				}
			},
			Why: "A difference tells everybody which ids exist, and which of them are worth the trouble."},
		{Name: "wrong secrets do not shut the good key out", Rule: "CWE-645", Honest: true,
			Do: func(c *sandbox.Caller) {
				for range 20 {
					c.Send(with(list, good.id+"."+draw(40)).From("198.51.100.7"), anything)
				}
				c.Send(with(list, good.text), shown)
			},
			Why: "Ids are no secret: with a lock on the id anybody could stop the programs of a customer."},

		{Name: "a revoked key is refused", Rule: ended,
			Send: with(list, keys["revoked"].text), Want: unproved,
			Why: "A key is revoked because somebody has it who should not."},
		{Name: "a key that is revoked is refused at its next request", Rule: ended,
			Do: func(c *sandbox.Caller) {
				c.Send(with(list, good.text), shown)
				store.Revoke(good.id)
				c.Send(with(list, good.text), unproved)
				c.Send(with(add, good.text), unproved)
			},
			Why: "Whoever stole the key is using it at this moment; an answer from memory lets them go on."},
		{Name: "an expired key is refused", Rule: ended,
			Send: with(list, keys["expired"].text), Want: unproved,
			Why: "The date limits how long a copy of the key is worth something."},
		{Name: "a key is good until its date", Rule: client, Honest: true,
			Do: func(c *sandbox.Caller) {
				c.Wait(time.Hour - time.Second)
				c.Send(with(list, good.text), shown)
			},
			Why: "The client was promised the whole hour."},
		{Name: "a key that expires while the program runs is refused", Rule: ended,
			Do: func(c *sandbox.Caller) {
				c.Send(with(list, good.text), shown)
				c.Wait(2 * time.Hour)
				c.Send(with(list, good.text), unproved)
				c.Send(with(add, good.text), unproved)
			},
			Why: "The clock goes on after the start, and what was right at the last request may be over."},
		{Name: "a key ends at the very moment of its date", Rule: ended,
			Do: func(c *sandbox.Caller) {
				key, _ := store.Find(good.id)
				c.Wait(time.Until(key.Expires))
				c.Send(with(list, good.text), unproved)
			},
			Why: "Programs that read the same date must agree when the key is over."},
		{Name: "a key without a date never expires", Rule: client, Honest: true,
			Do: func(c *sandbox.Caller) {
				c.Send(with(list, endless.text), shown)
				c.Wait(100 * 24 * time.Hour)
				c.Send(with(list, endless.text), shown)
			},
			Why: "The zero time lies in the year 1; taken for a date it locks honest clients out."},

		{Name: "a key for reading reads", Rule: client,
			Send: with(list, keys["reading"].text), Want: shown,
			Why: "A client that asks for no more than it needs must not be punished for it."},
		{Name: "a key for writing writes", Rule: client,
			Send: with(add, keys["writing"].text), Want: sandbox.Served,
			Why: "A client that asks for no more than it needs must not be punished for it."},
		{Name: "a key without orders:write stores nothing", Rule: scoped,
			Do: func(c *sandbox.Caller) {
				c.Send(with(add, keys["reading"].text), scopeless)
				stored(c, tenant, "tea", false)
			},
			Why: "A key is given to a screen in a shop because it can only read."},
		{Name: "a key without orders:read lists nothing", Rule: scoped,
			Send: with(list, keys["writing"].text), Want: scopeless,
			Why: "A key is given to a form on a page because it can only write."},
		{Name: "HEAD needs the scope that GET needs", Rule: scoped + ", §9.3.2",
			Do: func(c *sandbox.Caller) {
				c.Send(with(list.Method("HEAD"), keys["writing"].text), headless)
				c.Send(with(list.Method("HEAD").Target(theirs), good.text), headless)
			},
			Why: "The length of a list is news, too: how much was ordered, and when something new came in."},
		{Name: "a scope with a longer name is another scope", Rule: scoped,
			Do: func(c *sandbox.Caller) {
				c.Send(with(list, keys["drafting"].text), scopeless)
				c.Send(with(add, keys["drafting"].text), scopeless)
			},
			Why: "A smaller right whose name contains the bigger one's would become the bigger one."},

		{Name: "a key does not list the orders of another tenant", Rule: object,
			Do: func(c *sandbox.Caller) {
				c.Send(with(list.Target(theirs), good.text), sandbox.Hidden)
				c.Send(with(list, keys["foreign"].text), sandbox.Hidden)
			},
			Why: "Every customer has a good key. It is good for their own orders."},
		{Name: "a key stores nothing for another tenant", Rule: object,
			Do: func(c *sandbox.Caller) {
				c.Send(with(add.Target(theirs), good.text), sandbox.Hidden)
				stored(c, others["other"], "tea", false)
			},
			Why: "Somebody else would be sent the goods, and the bill."},
		{Name: "a tenant whose name begins alike is another one", Rule: object,
			Send: with(list.Target("/tenants/"+others["alike"]+"/orders"), good.text), Want: sandbox.Hidden,
			Why: "Customers choose their names; one that begins like another's would be a way in."},
		{Name: "a tenant whose name differs in case is another one", Rule: object,
			Send: with(list.Target("/tenants/"+others["case"]+"/orders"), good.text), Want: sandbox.Hidden,
			Why: "The store keeps two tenants; whoever compares more loosely joins them."},
		{Name: "a tenant whose name goes on behind a slash is another one", Rule: object + ", CWE-647",
			Do: func(c *sandbox.Caller) {
				branch := "/tenants/" + tenant + "%2Feast/orders"
				c.Send(with(list.Target(branch), good.text), sandbox.Hidden)
				c.Send(with(add.Target(branch), good.text), sandbox.Hidden)
				stored(c, others["branch"], "tea", false)
				c.Send(with(list.Target(branch), keys["branch"].text), sandbox.Lacks(item))
			},
			Why: "Whoever asks about one reading of the path and serves another has asked about the wrong tenant."},

		{Name: "a key in the query is refused", Rule: "OWASP ASVS 14.2.1",
			Do: func(c *sandbox.Caller) {
				for _, name := range []string{"api_key", "apikey", "key", "X-API-Key"} {
					c.Send(list.Target(ours+"?"+name+"="+good.text), unproved)
				}
			},
			Why: "An address stands in logs and histories, and is handed on in links."},
		{Name: "two X-API-Key lines are refused", Rule: "RFC 9110 §5.3",
			Do: func(c *sandbox.Caller) {
				for _, two := range [][2]string{
					{good.text, keys["foreign"].text}, {keys["foreign"].text, good.text},
					{good.text, "x"}, {"", good.text}, {good.text, good.text},
				} {
					c.Send(with(with(list, two[0]), two[1]), unreadable)
				}
			},
			Why: "A proxy may have counted one client's requests and let this handler serve another's."},

		{Name: "the log names the id of the key", Rule: "OWASP API2:2023, the task", Honest: true,
			Do: func(c *sandbox.Caller) {
				c.Send(with(list, good.text), shown)
				c.Must(strings.Contains(w.Logged(), good.id), "the key's id in the log", "not there")
				c.Send(with(add, keys["writing"].text), sandbox.Served)
				c.Must(strings.Contains(w.Logged(), keys["writing"].id), "the key's id in the log", "not there")
			},
			Why: "When a key was stolen, this is how its owner learns what was done with it."},
		{Name: "the log holds no key", Rule: logging,
			Do: func(c *sandbox.Caller) {
				c.Send(with(list, good.text), anything)
				c.Send(with(add, keys["reading"].text), anything)
				c.Send(with(list.Target(theirs), good.text), anything)
				c.Send(with(list, keys["revoked"].text), anything)
				unlogged(c, good.secret, keys["reading"].secret, keys["revoked"].secret)
			},
			Why: "Logs are copied, kept and read by more people than the keys were given to."},
		{Name: "a key sent in the query stays out of the log", Rule: logging,
			Do: func(c *sandbox.Caller) {
				c.Send(list.Target(ours+"?api_key="+good.text), anything)
				c.Send(with(list.Target(ours+"?api_key="+good.text), good.text), anything)
				unlogged(c, good.secret)
			},
			Why: "A mistake of the client's is refused here; its key must not be given away for it."},
		{Name: "a key sent in the path stays out of the log", Rule: logging,
			Do: func(c *sandbox.Caller) {
				for _, path := range []string{"/tenants/" + good.text + "/orders", ours + "/" + good.text, "/" + good.text} {
					c.Send(list.Target(path), anything)
					c.Send(with(list.Target(path), good.text), anything)
					c.Send(with(add.Target(path), good.text), anything)
				}
				unlogged(c, good.secret)
			},
			Why: "A script that fills the key in at the wrong place is refused, and must not be betrayed."},
		{Name: "a secret sent without its id stays out of the log", Rule: logging,
			Do: func(c *sandbox.Caller) {
				c.Send(with(list, good.secret), anything)
				c.Send(with(list, good.secret+"."+good.id), anything)
				c.Send(with(list, good.id+" "+good.secret), anything)
				unlogged(c, good.secret)
			},
			Why: "Half of a key in the wrong place is a client's slip; in the log it is a gift."},
		{Name: "no answer holds the key", Rule: "CWE-522",
			Do: func(c *sandbox.Caller) {
				silent := sandbox.Lacks(good.text, good.secret)
				c.Send(with(list, good.text), silent)
				c.Send(with(add, good.text), silent)
				c.Send(with(list.Target(theirs), good.text), silent)
				c.Send(with(list, good.text+"x"), silent)
			},
			Why: "Answers are cached, logged and shown in tools."},
	}
	w.Run(serve, append(probes, w.Families(sandbox.Guarded{
		Request: list, Field: "X-API-Key", Credential: endless.text, Shows: item,
	})...)...)
}
