package given

import (
	"net/url"
	"strconv"
	"strings"
)

// What stands in this file is for the probes, and your handler needs none of
// it: how a browser reads an answer.

// MaxAge is how many seconds a Strict-Transport-Security field binds for, at the
// most if it says so twice, or -1 if it does not say (RFC 6797 §6.1.1).
func MaxAge(field string) int {
	most := -1
	for directive := range strings.SplitSeq(field, ";") {
		name, value, _ := strings.Cut(directive, "=")
		age, err := strconv.Atoi(strings.Trim(strings.TrimSpace(value), `"`))
		if strings.EqualFold(strings.TrimSpace(name), "max-age") && err == nil {
			most = max(most, age)
		}
	}
	return most
}

// Followed is the host at which a browser looks for a location that this host
// gave it, or nothing if it cannot be read. To a browser, a backslash is a
// slash.
func Followed(host, location string) string {
	to, err := (&url.URL{Scheme: "http", Host: host}).Parse(strings.ReplaceAll(location, `\`, "/"))
	if err != nil {
		return ""
	}
	return to.Hostname()
}
