// Package given holds what the gate is given.
package given

// Deps is what the gate is given.
type Deps struct{ Token, Card string }
