package given

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// What stands in this file is for the probes, and your handler needs none of
// it.

// Dump returns all orders as text, a line each, ordered by id.
func (o *Orders) Dump() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	var text strings.Builder
	for _, id := range slices.Sorted(maps.Keys(o.byID)) {
		fmt.Fprintf(&text, "%d: %+v\n", id, o.byID[id])
	}
	return text.String()
}
