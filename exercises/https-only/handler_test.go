package httpsonly

import (
	"crypto/tls"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"testing"

	"gatehouse/exercises/https-only/given"
	"gatehouse/sandbox"
)

func TestHandler(t *testing.T) {
	w := sandbox.New(t)
	token, data := w.Secret("token"), w.Canary("data")
	host := fmt.Sprintf("api-%d.example", 100+w.Rand().IntN(900))
	ca := sandbox.NewAuthority("test")

	// A proxy by its address, and two networks of them.
	alone := fmt.Sprintf("192.0.2.1%d", 1+w.Rand().IntN(9))
	proxies := []string{alone, fmt.Sprintf("198.51.100.%d", 130+w.Rand().IntN(100)), "2001:db8:aa::1:7"}
	// What a program may not escape on its way out.
	deps := given.Deps{Token: token, Data: data + ` says "a\b" & <c>`, Host: host, Certificate: ca.Certificate(host), Proxies: []netip.Prefix{
		netip.MustParsePrefix(alone + "/32"), netip.MustParsePrefix("198.51.100.128/25"), netip.MustParsePrefix("2001:db8:aa::/48"),
	}}
	serve := func() http.Handler { return sandbox.OverTLS(Handler(deps), TLS(deps)) }

	only := func(version uint16) *tls.Config {
		return &tls.Config{RootCAs: ca.Pool(), ServerName: host, MinVersion: version, MaxVersion: version}
	}
	newest := only(tls.VersionTLS13)
	call, page := sandbox.Get("/api/data").Host(host), sandbox.Get("/docs").Host(host)
	says := func(r sandbox.Request, address, scheme string) sandbox.Request {
		return r.From(address).With("X-Forwarded-Proto", scheme)
	}

	fields := func(e sandbox.Exchange) []string { return e.Header.Values("Strict-Transport-Security") }
	binding := func(text string, least int) sandbox.Want {
		return sandbox.Check("one Strict-Transport-Security field with "+text, func(e sandbox.Exchange) string {
			if len(fields(e)) != 1 {
				return fmt.Sprintf("with %d such fields", len(fields(e)))
			}
			if given.MaxAge(fields(e)[0]) >= least {
				return ""
			}
			return "with " + fields(e)[0]
		})
	}
	bound, forAYear := binding("a max-age", 0), binding("a max-age of a year or more", 31536000)
	unbound := sandbox.Check("no Strict-Transport-Security field", func(e sandbox.Exchange) string {
		if len(fields(e)) == 0 {
			return ""
		}
		return "with " + fields(e)[0]
	})
	everyName := sandbox.Check("includeSubDomains, where all names below the host speak https, too (OWASP ASVS 3.4.1, from level 2)", func(e sandbox.Exchange) string {
		if strings.Contains(strings.ToLower(strings.Join(fields(e), "")), "includesubdomains") {
			return ""
		}
		return "without it"
	})
	// 401 is no refusal here: it asks for what must not be sent.
	turnedAway := sandbox.Check("a refusal from 400 to 499, and not 401", func(e sandbox.Exchange) string {
		switch {
		case e.Status >= 300 && e.Status < 400:
			return "to " + e.Header.Get("Location")
		case e.Status < 400 || e.Status > 499 || e.Status == 401:
			return "in clear text"
		}
		return ""
	})
	leads := func(target string) sandbox.Want {
		return sandbox.Check("a redirect to https://"+host+target, func(e sandbox.Exchange) string {
			to, err := url.Parse(e.Header.Get("Location"))
			switch {
			case e.Status < 301 || e.Status > 308 || e.Status > 303 && e.Status < 307:
				return "and no redirect"
			case err != nil || to.Scheme != "https" || strings.TrimSuffix(to.Host, ":443") != host || to.RequestURI() != target:
				return "to " + e.Header.Get("Location")
			}
			return ""
		})
	}
	forGood := sandbox.Check("permanent, 301 or 308 (RFC 6797 §7.2)", func(e sandbox.Exchange) string {
		if e.Status == 301 || e.Status == 308 {
			return ""
		}
		return "which is not permanent"
	})
	homeOrNowhere := sandbox.Check("no way to another host than "+host, func(e sandbox.Exchange) string {
		location := e.Header.Get("Location")
		if given.Followed(host, location) == host {
			return ""
		}
		return "to " + location
	})
	opened, unproved := sandbox.Shows(data), sandbox.Status(401)

	const stranger, evil = "", "evil.example" // without an address of its own, a request comes from a stranger's
	const asvsRedirect, asvsProxy, hstsClear = "OWASP ASVS 4.1.2", "OWASP ASVS 4.1.3, CWE-290", "RFC 6797 §7.2, §8.1"
	probes := []sandbox.Probe{
		{Name: "the token opens the data over TLS 1.3", Rule: "OWASP ASVS 12.1.1",
			Send: call.TLS(newest).Bearer(token), Want: sandbox.Shows(deps.Data),
			Why: "A service that its honest callers cannot use protects nothing."},
		{Name: "the token opens the data over TLS 1.2", Rule: "RFC 9325 §3.1.1",
			Send: call.TLS(only(tls.VersionTLS12)).Bearer(token), Want: opened,
			Why: "TLS 1.2 is still what many programs speak best, and nothing is wrong with it."},
		{Name: "everybody reads the page over https", Rule: "The task",
			Do: func(c *sandbox.Caller) {
				c.Send(page.TLS(newest), sandbox.Served)
				c.Send(page.Host(evil).TLS(newest), sandbox.Served)
				// Who asks for an address names no host in the handshake.
				c.Send(page.TLS(&tls.Config{ServerName: "192.0.2.1", InsecureSkipVerify: true}), sandbox.Served)
			}, Honest: true,
			Why: "Who has no token yet learns there how to get one."},
		{Name: "a proxy that says https is believed", Rule: "The task", Honest: true,
			Do: func(c *sandbox.Caller) {
				for _, proxy := range proxies {
					c.Send(says(call, proxy, "https").Bearer(token), opened)
					c.Send(says(page, proxy, "https"), sandbox.Served)
				}
			},
			Why: "Behind a proxy all arrives in clear text. Who refuses that has no callers, and who redirects it sends them in circles."},
		{Name: "a proxy that speaks TLS with this service needs no field", Rule: "The task", Honest: true,
			Do: func(c *sandbox.Caller) {
				c.Send(call.TLS(newest).From(alone).Bearer(token), opened)
				c.Send(says(call, alone, "http").TLS(newest).Bearer(token), opened)
			},
			Why: "The day on which a proxy is told to encrypt its own stretch, too, would be the day on which nobody gets through."},
		{Name: "over https the data is for who holds the token", Rule: "RFC 9110 §11.4",
			Do: func(c *sandbox.Caller) {
				c.Send(call.TLS(newest), unproved)
				c.Send(call.TLS(newest).Bearer(token[:20]), unproved)
				c.Send(says(call, proxies[0], "https"), unproved)
			},
			Why: "That nobody on the way can read along says nothing about who asks."},

		{Name: "the right token in clear text opens nothing", Rule: "RFC 6750 §5.3, CWE-319",
			Send: call.Bearer(token), Want: turnedAway,
			Why: "If it works, nobody finds out that everybody on the way has read the token."},
		{Name: "a call in clear text is refused and not redirected", Rule: asvsRedirect,
			Do: func(c *sandbox.Caller) {
				for _, r := range []sandbox.Request{
					call, call.Bearer("wrong"), call.Target("/api/data?page=2"), call.Target("/api/unknown"),
					call.Method("HEAD"), call.Method("POST").Body("application/json", "{}").Bearer(token),
					call.With("Accept", "text/html"), says(call, proxies[0], "http").Bearer(token), call.From(proxies[0]).Bearer(token),
				} {
					c.Send(r, turnedAway)
				}
			},
			Why: "A client follows the redirect and works. So it goes on sending its token in clear text first, each time."},
		{Name: "no untidy path leads a call on", Rule: asvsRedirect,
			Do: func(c *sandbox.Caller) {
				for _, path := range []string{"/api//data", "//api/data", "/api/./data", "/docs/../api/data", "/%61pi/data"} {
					c.Send(call.Target(path).Bearer(token), turnedAway)
				}
			},
			Why: "Routers tidy a path by a redirect of their own. It keeps the scheme, so the token goes out in clear text twice."},
		{Name: "in clear text a right token is answered like a wrong one", Rule: "The task",
			Do: func(c *sandbox.Caller) {
				without := c.Send(call, turnedAway)
				same := func(e sandbox.Exchange) {
					c.Must(e.Status == without.Status, fmt.Sprintf("%d, as without a token", without.Status), e.Line())
				}
				for _, sent := range []string{token, token[:20], "x"} {
					same(c.Send(call.Bearer(sent), turnedAway))
				}
				for _, line := range []string{"Bearer", "Bearer a b", "Basic eDp5", token} {
					same(c.Send(call.With("Authorization", line), turnedAway))
				}
				same(c.Send(call.Bearer("x").Bearer("y"), turnedAway))
				same(c.Send(call.Target("/api/data?access_token=x"), turnedAway))
			},
			Why: "Who listens in gets it confirmed which of the tokens that he read is good."},

		{Name: "a 426 names what to upgrade to", Rule: "RFC 9110 §15.5.22",
			Send: call, Why: "A client that is told to change its protocol and not to which can only give up.",
			Want: sandbox.Check("Upgrade, if it is a 426", func(e sandbox.Exchange) string {
				if e.Status == 426 && e.Header.Get("Upgrade") == "" {
					return "without Upgrade"
				}
				return ""
			})},

		{Name: "the page is not shown in clear text", Rule: "OWASP ASVS 12.2.1",
			Send: page, Why: "Everybody on the way can change what it says about where to send a token.",
			Want: sandbox.Check("a redirect, or a refusal", func(e sandbox.Exchange) string {
				if e.Status >= 300 {
					return ""
				}
				return "in clear text"
			})},
		{Name: "the page in clear text leads to https", Rule: "RFC 6797 §7.2", Honest: true,
			Send: page, Want: leads("/docs"), Advice: forGood,
			Why: "People type a name without its scheme. Who refuses them loses them."},
		{Name: "the page leads to https behind a proxy, too", Rule: "The task", Honest: true,
			Do: func(c *sandbox.Caller) {
				for _, r := range []sandbox.Request{says(page, proxies[0], "http"), page.From(proxies[1]), page.Host(host + ":8080")} {
					c.Send(r, leads("/docs"))
				}
			},
			Why: "The proxy tells that its visitor came in clear text, and leaves the rest to you."},
		{Name: "the redirect keeps the query", Rule: "The task", Honest: true,
			Do: func(c *sandbox.Caller) {
				for _, target := range []string{"/docs?chapter=2&of=a%2Fb", "/docs?of=b&of=a%20c&chapter=d+e", "/docs?print"} {
					c.Send(page.Target(target), leads(target))
				}
			},
			Why: "A link into the middle of the page works in one form of its address only, otherwise."},
		{Name: "no caller chooses where an answer leads", Rule: "CWE-601",
			Do: func(c *sandbox.Caller) {
				for _, r := range []sandbox.Request{
					page.Host(evil), page.Host(evil + ":8080"), page.Host(host + "." + evil), says(page, proxies[0], "http").Host(evil),
					page.Target("http://" + evil + "/docs"), page.Target("//" + evil + "/docs"), page.Target("/docs?next=https://" + evil),
					page.Target("http:." + evil + "/docs"), page.Target("http:@" + evil + "/docs"), page.Target("http:docs"),
					sandbox.Raw("GET /docs HTTP/1.0\r\n\r\n"),
				} {
					c.Send(r, homeOrNowhere)
				}
			},
			Why: "A cache keeps the answer and sends the next visitors to the attacker's copy of the page."},
		{Name: "over https no answer leads to the host that was asked for", Rule: "CWE-601",
			Do: func(c *sandbox.Caller) {
				c.Send(call.Host(evil).TLS(newest), sandbox.All(unproved, sandbox.Lacks("//"+evil)))
				c.Send(page.Host(evil).TLS(newest), sandbox.All(sandbox.Served, sandbox.Lacks("//"+evil)))
				c.Send(page.Host(evil).Target("//docs").TLS(newest), homeOrNowhere)
			},
			Why: "A client that is told where to learn more, or to get a token, goes there and believes what it reads."},
		{Name: "no field that a proxy passes on chooses it", Rule: "CWE-601, OWASP ASVS 4.1.3",
			Do: func(c *sandbox.Caller) {
				for _, name := range []string{"X-Forwarded-Host", "X-Forwarded-Server", "X-Original-Host", "X-Host", "X-Original-URL"} {
					c.Send(page.With(name, evil), homeOrNowhere)
					c.Send(says(page, proxies[0], "http").With(name, evil), homeOrNowhere)
				}
				c.Send(says(page, proxies[0], "http").With("Forwarded", "host="+evil), homeOrNowhere)
			},
			Why: "A proxy that you trust passes on what a caller wrote whom you do not."},

		{Name: "the page over https binds the browser to https", Rule: "RFC 6797 §7.1, OWASP ASVS 3.4.1",
			Send: page.TLS(newest), Want: sandbox.All(sandbox.Served, bound), Advice: everyName,
			Why: "Without it, each typed address begins with a request that the next access point can answer itself."},
		{Name: "the browser is bound for a year or more", Rule: "OWASP ASVS 3.4.1",
			Send: page.TLS(newest), Want: forAYear,
			Why: "Who comes back later than that begins in clear text again."},
		{Name: "every other answer over https does, too", Rule: "OWASP ASVS 3.4.1",
			Do: func(c *sandbox.Caller) {
				c.Send(call.TLS(newest).Bearer(token), sandbox.All(opened, bound))
				c.Send(call.TLS(newest), sandbox.All(unproved, bound))
				c.Send(page.Target("/nothing-here").TLS(newest), bound)
				c.Send(page.Method("DELETE").TLS(newest), bound)
			},
			Why: "The first answer that a browser sees is often a refusal; it should not take a second visit."},
		{Name: "answers through a proxy bind the browser, too", Rule: "The task", Honest: true,
			Do: func(c *sandbox.Caller) {
				for _, proxy := range proxies {
					c.Send(says(page, proxy, "https"), sandbox.All(sandbox.Served, bound))
				}
				c.Send(says(call, proxies[2], "https"), sandbox.All(unproved, bound))
			},
			Why: "The browser came over https; that the last stretch was another does not concern it."},
		{Name: "in clear text no browser is bound", Rule: hstsClear,
			Do: func(c *sandbox.Caller) {
				for _, r := range []sandbox.Request{
					page, call, call.Bearer(token), page.Target("/"), page.Target("/nothing-here"), page.Method("DELETE"),
					says(page, proxies[0], "http"), page.From(proxies[0]), says(page, stranger, "https"), says(call, proxies[0], "http, https"),
				} {
					c.Send(r, unbound)
				}
			},
			Why: "Browsers must ignore it there, as anybody could have written it. It only hides that the answers are mixed up."},

		{Name: "a stranger who says https is not believed", Rule: asvsProxy,
			Do: func(c *sandbox.Caller) {
				c.Send(says(call, stranger, "https").Bearer(token), turnedAway)
				c.Send(says(page, stranger, "https"), unbound)
			},
			Why: "One header field, and the token is taken in clear text as if nothing were wrong."},
		{Name: "a service without proxies believes nobody", Rule: asvsProxy, Serve: func() http.Handler {
			direct := deps
			direct.Proxies = nil
			return sandbox.OverTLS(Handler(direct), TLS(direct))
		},
			Do: func(c *sandbox.Caller) {
				for _, address := range []string{stranger, alone, "127.0.0.1"} {
					c.Send(says(call, address, "https").Bearer(token), turnedAway)
				}
			},
			Why: "Nothing was configured, and so everything is believed."},
		{Name: "an address that resembles a proxy's is another", Rule: asvsProxy,
			Do: func(c *sandbox.Caller) {
				for _, address := range []string{alone + "0", "198.51.100.9", "2001:db8:ab::1:7"} {
					c.Send(says(call, address, "https").Bearer(token), turnedAway)
				}
			},
			Why: "The neighbour in the data centre is no proxy of yours."},
		{Name: "an address of the inside network opens nothing", Rule: asvsProxy,
			Do: func(c *sandbox.Caller) {
				for _, address := range []string{"127.0.0.1", "::1", "10.0.0.9", "192.168.1.9", "169.254.1.9", "fd00::9"} {
					c.Send(says(call, address, "https").Bearer(token), turnedAway)
					c.Send(call.From(address).Bearer(token), turnedAway)
				}
			},
			Why: "Whatever else runs on this machine and in this network would be let in, and read along, too."},
		{Name: "nobody becomes a proxy by saying so", Rule: asvsProxy,
			Do: func(c *sandbox.Caller) {
				for _, name := range []string{"X-Forwarded-For", "X-Real-IP", "X-Client-IP", "True-Client-IP", "Forwarded"} {
					value := alone
					if name == "Forwarded" {
						value = "for=" + alone + ";proto=https"
					}
					c.Send(says(call, stranger, "https").With(name, value).Bearer(token), turnedAway)
				}
			},
			Why: "The address of a connection is hard to forge, a header field that names one is not."},
		{Name: "no other field says how a request came", Rule: "The task",
			Do: func(c *sandbox.Caller) {
				for _, f := range [][2]string{
					{"Forwarded", "proto=https"}, {"X-Forwarded-Ssl", "on"}, {"Front-End-Https", "on"}, {"X-Forwarded-Scheme", "https"},
					{"X-Forwarded-Protocol", "https"}, {"X-Scheme", "https"}, {"X-Url-Scheme", "https"}, {"X-Forwarded-Port", "443"},
					{"Upgrade-Insecure-Requests", "1"}, {"Origin", "https://" + host}, {"Referer", "https://" + host + "/docs"},
				} {
					c.Send(call.With(f[0], f[1]).Bearer(token), turnedAway)
					c.Send(says(call, alone, "http").With(f[0], f[1]).Bearer(token), turnedAway)
					c.Send(call.From(alone).With(f[0], f[1]).Bearer(token), turnedAway)
				}
			},
			Why: "The proxies replace one field. All others they pass on as the client wrote them."},
		{Name: "the address that is asked for does not say how it was asked", Rule: "RFC 9112 §3.2.2",
			Do: func(c *sandbox.Caller) {
				c.Send(call.Target("https://"+host+"/api/data").Bearer(token), turnedAway)
				c.Send(call.Host(host+":443").Bearer(token), turnedAway)
			},
			Why: "A request line can hold a whole address, scheme and all, and is text of the caller's like the rest."},
		{Name: "each request of a proxy's is judged by itself", Rule: "The task", Serve: func() http.Handler {
			handler := Handler(deps)
			// To a handler, requests of one connection come from one port.
			return sandbox.OverTLS(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.TLS == nil {
					r.RemoteAddr = alone + ":40000"
				}
				handler.ServeHTTP(w, r)
			}), TLS(deps))
		},
			Do: func(c *sandbox.Caller) {
				c.Send(says(call, alone, "https").Bearer(token), opened)
				c.Send(says(call, alone, "http").Bearer(token), turnedAway)
				c.Send(call.From(alone).Bearer(token), turnedAway)
				c.Send(says(call, alone, "https").Bearer(token), opened)
			},
			Why: "Over one connection a proxy passes on what many clients sent, some with https and some without."},
		{Name: "a proxy that passes on two lines has not said https", Rule: asvsProxy,
			Do: func(c *sandbox.Caller) {
				for _, second := range []string{"http", "https", ""} {
					c.Send(says(call, alone, "https").With("X-Forwarded-Proto", second).Bearer(token), turnedAway)
					c.Send(says(call, alone, second).With("X-Forwarded-Proto", "https").Bearer(token), turnedAway)
				}
			},
			Why: "Of two lines the client wrote one, and it depends on the proxy which."},
		{Name: "a list of values has not said https", Rule: asvsProxy,
			Do: func(c *sandbox.Caller) {
				for _, said := range []string{"https, http", "http, https", "https,https", "http,https"} {
					c.Send(says(call, alone, said).Bearer(token), turnedAway)
				}
			},
			Why: "A proxy that adds its own value to the client's leaves both there."},
		{Name: "a word that only resembles https has not said it", Rule: "The task",
			Do: func(c *sandbox.Caller) {
				for _, said := range []string{"httpsx", "xhttps", "https://", "http", "", "on", "wss"} {
					c.Send(says(call, alone, said).Bearer(token), turnedAway)
				}
			},
			Why: "Where the field says something else, something else happened."},

		{Name: "TLS 1.1 and TLS 1.0 are refused in the handshake", Rule: "RFC 9325 §3.1.1, OWASP ASVS 12.1.1",
			Do: func(c *sandbox.Caller) {
				c.Send(call.TLS(only(tls.VersionTLS11)).Bearer(token), sandbox.NoHandshake)
				c.Send(call.TLS(only(tls.VersionTLS10)).Bearer(token), sandbox.NoHandshake)
			},
			Why: "Who sits between can hold a newer client down to what both still speak, and attacks that."},
		{Name: "a token in the query opens nothing", Rule: "OWASP ASVS 14.2.1",
			Do: func(c *sandbox.Caller) {
				for _, name := range []string{"access_token", "token"} {
					c.Send(call.Target("/api/data?"+name+"="+url.QueryEscape(token)).TLS(newest), sandbox.Status(401, 400))
				}
			},
			Why: "TLS hides an address from those on the way, and not from the logs at both of its ends."},
	}
	through := sandbox.Guarded{
		Request: says(call, proxies[0], "https"), Credential: token, Shows: data,
		Without: []sandbox.Family{sandbox.OddCallers},
	}
	direct := sandbox.Guarded{Request: call.TLS(newest), Credential: token, Shows: data, Without: []sandbox.Family{
		sandbox.Spelling, sandbox.NearMisses, sandbox.TwoCredentials, sandbox.Elsewhere, sandbox.OtherSchemes, sandbox.ClaimsOfTrust,
		sandbox.Methods, sandbox.Paths, sandbox.Memory, sandbox.Crowd, sandbox.Answers,
	}}
	w.Run(serve, append(append(probes, w.Families(through)...), w.Families(direct)...)...)
}
