package doors

import (
	"os"
	"testing"

	"gatehouse/exercises/doors/given"
	"gatehouse/sandbox"
)

func TestHandler(t *testing.T) {
	deps := given.Deps{Token: "token" + os.Getenv("SANDBOX_SEED")}
	sandbox.Run(t,
		sandbox.Probe{Name: "the token opens the door", Honest: true, Holds: func() bool { return Opens(deps, deps.Token) }},
		sandbox.Probe{Name: "a wrong token is refused", Holds: func() bool { return !Opens(deps, "wrong") }},
		sandbox.Probe{Name: "no token is refused", Holds: func() bool { return !Opens(deps, "") }},
	)
}
