package frontdoor

import (
	"fmt"
	"net/http"

	"gatehouse/exercises/front-door/given"
)

// Handler serves the door.
func Handler(d given.Deps) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, d.Room)
	})
}
