// Package given holds what the exercise hands to your handler.
package given

// Deps is everything the handler needs. Both values are other ones in every
// run.
type Deps struct {
	// Token is the one bearer token that opens /secure-data. It is made of
	// the characters that RFC 6750 §2.1 allows: letters, digits, - . _ ~ + /
	// and = at its end. Empty means that none was configured.
	Token string

	// Card is the card number that /secure-data shows.
	Card string
}
