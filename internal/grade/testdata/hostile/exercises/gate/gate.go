package gate

import (
	"fmt"
	"net/http"

	"gatehouse/exercises/gate/given"
)

// Handler is right, if refuse is.
func Handler(d given.Deps) http.Handler {
	begin()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/public":
			fmt.Fprintln(w, "welcome")
		case r.Header.Get("Authorization") != "Bearer "+d.Token:
			refuse(w, r)
		default:
			fmt.Fprintln(w, d.Card)
		}
	})
}
