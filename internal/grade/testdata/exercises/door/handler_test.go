package door

import (
	"os"
	"testing"

	"gatehouse/exercises/door/given"
	"gatehouse/sandbox"
)

func TestHandler(t *testing.T) {
	deps := given.Deps{Key: "key" + os.Getenv("SANDBOX_SEED")}
	sandbox.Run(t,
		sandbox.Probe{Name: "the right key opens", Honest: true, Holds: func() bool { return Opens(deps, "east", deps.Key) }},
		sandbox.Probe{Name: "a wrong key is refused", Holds: func() bool { return !Opens(deps, "west", "wrong") }},
		sandbox.Probe{Name: "no key is refused", Holds: func() bool { return !Opens(deps, "south", "") }},
		sandbox.Probe{Name: "the key opens at /north", Honest: true, Holds: func() bool { return Opens(deps, "north", deps.Key) }},
	)
}
