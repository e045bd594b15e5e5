// Package writethetests makes its cases from who calls and how.
package writethetests

import (
	"gatehouse/exercises/write-the-tests/given"
	"gatehouse/sandbox"
)

// Cases are what a right server passes, and what no broken one does.
func Cases(d given.Deps) []sandbox.Case {
	callers := []struct {
		name, line     string
		read, rewrites int // the status of a GET and of a POST
		deletes        int
	}{
		{"nobody", "", 401, 401, 401},
		{"an invented token", "Bearer nobody-has-this", 401, 401, 401},
		{"an expired token", "Bearer " + d.Expired, 401, 401, 401},
		{"a revoked token", "Bearer " + d.Revoked, 401, 401, 401},
		{"a foreign token", "Bearer " + d.OtherService, 401, 401, 401},
		{"Alice", "Bearer " + d.Alice, 200, 200, 403},
		{"alice", "bearer " + d.Alice, 200, 200, 403},
		{"Bob", "Bearer " + d.Bob, 404, 404, 403},
		{"the admin", "Bearer " + d.Admin, 404, 404, 204},
	}
	var all []sandbox.Case
	for _, c := range callers {
		for _, call := range []struct {
			method string
			status int
		}{{"GET", c.read}, {"HEAD", c.read}, {"POST", c.rewrites}, {"DELETE", c.deletes}} {
			r := sandbox.Call(call.method, d.AliceItem)
			if call.method == "POST" {
				r = r.Body("application/json", `{"note": "eggs"}`)
			}
			if c.line != "" {
				r = r.With("Authorization", c.line)
			}
			all = append(all, sandbox.Case{Name: c.name + " by " + call.method, Send: r, Want: wish(d, call.method, call.status)})
		}
	}
	return all
}

// wish is what a status promises beside itself.
func wish(d given.Deps, method string, status int) sandbox.Want {
	switch {
	case status == 401:
		return sandbox.All(sandbox.Status(401), sandbox.Carries("WWW-Authenticate"), sandbox.Lacks(d.AliceNote))
	case status == 200 && method == "GET":
		return sandbox.Shows(d.AliceNote)
	case status >= 400:
		return sandbox.All(sandbox.Status(status), sandbox.Lacks(d.AliceNote))
	}
	return sandbox.Status(status)
}
