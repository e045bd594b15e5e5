// Package writethetests makes do with few rows, each of which looks at much.
package writethetests

import (
	"strings"

	"gatehouse/exercises/write-the-tests/given"
	"gatehouse/sandbox"
)

// refusal wants all that a refusal of this server has.
func refusal(e sandbox.Exchange) string {
	switch all, err := sandbox.Challenges(e.Header); {
	case e.Status != 401:
		return "not refused with 401"
	case err != nil || len(all) == 0 || !strings.EqualFold(all[0].Scheme, "Bearer"):
		return "without a challenge that can be read"
	case strings.Contains(e.Body, "note"):
		return "with a note"
	}
	return ""
}

// Cases are what a right server passes, and what no broken one does.
func Cases(d given.Deps) []sandbox.Case {
	refused := sandbox.Check("a whole refusal", refusal)
	item := sandbox.Get(d.AliceItem)
	edit := item.Method("POST").Body("application/json", `{"note": "tea"}`)
	drop := item.Method("DELETE")
	return []sandbox.Case{
		{Name: "GET", Send: item, Want: refused},
		{Name: "HEAD", Send: item.Method("HEAD"), Want: refused},
		{Name: "POST", Send: edit, Want: refused},
		{Name: "GET, expired", Send: item.Bearer(d.Expired), Want: refused},
		{Name: "GET, revoked", Send: item.Bearer(d.Revoked), Want: refused},
		{Name: "GET, other service", Send: item.Bearer(d.OtherService), Want: refused},
		{Name: "GET, made up", Send: item.Bearer("x"), Want: refused},
		{Name: "POST, owner", Send: edit.With("Authorization", "bearer  "+d.Alice), Want: sandbox.Shows("tea")},
		{Name: "GET, other user", Send: item.Bearer(d.Bob), Want: sandbox.Status(404)},
		{Name: "DELETE, owner", Send: drop.Bearer(d.Alice), Want: sandbox.Status(403)},
		{Name: "DELETE, admin", Send: drop.Bearer(d.Admin), Want: sandbox.Served},
	}
}
