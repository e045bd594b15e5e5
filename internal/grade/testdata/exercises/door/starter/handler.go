package door

import "gatehouse/exercises/door/given"

// Opens reports whether the door opens for what was shown at the gate.
func Opens(d given.Deps, gate, shown string) bool {
	return true
}
