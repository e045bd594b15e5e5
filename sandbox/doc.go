// Package sandbox attacks an [http.Handler] and visits it as an honest caller
// would, in memory, without a network, on virtual time.
//
// A test is a list of sentences. Each is a [Probe]: one caller, hostile or
// honest, with what must come back. Every probe meets a new handler behind a
// real net/http server, inside a bubble of its own (testing/synctest), so
// that an hour of expiry costs nothing and one probe cannot spoil the next.
//
//	func TestOrders(t *testing.T) {
//		w := sandbox.New(t)
//		token, card := w.Secret("token"), w.Canary("card number")
//		serve := func() http.Handler { return orders.Handler(token, card) }
//		data := sandbox.Get("/orders")
//		w.Run(serve, append([]sandbox.Probe{
//			{Name: "the token opens the door", Send: data.Bearer(token), Want: sandbox.Shows(card)},
//			{Name: "no token, no entry", Send: data, Want: sandbox.Status(401)},
//		}, w.Families(sandbox.Guarded{Request: data, Credential: token, Shows: card})...)...)
//	}
//
// # What is made afresh
//
// Secrets and canaries are drawn anew at each run, from a seed that is printed
// with every failure; SANDBOX_SEED makes the same ones again. A [World.Secret]
// is something that only an honest caller knows. A [World.Canary] stands in
// the protected data: where it shows up, data got out.
//
// Each probe stands alone, so any order is as good as the written one:
// SANDBOX_SHUFFLE names the seed of another.
//
// # What holds for every answer
//
// An answer that lets nobody in (anything but 2xx) must not hold a canary or a
// secret, nor tell a file, a line or a stack of the program; it changes nothing
// that [World.Unchanged] watches; 401 carries a challenge that parses (RFC 9110
// §11.6.1), 405 an Allow field (RFC 9110 §15.5.6). A hostile caller never
// gets a 5xx. A handler that panics, hangs, floods, leaves a goroutine behind
// or writes after it returned breaks the probe, which names the line.
//
// # Families
//
// [World.Families] makes some fifteen probes of several hundred exchanges
// from one guarded request and one honest credential: near misses, credentials
// in other places, claims of trust, other methods and paths, and more. A
// family that the service allows on purpose is switched off by name.
//
// # Tables and hunts
//
// [Caller.Cell] lays many exchanges of one probe out in rows and columns, as
// one reads a policy. [World.Hunt] turns the sides: it tries somebody's own
// test, a table of [Case], on a right server and on broken ones.
//
// # Once more
//
// Each exchange comes with marks, which name the credentials and the protected
// data in it, and with itself as Go. [Again] sends that to the same handler,
// with the same secrets, in the place of all probes. [Differs] tells in a line
// what tells two answers apart.
//
// # TLS
//
// A service that [OverTLS] makes listens in clear text and with TLS. A request
// goes to the first, and with [Request.TLS] to the second: a real handshake, in
// virtual time. An [Authority] makes the certificates, right ones and wrong ones.
// [NoHandshake] is wanted where the two must not agree; each exchange tells
// which way it went. What a service shows that the handler itself calls,
// [Caller.Scene] says.
//
//	ca := sandbox.NewAuthority("test")
//	config := &tls.Config{Certificates: []tls.Certificate{ca.Certificate("api.example")}}
//	serve := func() http.Handler { return sandbox.OverTLS(handler, config) }
//	secret := sandbox.Get("/secret").Host("api.example")
//	over := secret.TLS(&tls.Config{RootCAs: ca.Pool()})
//
// # Evidence
//
// Each test writes [EvidenceFile] into its artifact directory (go test
// -artifacts -outputdir DIR): first the list of all probes, then a line for
// each as soon as it ends. [Decode] reads it. Nothing on standard output is
// evidence: that belongs to the handler. With -artifacts no verdict is printed
// there; without it, each broken probe is told as text.
//
// # Use in another module
//
// The module has no host in its path. Copy it, and say in go.mod:
//
//	require gatehouse v0.0.0
//	replace gatehouse => ../gatehouse
package sandbox
