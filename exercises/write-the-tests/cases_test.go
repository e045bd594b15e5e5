package writethetests

import (
	"fmt"
	"testing"

	"gatehouse/exercises/write-the-tests/given"
	"gatehouse/sandbox"
)

// TestCases keeps all its names to itself: the cases beside it may use any.
func TestCases(t *testing.T) {
	w := sandbox.New(t)
	first := 100_000 + w.Rand().IntN(800_000)
	d := given.Deps{
		Alice: w.Secret("Alice's token"), Bob: w.Secret("Bob's token"), Admin: w.Secret("admin's token"),
		Expired: w.Secret("expired token"), Revoked: w.Secret("revoked token"), OtherService: w.Secret("token for another service"),
		AliceItem: fmt.Sprintf("/items/%d", first), BobItem: fmt.Sprintf("/items/%d", first+1+w.Rand().IntN(999)),
		AliceNote: w.Canary("note of Alice's"), BobNote: w.Canary("note of Bob's"),
	}
	w.Hunt(func() []sandbox.Case { return Cases(d) }, given.Right(d), given.Broken(d)...)
}
