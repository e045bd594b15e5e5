// Package given is what the front door is made of.
package given

// Deps is what the handler needs.
type Deps struct{ Key, Room string }
