package sandbox

import (
	"fmt"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
)

// judge says what was wanted of an answer and, unless it is "", what came
// instead: first what the probe wants, then what holds for every answer.
func (c *Caller) judge(a call, e Exchange) (wanted, got string) {
	wanted = a.want.text(e)
	if e.failure != "" && !(e.unshaken && a.want.unshaken) {
		return wanted, e.failure
	}
	if got := a.want.check(e); got != "" {
		if e.notStarted {
			got = strings.TrimSpace(e.Body)
		}
		return wanted, got
	}
	if e.notStarted || e.served() {
		return wanted, ""
	}
	for _, rule := range always {
		if broken := rule.broken(c.world, e); broken != "" {
			return wanted + ", " + rule.want, e.Line() + broken
		}
	}
	if e.Status >= 500 && !a.want.serves && e.Status != http.StatusNotImplemented && e.Status != http.StatusHTTPVersionNotSupported {
		return wanted + ", and no fault of the server's own", e.Line()
	}
	if c.crowd {
		return wanted, "" // others are served meanwhile, and may change what is watched
	}
	for i, watched := range c.world.watched {
		if watched.state() != a.before[i] {
			return wanted + ", and " + watched.name + " unchanged", e.Line() + ", and " + watched.name + " changed"
		}
	}
	return wanted, ""
}

// always holds for every answer that lets nobody in, whatever a probe wants beside it. A rule
// returns "" or how the answer breaks it, as words after the status line.
var always = []struct {
	want   string
	broken func(*World, Exchange) string
}{
	{"without protected data", leaksCanary},
	{"without a credential", leaksSecret},
	{"with a challenge (RFC 9110 §11.6.1)", lacksChallenge},
	{"with an Allow field (RFC 9110 §15.5.6)", lacksAllow},
	{"without anything of the program's inside", leaksInside},
}

func leaksCanary(_ *World, e Exchange) string {
	if len(e.leaks) > 0 {
		return " in the answer" // the line names it
	}
	return ""
}

func leaksSecret(w *World, e Exchange) string {
	for _, secret := range w.secrets {
		if len(secret.value) < 8 || !e.holds(secret.plain) {
			continue
		}
		// An echo of the URL or on a page is written as those write it.
		if e.holds(secret.value) || e.holds(url.QueryEscape(secret.value)) || e.holds(html.EscapeString(secret.value)) {
			return ", with the " + secret.name + " in the answer"
		}
	}
	return ""
}

func lacksChallenge(_ *World, e Exchange) string {
	if e.Status != http.StatusUnauthorized {
		return ""
	}
	if len(e.Header.Values("WWW-Authenticate")) == 0 {
		return ", without WWW-Authenticate"
	}
	if _, err := Challenges(e.Header); err != nil {
		return ", with a challenge that does not parse: " + err.Error()
	}
	return ""
}

func lacksAllow(_ *World, e Exchange) string {
	if e.Status != http.StatusMethodNotAllowed || e.Header["Allow"] != nil {
		return ""
	}
	return ", without Allow"
}

var inside = regexp.MustCompile(`goroutine \d+ \[|\w\.go:\d+|runtime error: |(?:^|\s)/[\w./-]+\.go\b`)

func leaksInside(_ *World, e Exchange) string {
	if found := inside.FindString(e.Body); found != "" {
		return fmt.Sprintf(", with %q in the body", strings.TrimSpace(found))
	}
	return ""
}

// recommend returns what the probe's rule and RFC 6750 only recommend and the
// answer does not do.
func recommend(a call, e Exchange) []string {
	var texts []string
	if a.advice.check != nil && a.advice.check(e) != "" {
		texts = append(texts, "The answer may be better: "+a.advice.text(e)+".")
	}
	if e.Status != http.StatusUnauthorized {
		return texts
	}
	challenges, err := Challenges(e.Header)
	if err != nil {
		return texts
	}
	for _, c := range challenges {
		if text := recommendBearer(a.request, c); text != "" {
			texts = append(texts, text)
		}
	}
	return texts
}

func recommendBearer(r Request, c Challenge) string {
	if !strings.EqualFold(c.Scheme, "Bearer") {
		return ""
	}
	sent := false
	for _, f := range r.fields {
		sent = sent || strings.EqualFold(f.name, "Authorization")
	}
	_, hasError := c.Params["error"]
	switch {
	case len(c.Params) == 0:
		return `The challenge may name a realm, as in Bearer realm="api" (RFC 6750 §3).`
	case !sent && hasError:
		return "Nobody sent a token, so the challenge may leave its error code out (RFC 6750 §3.1)."
	}
	return ""
}
