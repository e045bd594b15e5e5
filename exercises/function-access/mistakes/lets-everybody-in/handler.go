// Package functionaccess asks nobody.
//
// All routes are there and work, in the demo and for whoever finds them. Ask
// for anything without an account.
package functionaccess

import (
	"net/http"

	"gatehouse/exercises/function-access/given"
)

func Handler(d given.Deps) (http.Handler, error) {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", d.ServeHealth)
	mux.HandleFunc("GET /me", d.ServeMe)
	mux.HandleFunc("GET /users/{id}", d.ServeUser)
	mux.HandleFunc("PUT /users/{id}/role", d.ChangeRole)
	mux.HandleFunc("DELETE /users/{id}", d.DeleteUser)
	mux.HandleFunc("POST /invites", d.SendInvite)
	mux.HandleFunc("POST /reports", d.AddReport)
	mux.HandleFunc("GET /reports", d.ListReports)
	mux.HandleFunc("GET /admin/export", d.ServeExport)
	for _, more := range d.More {
		mux.Handle(more.Method+" "+more.Path, more.Handler)
	}
	return mux, nil // want "nobody may do what the policy does not give them"
}
