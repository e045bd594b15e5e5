// Package frontdoor opens for the key alone.
package frontdoor

import (
	"fmt"
	"net/http"

	"gatehouse/exercises/front-door/given"
)

// Handler serves the door.
func Handler(d given.Deps) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer "+d.Key {
			w.Header().Set("WWW-Authenticate", "Bearer")
			http.Error(w, "shut", http.StatusUnauthorized)
			return
		}
		fmt.Fprintln(w, d.Room)
	})
}
