package sandbox

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// Want is what must come back: how it reads, and a check that returns "" or
// what came instead.
type Want struct {
	text   func(Exchange) string
	check  func(Exchange) string
	admits bool   // the caller is let in: an honest one
	serves bool   // a 5xx is among what is wanted
	source string // the Go that makes it; empty where that is the probe's own

	unshaken bool // no handshake is among what is wanted
}

// Served wants the caller to be let in: any status from 200 to 299.
var Served = Want{
	text:   says("2xx"),
	check:  func(e Exchange) string { return unless(e.served(), e.Line()) },
	admits: true,
	source: "sandbox.Served",
}

// NotServed wants the caller to stay outside: anything but 2xx.
var NotServed = Want{
	text:   says("a refusal"),
	check:  func(e Exchange) string { return unless(!e.served(), e.Line()) },
	source: "sandbox.NotServed",
}

// Refused wants the caller to be sent away: 401 or 403. Where only one of them
// is right (RFC 9110 §11.4: 401 for missing or invalid credentials, 403 for
// those that do not suffice), use Status.
var Refused = Status(http.StatusUnauthorized, http.StatusForbidden)

// Hidden wants the caller to learn no more than that the server will not
// answer: 403, or 404 to hide that there is something (RFC 9110 §15.5.4).
var Hidden = Status(http.StatusForbidden, http.StatusNotFound)

// Status wants one of the statuses.
func Status(statuses ...int) Want {
	words := make([]string, len(statuses))
	for i, s := range statuses {
		words[i] = fmt.Sprint(s)
	}
	fine := func(e Exchange) bool {
		return slices.Contains(statuses, e.Status) || e.notStarted && statuses[0] >= 400
	}
	return Want{
		text:   says(strings.Join(words, " or ")),
		check:  func(e Exchange) string { return unless(fine(e), e.Line()) },
		admits: statuses[0] < 300,
		serves: slices.ContainsFunc(statuses, func(s int) bool { return s >= 500 }),
		source: sourceOf("Status", statuses...),
	}
}

// Shows wants the caller to be let in and each of the parts to stand in the
// body.
func Shows(parts ...string) Want {
	return Want{
		text:   func(e Exchange) string { return "2xx, with " + list(parts, e.name) },
		check:  func(e Exchange) string { return e.lacks(parts) },
		admits: true,
		source: sourceOf("Shows", parts...),
	}
}

func (e Exchange) lacks(parts []string) string {
	if !e.served() {
		return e.Line()
	}
	missing := slices.DeleteFunc(slices.Clone(parts), func(p string) bool { return strings.Contains(e.Body, p) })
	return unless(len(missing) == 0, e.Line()+", without "+list(missing, e.name))
}

// Lacks wants none of the parts to stand in the answer, in header or body,
// whatever its status.
func Lacks(parts ...string) Want {
	return Want{
		text: func(e Exchange) string { return "an answer without " + list(parts, e.name) },
		check: func(e Exchange) string {
			found := slices.DeleteFunc(slices.Clone(parts), func(p string) bool { return !e.holds(p) })
			return unless(len(found) == 0, e.Line()+", with "+list(found, e.name))
		},
		source: sourceOf("Lacks", parts...),
	}
}

// Carries wants a header field of that name, whatever its value.
func Carries(field string) Want {
	carries := Check("with "+field, func(e Exchange) string {
		return unless(e.Header.Values(field) != nil, "without "+field)
	})
	carries.source = sourceOf("Carries", field)
	return carries
}

// Check wants what the function asks for; it returns "" or what came instead,
// as words that follow the status line. Text says what is wanted.
func Check(text string, check func(Exchange) string) Want {
	return Want{text: says(text), source: sourceOfCheck(text), check: func(e Exchange) string {
		if wrong := check(e); wrong != "" {
			return e.Line() + ", " + wrong
		}
		return ""
	}}
}

// All wants everything that the wants want.
func All(wants ...Want) Want {
	all, sources := Want{}, make([]string, len(wants))
	for i, w := range wants {
		all.admits = all.admits || w.admits
		all.serves = all.serves || w.serves
		all.unshaken = all.unshaken || w.unshaken
		sources[i] = w.source
	}
	all.source = "sandbox.All(" + strings.Join(sources, ", ") + ")"
	all.text = func(e Exchange) string {
		texts := make([]string, len(wants))
		for i, w := range wants {
			texts[i] = w.text(e)
		}
		return strings.Join(texts, ", and ")
	}
	all.check = func(e Exchange) string {
		for _, w := range wants {
			if got := w.check(e); got != "" {
				return got
			}
		}
		return ""
	}
	return all
}

func says(text string) func(Exchange) string { return func(Exchange) string { return text } }

func unless(fine bool, got string) string {
	if fine {
		return ""
	}
	return got
}

func list(parts []string, name func(string) string) string {
	names := make([]string, len(parts))
	for i, p := range parts {
		names[i] = name(p)
	}
	return strings.Join(names, " and ")
}
