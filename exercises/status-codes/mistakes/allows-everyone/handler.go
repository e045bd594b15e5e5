// Package statuscodes shows every report to everybody.
//
// The network is the company's own, and people know each other. Send
// nothing, and read.
package statuscodes

import (
	"fmt"
	"net/http"

	"gatehouse/exercises/status-codes/given"
)

func Handler(d given.Deps) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /reports/{id}", func(w http.ResponseWriter, r *http.Request) {
		report, ok := d.Reports.Find(r.PathValue("id"))
		if !ok {
			http.NotFound(w, r)
			return
		}
		fmt.Fprintln(w, report.Text) // want "a request without a token gets 401 with a Bearer challenge"
	})
	return mux
}
