package sandbox

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"
)

func (g Guarded) serving(credential string) func() http.Handler {
	return func() http.Handler { return g.Serve(credential) }
}

// claims are fields by which nobody can prove anything.
var claims = []field{
	{"X-Forwarded-For", "127.0.0.1"}, {"X-Forwarded-For", "::1"}, {"X-Real-IP", "127.0.0.1"}, {"Forwarded", "for=127.0.0.1"},
	{"X-Client-IP", "127.0.0.1"}, {"True-Client-IP", "127.0.0.1"}, {"CF-Connecting-IP", "127.0.0.1"}, {"X-Originating-IP", "127.0.0.1"},
	{"X-Remote-IP", "127.0.0.1"}, {"X-Remote-Addr", "127.0.0.1"}, {"X-Cluster-Client-IP", "10.0.0.1"}, {"Via", "1.1 localhost"},
	{"Remote-User", "admin"}, {"X-Remote-User", "admin"}, {"X-Forwarded-User", "admin"}, {"X-Authenticated-User", "admin"},
	{"X-Auth-Request-User", "admin"}, {"X-User", "admin"}, {"X-User-Id", "1"}, {"X-Username", "admin"}, {"X-Role", "admin"},
	{"X-WEBAUTH-USER", "admin"}, {"X-SSL-Client-Verify", "SUCCESS"}, {"X-Client-Cert", "admin"}, {"From", "admin@localhost"},
	{"X-Internal", "true"}, {"X-Internal-Request", "1"}, {"X-Middleware-Subrequest", "middleware"}, {"X-Service", "gateway"},
	{"X-Debug", "true"}, {"X-Test", "1"}, {"X-Admin", "true"}, {"X-Bypass", "1"}, {"X-Skip-Auth", "true"}, {"X-Authenticated", "true"},
	{"X-Original-URL", "/public"}, {"X-Rewrite-URL", "/public"}, {"X-Forwarded-Prefix", "/public"}, {"X-Forwarded-Uri", "/public"},
	{"X-HTTP-Method-Override", "OPTIONS"}, {"X-HTTP-Method", "HEAD"}, {"X-Method-Override", "OPTIONS"},
	{"User-Agent", "kube-probe/1.31"}, {"User-Agent", "Googlebot/2.1"}, {"User-Agent", "ELB-HealthChecker/2.0"}, {"User-Agent", "Prometheus/2"},
	{"Origin", "http://sandbox"}, {"Referer", "http://sandbox/public"}, {"Sec-Fetch-Site", "same-origin"}, {"X-Requested-With", "XMLHttpRequest"},
	{"Accept", "text/html"}, {"Content-Type", "application/grpc"}, {"Host-Override", "localhost"}, {"X-Forwarded-Host", "localhost"},
	{"X-Forwarded-Proto", "https"}, {"X-CSRF-Token", "1"}, {"If-None-Match", "*"}, {"If-None-Match", `"1"`}, {"If-Modified-Since", "Sat, 01 Jan 2000 00:00:00 GMT"},
	{"Range", "bytes=0-9"}, {"Cache-Control", "only-if-cached"}, {"Cookie", "admin=true; role=admin; logged_in=1"},
}

func (g Guarded) claimsOfTrust(c *Caller) {
	wrong := g.carrying(g.line(g.wrong()))
	for _, claim := range claims {
		note := claim.name + ": " + claim.value
		c.ask(note, g.Request.With(claim.name, claim.value), NotServed)
		c.ask(note+", and a wrong credential", wrong.With(claim.name, claim.value), NotServed)
	}
	for _, query := range []string{"debug=1", "debug=true", "test=1", "admin=true", "internal=1", "auth=off", "user=admin", "role=admin", "public=1", "next=/public", "path=/healthz"} {
		c.ask("the query "+query, g.Request.query(query), NotServed)
	}
	for _, address := range []string{"127.0.0.1", "::1", "10.0.0.1", "192.168.1.1"} {
		c.ask("a caller from "+address, g.Request.From(address), NotServed)
		c.ask("a caller from "+address+" with a wrong credential", wrong.From(address), NotServed)
	}
	preflight := g.Request.With("Origin", "https://elsewhere.example").With("Access-Control-Request-Method", "GET")
	c.ask("the fields of a CORS preflight", preflight, NotServed)
	local := g.Request
	local.host = "localhost"
	c.ask("Host: localhost", local, NotServed)
	upgrade := g.Request.With("Connection", "Upgrade").With("Upgrade", "websocket").With("Sec-WebSocket-Version", "13").With("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
	c.ask("an upgrade to a WebSocket", upgrade, NotServed)
}

func (g Guarded) methods(c *Caller) {
	wrong := g.carrying(g.line(g.wrong()))
	for _, method := range []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "QUERY", "get", "BREW"} {
		// OPTIONS may be answered to anybody (RFC 9110 §9.3.7); it shows no data.
		want := NotServed
		if method == http.MethodOptions {
			want = g.nothing()
		}
		c.ask(method+" without a credential", g.Request.Method(method), want)
		c.ask(method+" with a wrong credential", wrong.Method(method), want)
	}
	preflight := g.Request.Method("OPTIONS").With("Origin", "https://elsewhere.example").With("Access-Control-Request-Method", "GET").With("Access-Control-Request-Headers", "authorization")
	c.ask("a CORS preflight", preflight, g.nothing())
	c.ask(g.Request.method+" with the right credential", g.honest(), g.in())
}

func (g Guarded) paths(c *Caller) {
	path, query, _ := strings.Cut(g.Request.target, "?")
	if query != "" {
		query = "?" + query
	}
	last := path[strings.LastIndex(path, "/"):]
	for _, p := range []string{
		path + "/", "/" + path, path + "//", "/." + path, path + "/.", "/x/.." + path, "/public/.." + path, "/public/../." + path, "/healthz/.." + path,
		"/static/.." + path, "/%2e%2e" + path, "/public/%2e%2e" + path, path + ";", path + ";x=1", "/;x=1" + path, path + "%2f", "%2f" + path, path + "%00", path + "%20", path + "%3f",
		path[:len(path)-1] + fmt.Sprintf("%%%02x", path[len(path)-1]), "/" + fmt.Sprintf("%%%02x", path[1]) + path[2:], strings.ToUpper(path), path + ".json", path + ".html", path + "~",
		"/health" + path, "/healthz" + path, "/public" + path, "/static" + path, "/login" + path, "/docs" + path, "/v1" + path, "/api" + path, "/internal" + path,
		path + "/public", path + "/healthz", path + "/health", path + "/login", path + "/docs", path + "/static/x.css", path + "/index.html", last + "/.." + path, "\\" + path,
	} {
		if strings.HasPrefix(p, "/") {
			c.follow("the path "+p, g.Request.Target(p+query), g.nothing())
		}
	}
	for _, q := range []string{"/public", "path=/healthz", "url=/static/x.css", "x=.css", "/login"} {
		c.ask("the query "+q, g.Request.query(q), NotServed)
	}
	c.follow("the absolute form", g.Request.Target("http://sandbox"+g.Request.target), g.nothing())
}

// follow asks and follows redirects as a browser would.
func (c *Caller) follow(note string, r Request, want Want) {
	for range 4 {
		e := c.ask(note, r, want)
		if e.Status < 300 || e.Status >= 400 || e.Header.Get("Location") == "" {
			return
		}
		next := strings.TrimPrefix(e.Header.Get("Location"), "http://sandbox")
		if !strings.HasPrefix(next, "/") {
			return
		}
		r, note = r.Target(next), note+", redirected"
	}
}

func (g Guarded) oddCallers(c *Caller) {
	honest := g.honest()
	for _, f := range []field{
		{"Origin", "https://elsewhere.example"}, {"Referer", "https://elsewhere.example/page"}, {"X-Forwarded-For", "198.51.100.9"}, {"X-Forwarded-Proto", "http"},
		{"Forwarded", "for=198.51.100.9;proto=http"}, {"Cookie", "theme=dark; session=old"}, {"Proxy-Authorization", "Basic dXNlcjpwYXNz"},
		{"Accept", "application/json"}, {"Accept", "text/html"}, {"Accept-Encoding", "gzip, br"}, {"Accept-Language", "el"}, {"User-Agent", ""}, {"User-Agent", "python-requests/2.32"},
		{"Cache-Control", "no-cache"}, {"Connection", "keep-alive"}, {"X-Request-ID", "7"}, {"Traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"},
		{"DNT", "1"}, {"Sec-Fetch-Site", "cross-site"}, {"Via", "1.1 proxy"}, {"Upgrade-Insecure-Requests", "1"},
	} {
		c.ask("with "+f.name+": "+f.value, honest.With(f.name, f.value), g.in())
	}
	c.ask("with its credential before other fields", g.Request.With(g.Field, g.line(g.Credential)).With("X-Last", "1"), g.in())
	c.ask("with a part of the document", honest.With("Range", "bytes=0-99999"), Served)
	c.ask("with a query of its own", honest.query("page=2&sort=token"), g.in())
	old := honest
	old.proto = "HTTP/1.0"
	c.ask("with HTTP/1.0", old, g.in())
	named := honest
	named.host = "api.example:8443"
	c.ask("with another Host", named, g.in())
	c.ask("from this machine", honest.From("127.0.0.1"), g.in())
}

func (g Guarded) memory(c *Caller) {
	wrong := g.carrying(g.line(g.wrong()))
	first := c.ask("the right credential", g.honest(), g.in())
	c.ask("none, after the right one", g.Request, NotServed)
	c.ask("a wrong one, after the right one", wrong, NotServed)
	for _, m := range misses(g.Credential, g.wrong())[:14] {
		if m.value != g.Credential {
			c.ask("the right one "+m.name+", after the right one", g.carrying(g.line(m.value)), NotServed)
		}
	}
	if cookies := first.Header.Values("Set-Cookie"); len(cookies) > 0 {
		for i, cookie := range cookies {
			cookies[i], _, _ = strings.Cut(cookie, ";")
		}
		c.ask("the cookies that came back, alone", g.Request.With("Cookie", strings.Join(cookies, "; ")), NotServed)
	}
	for range 60 {
		c.ask("one of sixty wrong ones", wrong, NotServed)
	}
	c.ask("the right one, after sixty wrong ones", g.honest(), g.in())
	for range 150 {
		c.ask("one of 150 right ones", g.honest(), g.in())
	}
	c.ask("none, after 150 right ones", g.Request, NotServed)
	c.Wait(time.Hour)
	c.ask("the right one, an hour later", g.honest(), g.in())
	c.ask("none, an hour later", g.Request, NotServed)
	l := c.connect(g.Request)
	defer l.Close()
	c.over(l, "the right one on a connection that stays open", g.honest(), g.in())
	c.over(l, "none, on the same connection", g.Request, NotServed)
}

func (g Guarded) crowd(c *Caller) {
	c.crowd = true
	defer func() { c.crowd = false }()
	wrong := g.carrying(g.line(g.wrong()))
	var all sync.WaitGroup
	for i := range 40 {
		all.Go(func() {
			switch i % 4 {
			case 0:
				c.ask("nobody, in a crowd", g.Request, NotServed)
			case 1:
				c.ask("a hostile caller in a crowd", wrong, NotServed)
			default:
				c.ask("an honest caller in a crowd", g.honest(), g.in())
			}
		})
	}
	all.Wait()
}

func (g Guarded) answers(c *Caller) {
	const marker = "Zq7Marker41xW"
	quiet := All(NotServed, Check("nothing of the credential in the answer", func(e Exchange) string {
		return unless(!e.holds(marker), "with the caller's own credential in it")
	}))
	c.ask("a wrong credential", g.carrying(g.line(marker)), quiet)
	c.ask("a long wrong credential", g.carrying(g.line(marker+strings.Repeat("a", 500))), quiet)
	c.ask("a credential with quotes", g.carrying(g.line(marker+`"x`)), quiet)
	c.ask("a credential in brackets", g.carrying(g.line("<b>"+marker+"</b>")), quiet)
	if g.Scheme != "" {
		c.ask("an unknown scheme", g.carrying(marker+" "+g.Credential), quiet)
		c.ask("a word alone", g.carrying(marker), quiet)
		basic := base64.StdEncoding.EncodeToString([]byte("user:" + marker))
		c.ask("Basic", g.carrying("Basic "+basic), quiet)
		c.ask("parameters", g.carrying(g.Scheme+` realm="`+marker+`"`), quiet)
	}
	announcing := g.Request
	announcing.announced = 1 << 20
	c.announce("a body that is announced and does not come", announcing)
	c.announce("such a body with a wrong credential", announcing.With(g.Field, g.line(g.wrong())))
}
