package apikeyrotation

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"gatehouse/exercises/api-key-rotation/given"
	"gatehouse/sandbox"
)

func TestHandler(t *testing.T) {
	w := sandbox.New(t)
	admin, client := w.Secret("administrator's token"), w.Canary("client's name")
	lifetime := time.Duration(40+w.Rand().IntN(20)) * 24 * time.Hour
	overlap := time.Duration(5+w.Rand().IntN(15)) * time.Hour

	// The handler, its store, and the source of its random bytes, which a probe may exchange.
	var store, watched *given.Store
	var handler http.Handler
	source := &struct{ io.Reader }{}
	drawn := &bytes.Buffer{}
	serveFor := func(admin string) http.Handler {
		seed := [32]byte(fmt.Appendf(nil, "%032d", w.Rand().Uint64()))
		drawn.Reset()
		source.Reader = io.TeeReader(rand.NewChaCha8(seed), drawn)
		store = given.NewStore()
		watched = store
		handler = Handler(given.Deps{Store: store, Rand: source, Admin: admin, Overlap: overlap, Lifetime: lifetime, Log: w.Logger()})
		return handler
	}
	w.Unchanged("the store", func() string { return watched.Dump() })

	type issued struct{ id, secret, text string }
	post := sandbox.Call("POST", "/keys").Body("application/json", fmt.Sprintf(`{"name": %q}`, client))
	list, whoami := sandbox.Get("/keys"), sandbox.Get("/whoami")
	rotating := func(id string) sandbox.Request { return sandbox.Call("POST", "/keys/"+url.PathEscape(id)+"/rotate") }
	revoking := func(id string) sandbox.Request { return sandbox.Call("DELETE", "/keys/"+url.PathEscape(id)) }
	anything := sandbox.Check("an answer", func(sandbox.Exchange) string { return "" })
	unproved, unmade, gone := sandbox.Status(401), sandbox.Status(500, 503), sandbox.Status(404, 409, 410)

	shown := func(c *sandbox.Caller, r sandbox.Request) issued {
		e := c.Send(r.Bearer(admin), sandbox.Status(201))
		var answer struct{ ID, Key string }
		err := json.Unmarshal([]byte(e.Body), &answer)
		secret, ok := strings.CutPrefix(answer.Key, answer.ID+".")
		c.Must(err == nil && ok && answer.ID != "" && secret != "", `JSON with "id" and "key", the key beginning with the id and a dot`, e.Body)
		w.Keep("secret of a key", secret)
		return issued{answer.ID, secret, w.Keep("key", answer.Key)}
	}
	issue := func(c *sandbox.Caller) issued { return shown(c, post) }
	rotate := func(c *sandbox.Caller, key issued) issued { return shown(c, rotating(key.id)) }
	use := func(key issued) sandbox.Request { return whoami.With("X-API-Key", key.text) }
	live := func(c *sandbox.Caller, key issued) { c.Send(use(key), sandbox.Shows(key.id, client)) }
	dead := func(c *sandbox.Caller, key issued) { c.Send(use(key), unproved) }

	unlogged := func(c *sandbox.Caller, secrets ...string) {
		for line := range strings.Lines(w.Logged()) {
			found := slices.ContainsFunc(secrets, func(secret string) bool { return strings.Contains(line, secret) })
			c.Must(!found, "a log without a secret", "logged: "+line)
		}
	}
	probes := []sandbox.Probe{
		{Name: "an issued key opens /whoami", Rule: "OWASP API2:2023", Honest: true,
			Do:  func(c *sandbox.Caller) { live(c, issue(c)) },
			Why: "The program that was given the key must get its work done."},
		{Name: "the list shows the id of each key", Rule: "OWASP API2:2023", Honest: true,
			Do:  func(c *sandbox.Caller) { c.Send(list.Bearer(admin), sandbox.Shows(issue(c).id, issue(c).id)) },
			Why: "What is not listed is revoked by nobody."},
		{Name: "no key and a wrong key are refused", Rule: "RFC 9110 §15.5.2, §11.6.1",
			Do: func(c *sandbox.Caller) {
				key := issue(c)
				c.Send(whoami, unproved)
				c.Send(whoami.With("X-API-Key", key.id+".x"), unproved)
				c.Send(whoami.With("X-API-Key", key.id), unproved)
				c.Send(whoami.With("X-API-Key", issue(c).id+"."+key.secret), unproved)
			},
			Why: "Ids stand in lists and logs; only the secret tells the owner from the rest."},
		{Name: "wrong secrets do not shut the good key out", Rule: "CWE-645", Honest: true,
			Do: func(c *sandbox.Caller) {
				key := issue(c)
				for range 20 {
					c.Send(whoami.With("X-API-Key", fmt.Sprintf("%s.%x", key.id, w.Rand().Uint64())).From("198.51.100.7"), anything)
				}
				live(c, key)
			},
			Why: "Ids are no secret: with a lock on the id anybody could stop the client's program."},

		{Name: "no two keys are equal", Rule: "OWASP ASVS 11.5.1, CWE-338",
			Do: func(c *sandbox.Caller) {
				one, two := issue(c), issue(c)
				c.Must(one.id != two.id && one.secret != two.secret, "a new id and a new secret", "the one or the other again: "+two.text)
			},
			Why: "Clients that are issued keys in the same second would share one."},
		{Name: "a new key carries at least 128 random bits", Rule: "OWASP ASVS 11.5.1, CWE-338",
			Do: func(c *sandbox.Caller) {
				drawn.Reset()
				ids, secrets := make([]string, 24), make([]string, 24)
				for i := range ids {
					key := issue(c)
					ids[i], secrets[i] = key.id, key.secret
				}
				c.Must(drawn.Len() >= 16*len(ids), "16 bytes or more read from Rand for each key", fmt.Sprintf("%d bytes for %d keys", drawn.Len(), len(ids)))
				// One bit in twenty is allowed for what so few keys cannot show.
				got := given.Bits(ids, secrets)
				c.Must(got > 128*0.95, "128 bits that differ from key to key", fmt.Sprintf("about %.0f, as in %s.%s", got, ids[0], secrets[0]))
			},
			Why: "Whoever copies the digests tries secrets by the billion each second; 32 bits last for moments."},
		{Name: "a source that gives one byte at a time does no harm", Rule: "Go, package io, type Reader", Honest: true,
			Do: func(c *sandbox.Caller) {
				source.Reader = iotest.OneByteReader(source.Reader)
				drawn.Reset()
				live(c, issue(c))
				c.Must(drawn.Len() >= 16, "16 bytes or more read from Rand", fmt.Sprintf("%d", drawn.Len()))
			},
			Why: "A Reader may give fewer bytes than asked for; the rest of the secret stays zero, for everybody."},
		{Name: "without random bytes no key is issued", Rule: "OWASP ASVS 11.5.1, CWE-338",
			Do: func(c *sandbox.Caller) {
				good := source.Reader
				for _, bad := range []io.Reader{iotest.ErrReader(errors.New("no entropy")), io.LimitReader(good, 7)} {
					source.Reader = bad
					c.Send(post.Bearer(admin), unmade)
				}
				source.Reader = good
				live(c, issue(c))
			},
			Why: "A key made of zeros is known to everybody who reads the source."},

		{Name: "a key is shown once", Rule: "CWE-522",
			Do: func(c *sandbox.Caller) {
				key := issue(c)
				for _, r := range []sandbox.Request{use(key), rotating(key.id).Bearer(admin), revoking(key.id).Bearer(admin), use(key)} {
					c.Send(r, sandbox.Lacks(key.text, key.secret))
				}
			},
			Why: "Answers are cached, logged and shown in tools; each copy is a key that works."},
		{Name: "the list shows no key", Rule: "CWE-522",
			Do: func(c *sandbox.Caller) {
				one := issue(c)
				c.Send(list.Bearer(admin), sandbox.Lacks(one.text, one.secret))
				two := rotate(c, one)
				c.Send(list.Bearer(admin), sandbox.Lacks(one.text, one.secret, two.text, two.secret))
			},
			Why: "A list is seen over shoulders, kept by browsers, and pasted into messages."},
		{Name: "the list shows no digest", Rule: "OWASP API3:2023",
			Do: func(c *sandbox.Caller) {
				issue(c)
				for _, record := range store.List() {
					c.Send(list.Bearer(admin), sandbox.Lacks(record.Readings()...))
				}
			},
			Why: "Nobody who reads the list needs it, and a thief can test guesses against it in silence."},
		{Name: "the store holds no key", Rule: "CWE-522",
			Do: func(c *sandbox.Caller) {
				for _, key := range []issued{rotate(c, issue(c)), issue(c)} {
					c.Must(store.Reveals(key.secret) != "as text", "a store without the secret "+key.secret, store.Dump())
				}
			},
			Why: "Backups and databases are stolen whole; every client's key would be in them."},
		{Name: "the store holds no key in another spelling", Rule: "CWE-522",
			Do: func(c *sandbox.Caller) {
				for _, key := range []issued{rotate(c, issue(c)), issue(c)} {
					how := store.Reveals(key.text) + store.Reveals(key.secret)
					c.Must(how == "", "a store that does not reveal "+key.text, "it is there "+how+": "+store.Dump())
				}
			},
			Why: "What one command turns back into the key is the key."},
		{Name: "what the store holds does not open /whoami", Rule: "CWE-522",
			Do: func(c *sandbox.Caller) {
				key := issue(c)
				record, _ := store.Find(key.id)
				for _, text := range record.Readings() {
					c.Send(whoami.With("X-API-Key", key.id+"."+text), unproved)
					c.Send(whoami.With("X-API-Key", text), unproved)
				}
			},
			Why: "A digest that is taken for the key is a key."},
		{Name: "the log holds no key", Rule: "OWASP ASVS 16.2.5",
			Do: func(c *sandbox.Caller) {
				one := issue(c)
				c.Send(use(one), anything)
				two := rotate(c, one)
				c.Send(use(two), anything)
				c.Send(revoking(two.id).Bearer(admin), anything)
				unlogged(c, one.secret, two.secret, admin)
			},
			Why: "Logs are copied, kept and read by more people than the keys were given to."},
		{Name: "a key that was refused stays out of the log", Rule: "OWASP ASVS 16.2.5",
			Do: func(c *sandbox.Caller) {
				key := issue(c)
				c.Send(whoami.With("X-API-Key", key.secret), unproved)
				c.Send(whoami.With("X-API-Key", key.text+" "), anything)
				c.Wait(lifetime)
				c.Send(use(key), anything)
				unlogged(c, key.secret)
			},
			Why: "A secret without its id, or a key of yesterday, is a client's slip; in the log it is a gift."},
		{Name: "a key sent where its id belongs stays out of the log", Rule: "OWASP ASVS 16.2.5",
			Do: func(c *sandbox.Caller) {
				key := issue(c)
				for _, r := range []sandbox.Request{revoking(key.text), rotating(key.text), whoami.Target("/whoami?key=" + key.text), whoami.Target("/whoami/" + key.text)} {
					c.Send(r, anything)
					c.Send(r.Bearer(admin), anything)
				}
				unlogged(c, key.secret)
			},
			Why: "Whoever is in a hurry to revoke a stolen key pastes all of it. It still works, and it is in the log."},
		{Name: "the log names the ids of the keys", Rule: "The task", Honest: true,
			Do: func(c *sandbox.Caller) {
				read := 0
				names := func(what string, keys ...issued) {
					fresh := w.Logged()[read:]
					read += len(fresh)
					named := slices.ContainsFunc(keys, func(k issued) bool { return strings.Contains(fresh, k.id) })
					c.Must(named, "the id of the key that was "+what+" in the log", fmt.Sprintf("logged: %q", fresh))
				}
				one := issue(c)
				names("issued", one)
				live(c, one)
				names("used", one)
				two := rotate(c, one)
				names("rotated", one, two)
				c.Send(revoking(two.id).Bearer(admin), sandbox.Served)
				names("revoked", two)
			},
			Why: "After a theft this is how its owner learns which key was used, and since when."},

		{Name: "a key is good for its lifetime", Rule: "OWASP API2:2023", Honest: true,
			Do: func(c *sandbox.Caller) {
				c.Wait(overlap)
				key := issue(c)
				c.Wait(lifetime - time.Second)
				live(c, key)
			},
			Why: "The client was promised the whole time."},
		{Name: "a key ends with its lifetime", Rule: "OWASP ASVS 13.3.4, CWE-613",
			Do: func(c *sandbox.Caller) {
				key := issue(c)
				c.Wait(lifetime + time.Second)
				dead(c, key)
			},
			Why: "A copy that was forgotten somewhere must become worthless by itself."},
		{Name: "within the overlap both keys are good", Rule: "OWASP ASVS 13.3.4", Honest: true,
			Do: func(c *sandbox.Caller) {
				one := issue(c)
				two := rotate(c, one)
				c.Must(one.id != two.id, "an id of its own for the new key", "the same: "+two.id)
				live(c, one)
				live(c, two)
				c.Wait(overlap - time.Second)
				live(c, one)
				live(c, two)
			},
			Why: "Programs are configured one after the other; until the last one is, the old key is in use."},
		{Name: "the old key ends with the overlap", Rule: "OWASP ASVS 13.3.4",
			Do: func(c *sandbox.Caller) {
				one := issue(c)
				two := rotate(c, one)
				c.Wait(overlap + time.Second)
				dead(c, one)
				live(c, two)
			},
			Why: "A rotation that leaves the old key alive has replaced nothing."},
		{Name: "the new key has a whole lifetime", Rule: "OWASP ASVS 13.3.4", Honest: true,
			Do: func(c *sandbox.Caller) {
				one := issue(c)
				c.Wait(lifetime / 2)
				two := rotate(c, one)
				c.Wait(lifetime - time.Second)
				live(c, two)
				c.Wait(2 * time.Second)
				dead(c, two)
			},
			Why: "A successor that ends with the old key has to be rotated as soon."},
		{Name: "a rotation does not lengthen the life of a key", Rule: "OWASP ASVS 13.3.4, CWE-613",
			Do: func(c *sandbox.Caller) {
				one := issue(c)
				c.Wait(lifetime - time.Minute)
				two := rotate(c, one)
				live(c, one)
				c.Wait(time.Minute + time.Second)
				dead(c, one)
				live(c, two)
			},
			Why: "The overlap is for changing over, not for a few hours more of a key that is over."},
		{Name: "rotating once more does not move the end of the overlap", Rule: "OWASP ASVS 13.3.4",
			Do: func(c *sandbox.Caller) {
				one := issue(c)
				rotate(c, one)
				c.Wait(overlap / 2)
				c.Send(rotating(one.id).Bearer(admin), sandbox.Status(201, 404, 409, 410))
				c.Wait(overlap/2 - time.Second)
				live(c, one)
				c.Wait(2 * time.Second)
				dead(c, one)
			},
			Why: "Who repeats a rotation after a broken connection must neither keep the old key alive nor cut its program off."},
		{Name: "a rotation without random bytes leaves the old key as it is", Rule: "OWASP ASVS 11.5.1, CWE-338", Honest: true,
			Do: func(c *sandbox.Caller) {
				key := issue(c)
				source.Reader = iotest.ErrReader(errors.New("no entropy"))
				c.Send(rotating(key.id).Bearer(admin), unmade)
				c.Wait(lifetime - time.Second)
				live(c, key)
			},
			Why: "There is no successor, so ending the old key is an outage."},

		{Name: "a revoked key is refused", Rule: "OWASP ASVS 13.3.4, CWE-613",
			Do: func(c *sandbox.Caller) {
				key, other := issue(c), issue(c)
				live(c, key)
				c.Send(revoking(key.id).Bearer(admin), sandbox.Served)
				dead(c, key)
				live(c, other)
				c.Wait(overlap + time.Second)
				dead(c, key)
			},
			Why: "A key is revoked because somebody has it who should not."},
		{Name: "a key revoked within its overlap is refused", Rule: "OWASP ASVS 13.3.4, CWE-613",
			Do: func(c *sandbox.Caller) {
				one := issue(c)
				two := rotate(c, one)
				c.Send(revoking(one.id).Bearer(admin), sandbox.Served)
				dead(c, one)
				live(c, two)
			},
			Why: "When it turns out that the old key was stolen, waiting helps the thief only."},
		{Name: "a key revoked while it is rotated stays revoked", Rule: "CWE-367, CWE-613",
			Do: func(c *sandbox.Caller) {
				key := issue(c)
				r := httptest.NewRequest("DELETE", "/keys/"+url.PathEscape(key.id), nil)
				r.Header.Set("Authorization", "Bearer "+admin)
				watched = given.NewStore() // two write to the other one at the same time
				source.Reader = given.Interrupted(source.Reader, func() { handler.ServeHTTP(httptest.NewRecorder(), r) })
				c.Send(rotating(key.id).Bearer(admin), sandbox.Status(201, 404, 409, 410))
				c.Wait(time.Second)
				dead(c, key)
			},
			Why: "DELETE came while the rotation waited for Rand. A rotation that writes back what it read before gives the key back to the thief."},
		{Name: "revoking the new key leaves the old one its overlap", Rule: "The task", Honest: true,
			Do: func(c *sandbox.Caller) {
				one := issue(c)
				two := rotate(c, one)
				c.Send(revoking(two.id).Bearer(admin), sandbox.Served)
				dead(c, two)
				live(c, one)
			},
			Why: "The new key went to the wrong address, and the program still runs on the old one."},
		{Name: "what is revoked, expired or unknown cannot be rotated", Rule: "OWASP ASVS 13.3.4, CWE-613",
			Do: func(c *sandbox.Caller) {
				key, late := issue(c), issue(c)
				c.Send(rotating("nobody").Bearer(admin), gone)
				c.Send(revoking(key.id).Bearer(admin), sandbox.Served)
				c.Send(rotating(key.id).Bearer(admin), gone)
				c.Wait(lifetime + time.Second)
				c.Send(rotating(late.id).Bearer(admin), gone)
			},
			Why: "Rotating would hand a good key to a client whose key was taken away."},

		{Name: "only the administrator issues, lists, rotates and revokes", Rule: "OWASP API5:2023",
			Do: func(c *sandbox.Caller) {
				key := issue(c)
				for _, r := range []sandbox.Request{post, list, rotating(key.id), revoking(key.id)} {
					c.Send(r, unproved)
					c.Send(r.Bearer("x"+admin), unproved)
					c.Send(r.With("X-API-Key", key.text), sandbox.Refused)
					c.Send(r.Bearer(key.text), sandbox.Refused)
				}
				c.Send(whoami.With("X-API-Key", admin), unproved)
				c.Send(list.Target("/%6beys"), sandbox.Status(400, 401, 403, 404))
				live(c, key)
			},
			Why: "Whoever can issue keys has all of them."},
	}
	for i, p := range w.Families(sandbox.Guarded{Request: whoami, Field: "X-API-Key", Credential: "not issued yet"}) {
		p.Do = func(c *sandbox.Caller) {
			w.Families(sandbox.Guarded{Request: whoami, Field: "X-API-Key", Credential: issue(c).text, Shows: client})[i].Do(c)
		}
		probes = append(probes, p)
	}
	for _, p := range w.Families(sandbox.Guarded{Request: list, Credential: admin, Serve: serveFor, Without: []sandbox.Family{
		sandbox.ClaimsOfTrust, sandbox.Paths, sandbox.OddCallers, sandbox.Memory, sandbox.Crowd, sandbox.Answers,
	}}) {
		p.Name = "of the administrator: " + p.Name
		probes = append(probes, p)
	}
	w.Run(func() http.Handler { return serveFor(admin) }, probes...)
}
