package doors

import "gatehouse/exercises/doors/given"

// Opens reports whether the door opens for what was shown.
func Opens(d given.Deps, shown string) bool { return true }
