package httpsclient

import (
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gatehouse/exercises/https-client/given"
	"gatehouse/sandbox"
)

func TestHandler(t *testing.T) {
	w := sandbox.New(t)
	token, card, receipt := w.Secret("token"), w.Canary("card number"), w.Canary("receipt")
	host := fmt.Sprintf("pay-%d.example", 100+w.Rand().IntN(900))
	name := fmt.Sprintf("authority %d", 100+w.Rand().IntN(900))
	ca, impostors, public := sandbox.NewAuthority(name), sandbox.NewAuthority(name), sandbox.PublicAuthority()
	at := host + ":443"

	var network *given.Network
	for443 := given.Deps{PartnerURL: "https://" + host + "/v1/payments", PartnerToken: token, Roots: ca.Pool(), Log: w.Logger()}
	serving := func(d given.Deps) func() http.Handler {
		return func() http.Handler {
			network = given.NewNetwork()
			d.Dial = network.Dial
			return Handler(d)
		}
	}

	payment := fmt.Sprintf(`{"card": %q, "amount": %d}`, card, 100+w.Rand().IntN(900))
	pay := sandbox.Call("POST", "/payments").Body("application/json", payment)
	showing := func(certificate tls.Certificate) *tls.Config {
		return &tls.Config{Certificates: []tls.Certificate{certificate}}
	}
	speaking := func(version uint16) *tls.Config {
		config := showing(ca.Certificate(host))
		config.MinVersion, config.MaxVersion = version, version
		return config
	}

	newPartner := func() *given.Partner { return &given.Partner{Token: token, Receipt: receipt} }
	closing := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Connection", "close")
		newPartner().ServeHTTP(w, r)
	})
	// Whoever takes the partner's place says that all is well.
	smiling := http.HandlerFunc(given.Smile)

	paid := sandbox.All(sandbox.Status(201), sandbox.Shows(receipt))
	failed := sandbox.Status(502, 503, 504)
	reaches := func(address string, config *tls.Config) func(*sandbox.Caller) {
		return func(c *sandbox.Caller) {
			p := newPartner()
			network.Put(address, config, p)
			c.Scene(given.Shown(address, config))
			c.Send(pay, paid)
			c.Must(slices.Equal(p.Took(), []string{payment}), "the payment at the partner, once and as it was sent", fmt.Sprintf("%d payments came", len(p.Took())))
		}
	}
	unheard := func(c *sandbox.Caller, h *given.Host) {
		for what, text := range map[string]string{"token": token, "card number": card} {
			c.Must(!h.Heard(text), "neither token nor payment to leave", "the "+what+" has left")
		}
	}
	// stranger has somebody answer in the partner's place, who must get
	// nothing.
	stranger := func(configs ...*tls.Config) func(*sandbox.Caller) {
		return func(c *sandbox.Caller) {
			for _, config := range configs {
				h, clear := network.Put(at, config, smiling), network.Put(host+":80", nil, smiling)
				c.Scene(given.Shown(at, config) + "; whatever comes, it answers 201")
				c.Send(pay, failed)
				unheard(c, h)
				unheard(c, clear)
			}
		}
	}
	named := func(common string) func(*x509.Certificate) {
		return func(c *x509.Certificate) { c.Subject.CommonName = common }
	}
	// moved redirects to a place whose server proves that it is that place.
	moved := func(location, address string, config *tls.Config) func(*sandbox.Caller) {
		return func(c *sandbox.Caller) {
			for _, status := range []int{301, 302, 303, 307, 308} {
				there := network.Put(address, config, smiling)
				network.Put(at, showing(ca.Certificate(host)), given.Moved(status, location))
				c.Scene(fmt.Sprintf("%s answers %d with Location: %s", at, status, location))
				c.Send(pay, failed)
				unheard(c, there)
			}
		}
	}
	inTime := func(set func()) func(*sandbox.Caller) {
		return func(c *sandbox.Caller) {
			set()
			began := time.Now()
			c.Send(pay, failed)
			took := time.Since(began)
			c.Must(took <= 10*time.Second, "an answer within ten seconds", "it came after "+took.String())
		}
	}
	answering := func(handler http.HandlerFunc) func() {
		return func() {
			network.Put(at, showing(ca.Certificate(host)), http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				_, _ = io.ReadAll(r.Body)
				handler(w, r)
			}))
		}
	}

	readable := sandbox.Check("the receipt, compressed only where Content-Encoding says so", func(e sandbox.Exchange) string {
		if strings.Contains(given.Unpacked(e.Header, e.Body), receipt) {
			return ""
		}
		return "with something else"
	})

	const verify, identity, versions = "OWASP ASVS 12.3.2, CWE-295", "RFC 9525 §6, CWE-297", "RFC 9325 §3.1.1"
	// Certificates that lead to the right authority, behind one that does not.
	borrowed := sandbox.SelfSigned(host)
	borrowed.Certificate = append(borrowed.Certificate, ca.Authority("below").Certificate(host).Certificate[1])
	// Another customer of the authority's, who shows the partner's certificate
	// behind his own, or uses his own key as if he were an authority.
	mixed, customer, forged := ca.Certificate("other.example"), ca.Certificate("other.example"), ca.Certificate(host)
	mixed.Certificate = append(mixed.Certificate, ca.Certificate(host).Certificate[0])
	der, err := x509.CreateCertificate(rand.Reader, forged.Leaf, customer.Leaf, forged.Leaf.PublicKey, customer.PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	forged.Certificate = [][]byte{der, customer.Certificate[0]}
	forAnHour := func(c *x509.Certificate) { c.NotAfter = c.NotBefore.Add(25 * time.Hour) } // it began yesterday
	onPort, elsewhere := for443, for443
	elsewhere.Roots = sandbox.NewAuthority("another").Pool()
	onPort.PartnerURL = "https://" + host + ":8443/v1/payments"
	probes := []sandbox.Probe{
		{Name: "a payment reaches the partner, and its receipt the caller", Rule: "The task", Honest: true,
			Do:  reaches(at, showing(ca.Certificate(host))),
			Why: "A service that trusts nobody passes nothing on."},
		{Name: "a partner that speaks TLS 1.3 only is served", Rule: versions, Honest: true,
			Do:  reaches(at, speaking(tls.VersionTLS13)),
			Why: "Partners switch old versions off, and give no notice to those who named one."},
		{Name: "a partner that speaks TLS 1.2 only is served", Rule: versions, Honest: true,
			Do:  reaches(at, speaking(tls.VersionTLS12)),
			Why: "Nothing is wrong with TLS 1.2, and many speak nothing newer."},
		{Name: "a partner on a port of its own is served", Rule: "The task", Honest: true, Serve: serving(onPort),
			Do:  reaches(host+":8443", showing(ca.Certificate(host))),
			Why: "The certificate is for the name; the port is where it is asked for."},
		{Name: "an authority may vouch by way of another", Rule: "RFC 5280 §6.1", Honest: true,
			Do:  reaches(at, showing(ca.Authority("below").Certificate(host))),
			Why: "Authorities keep their own key away from the network, and sign through another one."},
		{Name: "a certificate for all names of the domain is the partner's, too", Rule: "RFC 9525 §6.3", Honest: true,
			Do:  reaches(at, showing(ca.Certificate("*.example"))),
			Why: "The partner may renew its certificate in that form, on the day that suits it."},
		{Name: "several payments reach the partner, at once and in turn", Rule: "The task", Honest: true,
			Do: func(c *sandbox.Caller) {
				p := newPartner()
				network.Put(at, showing(ca.Certificate(host)), p)
				first, second := c.Hold(pay, paid), c.Hold(pay, paid)
				second()
				first()
				c.Send(pay, paid)
				c.Must(len(p.Took()) == 3, "three payments at the partner", fmt.Sprint(len(p.Took())))
			},
			Why: "A check that remembers the connection before it fails as soon as two are open."},
		{Name: "no payment waits for another one's receipt", Rule: "The task", Honest: true,
			Do: func(c *sandbox.Caller) {
				var came sync.WaitGroup
				came.Add(2)
				p := newPartner()
				network.Put(at, showing(ca.Certificate(host)), http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					came.Done()
					came.Wait() // until the partner has both
					p.ServeHTTP(w, r)
				}))
				// One byte more than the request, so that all of it is there.
				first := c.Hold(sandbox.Raw(pay.String()+"\n"), paid)
				c.Send(pay, paid)
				first()
			},
			Why: "One slow payment, and all that come after it are late."},
		{Name: "a payment arrives byte for byte", Rule: "The task", Honest: true,
			Do: func(c *sandbox.Caller) {
				p, body := newPartner(), "{ \"amount\": 10.00, \"to\": \"Zo\\u00eb <zoe@x.example> & co\",\n\"card\": \""+card+"\" }\n"
				network.Put(at, showing(ca.Certificate(host)), p)
				c.Send(sandbox.Call("POST", "/payments").Body("application/json", body), paid)
				c.Must(slices.Equal(p.Took(), []string{body}), "the payment at the partner, byte for byte", fmt.Sprintf("%q", p.Took()))
			},
			Why: "The shop may have signed it, and 10.00 may be another text than 10."},
		{Name: "a long receipt comes whole", Rule: "The task", Honest: true,
			Serve: func() http.Handler { return given.Weighed(serving(for443)()) },
			Do: func(c *sandbox.Caller) {
				receives := func(size int, want sandbox.Want) {
					answering(func(w http.ResponseWriter, _ *http.Request) {
						w.Header().Set("Connection", "close")
						w.WriteHeader(http.StatusCreated)
						_, _ = io.WriteString(w, strings.Repeat("r", size))
					})()
					e := c.Send(pay, want)
					c.Must(e.Status != 201 || e.Body == fmt.Sprint(size, " bytes"), fmt.Sprint("all of the ", size, " bytes"), e.Body)
				}
				receives(512<<10, sandbox.Status(201))
				receives(3<<20, sandbox.Status(201, 502, 503, 504))
			},
			Why: "A limit is right. To cut at it without a word makes another receipt."},
		{Name: "a receipt that the partner compresses can be read", Rule: "RFC 9110 §8.4", Honest: true,
			Do: func(c *sandbox.Caller) {
				answering(func(w http.ResponseWriter, r *http.Request) {
					given.Pack(w, r, http.StatusCreated, receipt)
				})()
				c.Send(pay, paid)
				c.Send(pay.With("Accept-Encoding", "gzip"), sandbox.All(sandbox.Status(201), readable))
			},
			Why: "A caller that gets compressed bytes, and is not told so, cannot read what it paid for."},

		{Name: "what a stranger answers is passed on to nobody", Rule: verify,
			Do: func(c *sandbox.Caller) {
				network.Put(at, showing(sandbox.SelfSigned(host)), smiling)
				c.Scene(given.Shown(at, showing(sandbox.SelfSigned(host))) + "; whatever comes, it answers 201")
				c.Send(pay, failed)
			},
			Why: "A receipt that the partner did not write is worth nothing, and the goods are gone."},
		{Name: "who was vouched for by nobody gets nothing", Rule: verify,
			Do:  stranger(showing(sandbox.SelfSigned(host))),
			Why: "Anybody can make such a certificate, and be the partner for all who do not look."},
		{Name: "who was vouched for by an unknown authority gets nothing", Rule: verify,
			Do:  stranger(showing(sandbox.NewAuthority("unknown").Certificate(host))),
			Why: "An authority is made with one command. What counts is whether you chose it."},
		{Name: "an authority's name proves nothing", Rule: verify,
			Do:  stranger(showing(impostors.Certificate(host)), showing(impostors.Authority("below").Certificate(host))),
			Why: "The name of the right authority is public, and everybody can call theirs the same."},
		{Name: "a good certificate behind a bad one proves nothing", Rule: "RFC 5280 §6.1",
			Do:  stranger(showing(borrowed)),
			Why: "Certificates are public. A stranger can show the partner's beside his own, and holds the key of his own."},
		{Name: "the partner's certificate behind another's proves nothing", Rule: identity,
			Do:  stranger(showing(mixed)),
			Why: "He holds the key of the first one. The others are only meant to say who signed it."},
		{Name: "a customer of the authority vouches for nobody", Rule: "RFC 5280 §4.2.1.9",
			Do:  stranger(showing(forged)),
			Why: "Who has a certificate for his own name could make one for every other."},
		{Name: "an authority that everybody else trusts vouches for nobody here", Rule: "OWASP ASVS 12.3.4",
			Do:  stranger(showing(public.Certificate(host))),
			Why: "There are more than a hundred of those. One that errs, or is made to, is enough."},
		{Name: "a certificate for another host gets nothing", Rule: identity,
			Do:  stranger(showing(ca.Certificate("other.example")), showing(ca.Certificate("www."+host)), showing(ca.Certificate("x"+host))),
			Why: "Whoever has one for his own name, from the same authority, could stand in for the partner."},
		{Name: "the common name of a certificate proves nothing", Rule: "RFC 9525 §2",
			Do:  stranger(showing(ca.Certificate(host, sandbox.CommonNameOnly)), showing(ca.Certificate("other.example", named(host)))),
			Why: "Authorities check the names in the list of names. The other field is text, and may hold anything."},
		{Name: "an expired certificate gets nothing", Rule: "RFC 5280 §6.1.3",
			Do:  stranger(showing(ca.Certificate(host, sandbox.Expired))),
			Why: "Nobody looks after its key any more, and nobody withdraws it when it is stolen."},
		{Name: "a certificate that has run out since the start gets nothing", Rule: "RFC 5280 §6.1.3",
			Do: func(c *sandbox.Caller) {
				renewed := ca.Certificate(host, sandbox.NotYetValid)
				c.Wait(25 * time.Hour)
				stranger(showing(ca.Certificate(host, forAnHour)))(c)
				reaches(at, showing(renewed))(c)
			},
			Why: "A service runs for months. That long, a certificate would count after its end, and the next one would not."},
		{Name: "a certificate that is not in force yet gets nothing", Rule: "RFC 5280 §6.1.3",
			Do:  stranger(showing(ca.Certificate(host, sandbox.NotYetValid))),
			Why: "Who signs for later has not checked who will hold the name by then."},
		{Name: "a partner that speaks TLS 1.1 at most gets nothing", Rule: versions,
			Do:  stranger(speaking(tls.VersionTLS11), speaking(tls.VersionTLS10)),
			Why: "Who sits between can hold both sides down to the weakest version that they allow."},
		{Name: "who answers in clear text gets nothing", Rule: "OWASP ASVS 12.3.1, CWE-319",
			Do:  stranger(nil),
			Why: "A break in the encrypted line is what an attacker can always make. What happens then is your choice."},
		{Name: "where nobody speaks TLS the payment stays here", Rule: "OWASP ASVS 12.3.1, CWE-319",
			Do: func(c *sandbox.Caller) {
				clear := network.Put(host+":80", nil, smiling)
				c.Send(pay, failed)
				unheard(c, clear)
			},
			Why: "Who can close port 443 would choose that all goes out in clear text."},
		{Name: "the partner proves itself on every connection", Rule: verify,
			Do: func(c *sandbox.Caller) {
				network.Put(at, showing(ca.Certificate(host)), closing)
				c.Send(pay, paid)
				c.Wait(time.Minute)
				stranger(showing(impostors.Certificate(host)))(c)
			},
			Why: "That it was the partner a minute ago says nothing about who answers next."},
		{Name: "what one connection proves is not proved of the next", Rule: verify,
			Do: func(c *sandbox.Caller) {
				var next *given.Host
				turns := showing(ca.Certificate(host))
				turns.GetConfigForClient = func(*tls.ClientHelloInfo) (*tls.Config, error) {
					next = network.Put(at, showing(sandbox.SelfSigned(host)), smiling)
					return nil, nil
				}
				network.Put(at, turns, newPartner())
				c.Send(pay, sandbox.Status(201, 502, 503, 504))
				unheard(c, next)
			},
			Why: "Who checks on one connection and pays on another has asked one and paid another."},
		{Name: "no session outlives the authorities that count", Rule: verify + ", RFC 8446 §2.2",
			Do: func(c *sandbox.Caller) {
				same := showing(ca.Certificate(host)) // and so it takes its own sessions up again
				network.Put(at, same, closing)
				c.Send(pay, paid)
				c.Serve(serving(elsewhere))
				stranger(same)(c)
			},
			Why: "You have taken an authority out of the list, and whoever it vouched for is still believed."},

		{Name: "a redirect to clear text is not followed", Rule: "The task, CWE-319",
			Do:  moved("http://"+host+"/v2/payments", host+":80", nil),
			Why: "One wrong line in the partner's configuration, and the payments go out for all to read."},
		{Name: "a redirect to another host is not followed", Rule: "The task",
			Do:  moved("https://other.example/v1/payments", "other.example:443", showing(ca.Certificate("other.example"))),
			Why: "It proves that it is the other host. Nobody said that payments are for that one."},
		{Name: "a redirect within the partner is not followed", Rule: "The task",
			Do:  moved("https://"+host+"/callback?to=evil.example", "unused.example:443", nil),
			Why: "An open redirect there would send our token and a payment wherever its author wants."},

		{Name: "what the partner refuses is no success here", Rule: "The task",
			Do: func(c *sandbox.Caller) {
				for _, status := range []int{400, 401, 402, 404, 409, 429, 500, 503, 300, 304, 101} {
					answering(func(w http.ResponseWriter, r *http.Request) {
						w.Header().Set("Connection", "close")
						w.WriteHeader(status)
					})()
					c.Scene(fmt.Sprintf("%s answers %d", at, status))
					c.Send(pay, failed)
				}
			},
			Why: "A caller that reads 200 ships the goods."},
		{Name: "half an answer is no success here", Rule: "The task",
			Do: func(c *sandbox.Caller) {
				answering(func(w http.ResponseWriter, r *http.Request) {
					w.Header().Set("Content-Length", "100")
					_, _ = io.WriteString(w, `{"receipt": "`)
				})()
				c.Send(pay, failed)
				answering(func(w http.ResponseWriter, r *http.Request) {
					_, _ = io.WriteString(w, `{"receipt": "`)
					_ = http.NewResponseController(w).Flush()
					panic(http.ErrAbortHandler) // without the last chunk
				})()
				c.Send(pay, failed)
			},
			Why: "What is missing may be the word that it failed."},
		{Name: "a partner that cannot be reached keeps nobody waiting", Rule: "The task, OWASP API4:2023",
			Do: inTime(func() { network.PutNowhere(at) }), Why: "Each caller that waits holds a connection, and soon there are none left."},
		{Name: "a partner that does not answer the handshake keeps nobody waiting", Rule: "The task, OWASP API4:2023",
			Do: inTime(func() { network.Put(at, nil, nil) }), Why: "It is the state of a server whose disk is full: it accepts, and that is all."},
		{Name: "a partner that does not answer the request keeps nobody waiting", Rule: "The task, OWASP API4:2023",
			Do:  inTime(answering(func(_ http.ResponseWriter, r *http.Request) { given.Hang(r) })),
			Why: "The commonest way to fail, and the one that no error tells of."},
		{Name: "a partner that stops in its answer keeps nobody waiting", Rule: "The task, OWASP API4:2023",
			Do: inTime(answering(func(w http.ResponseWriter, r *http.Request) {
				_, _ = io.WriteString(w, `{"receipt": "`)
				_ = http.NewResponseController(w).Flush()
				given.Hang(r)
			})),
			Why: "A limit that ends with the header of the answer does not end what comes after it."},
		{Name: "a partner that answers drop by drop keeps nobody waiting", Rule: "The task, OWASP API4:2023",
			Do: inTime(answering(func(w http.ResponseWriter, r *http.Request) {
				for range 30 {
					_, _ = io.WriteString(w, " ")
					_ = http.NewResponseController(w).Flush()
					select {
					case <-r.Context().Done():
						given.Hang(r)
					case <-time.After(time.Second):
					}
				}
			})),
			Why: "A limit on each step is none on all of them."},
		{Name: "the log holds neither token nor payment", Rule: "OWASP ASVS 16.2.5",
			Do: func(c *sandbox.Caller) {
				for _, set := range []func(){
					func() { network.Put(at, showing(sandbox.SelfSigned(host)), smiling) },
					func() { network.Put(at, nil, smiling) },
					func() { network.Put(at, showing(ca.Certificate(host)), closing) },
					answering(func(w http.ResponseWriter, r *http.Request) {
						w.Header().Set("Connection", "close")
						w.WriteHeader(http.StatusForbidden)
					}),
				} {
					set()
					c.Send(pay, sandbox.Status(201, 403, 502, 503, 504))
				}
				for what, text := range map[string]string{"token": token, "card number": card} {
					c.Must(!strings.Contains(w.Logged(), text), "a log without token and payment", "it holds the "+what)
				}
			},
			Why: "More people read the log than are to pay, and it is kept for longer."},
	}
	w.Run(serving(for443), probes...)
}
