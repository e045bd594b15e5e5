// Package frontdoor compares only the beginning of the key.
//
// A key that is cut short still opens.
package frontdoor

import (
	"fmt"
	"net/http"
	"strings"

	"gatehouse/exercises/front-door/given"
)

// Handler serves the door.
func Handler(d given.Deps) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		shown := r.Header.Get("Authorization")
		if shown == "" || !strings.HasPrefix("Bearer "+d.Key, shown) { // want "the beginning of the key is refused"
			w.Header().Set("WWW-Authenticate", "Bearer")
			http.Error(w, "shut", http.StatusUnauthorized)
			return
		}
		fmt.Fprintln(w, d.Room)
	})
}
