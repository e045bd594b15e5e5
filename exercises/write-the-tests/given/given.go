// Package given is what this exercise hands your cases: who the callers are,
// and what stands on the servers that the cases are tried on.
package given

// Deps is all that your cases need. Every value is another one in every run.
type Deps struct {
	// Alice, Bob and Admin are good bearer tokens. Alice and Bob are users;
	// the admin is neither.
	Alice, Bob, Admin string

	// Three tokens of Alice's that are not good here: one whose time is over,
	// one that was withdrawn, and one that was issued for another service.
	Expired, Revoked, OtherService string

	// AliceItem and BobItem are paths: an item of Alice's and one of Bob's.
	AliceItem, BobItem string

	// AliceNote and BobNote are what stands in those items.
	AliceNote, BobNote string
}
