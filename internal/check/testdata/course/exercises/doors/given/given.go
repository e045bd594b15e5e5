// Package given is what this exercise hands the handler.
package given

// Deps is everything the handler may use.
type Deps struct {
	// Token opens the door.
	Token string
}
