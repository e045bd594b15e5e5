package given

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// What stands in this file is for the probes, and your service needs none of
// it: what administrators do while it runs, and how its answers are read.

// Revoke withdraws the key with this id.
func (k *Keys) Revoke(id string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if key, ok := k.byID[id]; ok {
		key.Revoked = true
		k.byID[id] = key
	}
}

// SetRole gives the user with this name another role.
func (u *Users) SetRole(name, role string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.byName[name] = User{Name: name, Role: role}
}

// Remove deletes the user with this name.
func (u *Users) Remove(name string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	delete(u.byName, name)
}

// OwnersOf returns the owners of all orders of an item, in the order of their
// ids.
func (o *Orders) OwnersOf(item string) []string {
	var owners []string
	for _, order := range o.All() {
		if order.Item == item {
			owners = append(owners, order.Owner)
		}
	}
	return owners
}

// InClearText returns header lines, name and value in turn, that do not say
// that a request came over https, or not for certain. The keys name the cases.
func InClearText() map[string][]string {
	const proto = "X-Forwarded-Proto"
	return map[string][]string{
		"without the field": nil, "with http": {proto, "http"}, "with an empty one": {proto, ""}, "with two values": {proto, "https, http"},
		"with two lines": {proto, "http", proto, "https"}, "with two turned round": {proto, "https", proto, "http"},
		"with another field": {"X-Forwarded-Scheme", "https", "X-Forwarded-Ssl", "on", "Forwarded", "proto=https", "Front-End-Https", "on"},
	}
}

var age = regexp.MustCompile(`(?is)^(?:.*; *)?max-age *= *"?([0-9]+).*$`)

// ForAYear reports whether an answer has one Strict-Transport-Security, of a
// year or more.
func ForAYear(header http.Header) bool {
	lines := header.Values("Strict-Transport-Security")
	seconds, _ := strconv.Atoi(age.ReplaceAllString(strings.Join(lines, "\n"), "$1"))
	return len(lines) == 1 && seconds >= 31536000
}

// FiveFields reports whether a body is an order, or a list of orders, each with
// its five fields and no other.
func FiveFields(body string) bool {
	var found []map[string]any
	if text := strings.TrimSpace(body); !strings.HasPrefix(text, "[") {
		body = "[" + text + "]"
	}
	bad := json.Unmarshal([]byte(body), &found) != nil
	return !bad && !slices.ContainsFunc(found, func(fields map[string]any) bool {
		return !slices.Equal(slices.Sorted(maps.Keys(fields)), []string{"id", "item", "note", "price", "status"})
	})
}

// Seen returns what a caller sees of an answer, without its date, and with {id}
// in place of the id that was asked for: where two are alike, the answers do
// not tell which id there is.
func Seen(id, status int, header http.Header, body string) string {
	header = header.Clone()
	header.Del("Date")
	return unnumbered(id, fmt.Sprint(status, header, body))
}

// Undated returns an answer as it came over the wire, likewise without its date
// and the id, to show where two of them differ.
func Undated(id int, response string) string {
	return unnumbered(id, regexp.MustCompile("(?m)^Date: .*").ReplaceAllString(response, "Date: {date}"))
}

func unnumbered(id int, text string) string {
	return regexp.MustCompile(fmt.Sprintf(`\b%d\b`, id)).ReplaceAllString(text, "{id}")
}
