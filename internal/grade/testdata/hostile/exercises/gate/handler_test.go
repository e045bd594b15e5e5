package gate

import (
	"net/http"
	"testing"

	"gatehouse/exercises/gate/given"
	"gatehouse/sandbox"
)

func TestHandler(t *testing.T) {
	w := sandbox.New(t)
	token, card := w.Secret("token"), w.Canary("card number")
	serve := func() http.Handler { return Handler(given.Deps{Token: token, Card: card}) }
	data := sandbox.Get("/data")
	w.Run(serve,
		sandbox.Probe{Name: "anyone can read /public", Send: sandbox.Get("/public"), Want: sandbox.Served},
		sandbox.Probe{Name: "a request without a token is refused", Send: data, Want: sandbox.Refused},
		sandbox.Probe{Name: "the right token opens the gate", Send: data.Bearer(token), Want: sandbox.Shows(card)},
	)
}
