// Package writethetests judges a guard of its own in place of the server.
//
// The guard below is right, and each case proves it. What the server answers
// is in the exchange, which no case looks at.
package writethetests

import (
	"net/http"
	"net/http/httptest"

	"gatehouse/exercises/write-the-tests/given"
	"gatehouse/sandbox"
)

// guard is how the server ought to decide.
func guard(d given.Deps, r *http.Request) int {
	switch r.Header.Get("Authorization") {
	case "Bearer " + d.Alice:
		return http.StatusOK
	default:
		return http.StatusUnauthorized
	}
}

// Cases are what a right server passes, and what no broken one does.
func Cases(d given.Deps) []sandbox.Case {
	asks := func(token string, want int) sandbox.Want {
		return sandbox.Check("the right decision", func(sandbox.Exchange) string {
			r := httptest.NewRequest("GET", d.AliceItem, nil)
			r.Header.Set("Authorization", "Bearer "+token)
			if guard(d, r) != want { // want "a server that shows an item without a token is caught"
				return "another decision"
			}
			return ""
		})
	}
	read := sandbox.Get(d.AliceItem)
	return []sandbox.Case{
		{Name: "no token", Send: read, Want: asks("", 401)},
		{Name: "an invented token", Send: read.Bearer("invented"), Want: asks("invented", 401)},
		{Name: "an expired token", Send: read.Bearer(d.Expired), Want: asks(d.Expired, 401)},
		{Name: "Alice", Send: read.Bearer(d.Alice), Want: asks(d.Alice, 200)},
	}
}
