package given

import (
	"fmt"
	"strings"
)

// What stands in this file is for the probes, and your handler needs none of
// it.

// Dump returns all orders as text, a line each.
func (o *Orders) Dump() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	var text strings.Builder
	for _, order := range o.all {
		fmt.Fprintf(&text, "%+v\n", order)
	}
	return text.String()
}
