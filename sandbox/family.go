package sandbox

import (
	"net/http"
	"slices"
)

// Guarded describes one guarded request and how an honest caller opens it.
type Guarded struct {
	Request    Request // without a credential
	Field      string  // the header field of the credential; "" is Authorization
	Scheme     string  // the word before it; "" is Bearer in Authorization, nothing elsewhere
	Credential string
	Shows      string // what an honest answer shows

	// Serve sets a handler up for another credential. Without it, the
	// families Shapes and EmptyConfiguration are left out.
	Serve func(credential string) http.Handler

	// Without names the families that the service's task switches off.
	Without []Family
}

// Family is a probe made of many like exchanges. The first wrong one is
// shown, the others are counted.
type Family string

// The families, in the order in which they run.
const (
	Spelling           Family = "every legal spelling of the header line gets in"
	NearMisses         Family = "nothing that only resembles the credential gets in"
	TwoCredentials     Family = "two credentials in one request are refused"
	Elsewhere          Family = "the credential counts in its own header field only"
	OtherSchemes       Family = "the credential under another scheme is refused"
	ClaimsOfTrust      Family = "nobody gets in by claiming to be trusted"
	Methods            Family = "no method leads around the guard"
	Paths              Family = "no spelling of the path leads around the guard"
	OddCallers         Family = "odd but honest callers get in"
	Shapes             Family = "credentials of every legal shape work, and only whole"
	EmptyConfiguration Family = "a server without a credential lets nobody in"
	Memory             Family = "an answer depends on its own request, not on those before"
	Crowd              Family = "callers at the same time get their own answers"
	Answers            Family = "a refusal repeats no credential and waits for no body"
)

type familyRule struct {
	family Family
	honest bool
	why    string
	rule   string
	do     func(Guarded, *Caller)
}

var families = []familyRule{
	{Spelling, true, "A client that writes the line as the standard allows must not be locked out.", "RFC 9110 §5.5, §11.1, §11.4", Guarded.spelling},
	{NearMisses, false, "Whatever is let in beside the credential makes it easier to guess, or needs no guessing at all.", "CWE-287", Guarded.nearMisses},
	{TwoCredentials, false, "A proxy may check the one while the handler reads the other.", "RFC 6750 §2, RFC 9110 §5.3", Guarded.twoCredentials},
	{Elsewhere, false, "Queries and cookies end in logs and histories, or are sent by browsers unasked.", "RFC 6750 §2.3, OWASP ASVS 14.2.1", Guarded.elsewhere},
	{OtherSchemes, false, "The scheme says how to read what follows; what is read in another way is another credential.", "RFC 9110 §11.4", Guarded.otherSchemes},
	{ClaimsOfTrust, false, "Anybody can write these fields. Whoever believes them has no guard.", "CWE-290", Guarded.claimsOfTrust},
	{Methods, false, "A guard on one method leaves the data open to another.", "CWE-288", Guarded.methods},
	{Paths, false, "Where guard and router read a path differently, the data is open.", "CWE-288, CWE-22", Guarded.paths},
	{OddCallers, true, "Clients, proxies and browsers add header fields of their own. They do not make a right credential wrong.", "RFC 9110 §5.1", Guarded.oddCallers},
	{Shapes, false, "A guard that works for one token only breaks, or opens, with the next.", "RFC 6750 §2.1", Guarded.shapes},
	{EmptyConfiguration, false, "A forgotten setting must close the door, not open it.", "CWE-1188", Guarded.emptyConfiguration},
	{Memory, false, "A guard that remembers a caller lets the next one in.", "CWE-613", Guarded.memory},
	{Crowd, false, "Shared state in a guard mixes callers up under load.", "CWE-362", Guarded.crowd},
	{Answers, false, "An echo ends in logs and pages; a guard that waits for a body can be kept busy by anybody.", "CWE-209, OWASP API4:2023", Guarded.answers},
}

// Families makes the families' probes for a guarded request, those left out
// that g switches off or that do not apply to it.
func (w *World) Families(g Guarded) []Probe {
	if g.Field == "" {
		g.Field = "Authorization"
	}
	if g.Scheme == "" && g.Field == "Authorization" {
		g.Scheme = "Bearer"
	}
	var probes []Probe
	for _, f := range families {
		if slices.Contains(g.Without, f.family) || !g.applies(f.family) {
			continue
		}
		probes = append(probes, Probe{
			Name: string(f.family), Why: f.why, Rule: f.rule, Honest: f.honest,
			Do: func(c *Caller) { f.do(g, c) },
		})
	}
	return probes
}

func (g Guarded) applies(f Family) bool {
	switch f {
	case Shapes, EmptyConfiguration:
		return g.Serve != nil
	case OtherSchemes:
		return g.Scheme != ""
	}
	return true
}

// line is the value of the header field that carries the credential.
func (g Guarded) line(credential string) string {
	if g.Scheme == "" {
		return credential
	}
	return g.Scheme + " " + credential
}

// carrying is the guarded request with a value in the credential's field.
func (g Guarded) carrying(value string) Request { return g.Request.With(g.Field, value) }

func (g Guarded) honest() Request { return g.carrying(g.line(g.Credential)) }

// in wants an honest answer.
func (g Guarded) in() Want {
	if g.Shows == "" || g.Request.method == http.MethodHead {
		return Served
	}
	return Shows(g.Shows)
}

// wrong is a credential of the right length and alphabet that nobody has.
func (g Guarded) wrong() string {
	text := []byte(g.Credential)
	for i, c := range text {
		switch {
		case 'a' <= c && c < 'z', 'A' <= c && c < 'Z', '0' <= c && c < '9':
			text[i]++
		case c == 'z' || c == 'Z':
			text[i] -= 25
		case c == '9':
			text[i] = '0'
		}
	}
	return string(text)
}

// nothing wants the answer to hold no protected data, whatever its status.
func (g Guarded) nothing() Want {
	return Want{text: says("an answer without protected data"), check: func(e Exchange) string {
		return unless(len(e.leaks) == 0 && (g.Shows == "" || !e.holds(g.Shows)), e.Line())
	}}
}
