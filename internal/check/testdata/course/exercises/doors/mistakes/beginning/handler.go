// Package doors compares only as much of the token as was shown.
package doors

import (
	"strings"

	"gatehouse/exercises/doors/given"
)

// Opens reports whether the door opens for what was shown.
func Opens(d given.Deps, shown string) bool {
	return strings.HasPrefix(d.Token, shown) // want "no token is refused"
}
