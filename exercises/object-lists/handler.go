// Package objectlists shows users their own orders: in a list, one at a time,
// and in batches.
package objectlists

import (
	"encoding/json"
	"net/http"
	"strconv"

	"gatehouse/exercises/object-lists/given"
)

const mostIDs = 50 // in a batch

// Handler serves a list of orders, one order of a user, and batches.
func Handler(d given.Deps) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /orders", signedIn(d, list))
	mux.HandleFunc("GET /users/{user}/orders/{id}", signedIn(d, nested))
	mux.HandleFunc("POST /orders/batch", signedIn(d, batch))
	return mux
}

// shelf is what one user sees of the orders. Handlers get no other way to
// them.
type shelf struct {
	me     given.User
	orders *given.Orders
}

// mine reports whether an order is the user's own. One without an owner is
// nobody's.
func (s shelf) mine(o given.Order) bool { return o.Owner != "" && o.Owner == s.me.Name }

// find returns the user's order with this id, and whether there is one.
func (s shelf) find(id int) (given.Order, bool) {
	order, ok := s.orders.Find(id)
	if !ok || !s.mine(order) {
		return given.Order{}, false
	}
	return order, true
}

// list chooses first and cuts and counts what is left.
func (s shelf) list(limit, offset int) (page []given.Order, total int) {
	return s.orders.List(s.mine, limit, offset)
}

// signedIn lets next answer with the shelf of who sent the request.
func signedIn(d given.Deps, next func(shelf, http.ResponseWriter, *http.Request)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		me, ok := d.Who(r)
		if !ok {
			w.Header().Set("WWW-Authenticate", `Bearer realm="shop"`)
			http.Error(w, "a token is needed", http.StatusUnauthorized)
			return
		}
		next(shelf{me, d.Orders}, w, r)
	}
}

func list(s shelf, w http.ResponseWriter, r *http.Request) {
	// A name in the address allows nothing. Every one is looked at, so that
	// it does not matter which of several another program reads.
	for _, user := range r.URL.Query()["user"] {
		if user != s.me.Name {
			http.Error(w, "these are not your orders", http.StatusForbidden)
			return
		}
	}
	orders, total := s.list(given.Page(r.URL.Query()))
	answer(w, map[string]any{"orders": orders, "total": total})
}

func nested(s shelf, w http.ResponseWriter, r *http.Request) {
	id, err := strconv.Atoi(r.PathValue("id"))
	order, ok := s.find(id)
	// The user in the path is a part of the address and proves nothing; that
	// the order is the caller's own was settled by the shelf.
	if err != nil || !ok || r.PathValue("user") != s.me.Name {
		http.NotFound(w, r)
		return
	}
	answer(w, order)
}

func batch(s shelf, w http.ResponseWriter, r *http.Request) {
	var body struct {
		IDs []int `json:"ids"`
	}
	err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<16)).Decode(&body)
	if err != nil || body.IDs == nil || len(body.IDs) > mostIDs {
		http.Error(w, "the body must be JSON with at most 50 ids", http.StatusBadRequest)
		return
	}
	orders := []given.Order{}
	for _, id := range body.IDs {
		// What is not theirs is left out as what is not there.
		if order, ok := s.find(id); ok {
			orders = append(orders, order)
		}
	}
	answer(w, map[string]any{"orders": orders})
}

func answer(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	// The status is out; an error here is the connection's, and ends with it.
	_ = json.NewEncoder(w).Encode(v)
}
