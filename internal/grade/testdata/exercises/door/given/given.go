// Package given holds what the door is given.
package given

// Deps is what the door is given.
type Deps struct{ Key string }
