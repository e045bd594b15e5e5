// Package door compares only as much of the key as was
// shown.
//
// An empty key is the beginning of every key.
package door

import (
	"strings"

	"gatehouse/exercises/door/given"
)

// Opens reports whether the door opens for what was shown at the gate.
func Opens(d given.Deps, gate, shown string) bool {
	return strings.HasPrefix(d.Key, shown) // want "no key is refused"
}
