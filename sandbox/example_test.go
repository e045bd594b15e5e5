package sandbox_test

import (
	"fmt"
	"net/http"
	"testing"

	"gatehouse/sandbox"
)

// Orders is the service to attack: it shows the orders to who sends the token.
func Orders(token, orders string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer "+token {
			w.Header().Set("WWW-Authenticate", `Bearer realm="orders"`)
			http.Error(w, "unauthorized", http.StatusUnauthorized)
			return
		}
		fmt.Fprintln(w, orders)
	})
}

// attackOrders is what stands in your own test, as TestOrders.
func attackOrders(t *testing.T) {
	w := sandbox.New(t)
	token, card := w.Secret("token"), w.Canary("card number")
	serve := func() http.Handler { return Orders(token, card) }
	orders := sandbox.Get("/orders")
	w.Run(serve,
		sandbox.Probe{Name: "the token shows the orders", Send: orders.Bearer(token), Want: sandbox.Shows(card)},
		sandbox.Probe{Name: "nobody else sees them", Send: orders, Want: sandbox.Status(http.StatusUnauthorized)},
		sandbox.Probe{Name: "a wrong token is refused", Send: orders.Bearer("wrong"), Want: sandbox.Status(http.StatusUnauthorized)},
	)
}

func Example() {
	all := func(_, _ string) (bool, error) { return true, nil }
	ok := testing.RunTests(all, []testing.InternalTest{{Name: "TestOrders", F: attackOrders}})
	fmt.Println("withstands its attackers:", ok)
	// Output: withstands its attackers: true
}
