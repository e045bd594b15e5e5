package frontdoor

import (
	"net/http"
	"testing"

	"gatehouse/exercises/front-door/given"
	"gatehouse/sandbox"
)

func TestHandler(t *testing.T) {
	w := sandbox.New(t)
	key, room := w.Secret("key"), w.Canary("room")
	door := sandbox.Get("/door")
	w.Run(func() http.Handler { return Handler(given.Deps{Key: key, Room: room}) },
		sandbox.Probe{Name: "the key opens the door", Send: door.Bearer(key), Want: sandbox.Shows(room)},
		sandbox.Probe{Name: "no key is refused", Why: "Whoever passes by walks in.", Rule: "House rule 1", Send: door, Want: sandbox.Status(401)},
		sandbox.Probe{Name: "the beginning of the key is refused", Send: door.Bearer(key[:4]), Want: sandbox.Status(401)},
	)
}
