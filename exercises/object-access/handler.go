// Package objectaccess shows, changes and deletes orders, each for who may
// have it.
package objectaccess

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"

	"gatehouse/exercises/object-access/given"
)

// Handler serves the orders of a shop to their owners, and to support people
// who read them under a grant.
func Handler(d given.Deps) http.Handler {
	s := shop{d}
	mux := http.NewServeMux()
	// The rule stands beside the route: a route without one does not compile.
	mux.HandleFunc("GET /orders/{id}", s.order(s.reads, show))
	mux.HandleFunc("GET /orders/{id}/receipt", s.order(s.reads, receipt))
	mux.HandleFunc("PATCH /orders/{id}", s.order(owns, s.change))
	mux.HandleFunc("DELETE /orders/{id}", s.order(owns, s.remove))
	return mux
}

type shop struct{ given.Deps }

// order lets next answer with the order that the path names, when the user
// may have it.
func (s shop) order(may func(given.User, given.Order) bool, next func(given.Order, http.ResponseWriter, *http.Request)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		// Before anything is looked up: a stranger learns of no order.
		me, ok := s.Who(r)
		if !ok {
			w.Header().Set("WWW-Authenticate", `Bearer realm="shop"`)
			http.Error(w, "a token is needed", http.StatusUnauthorized)
			return
		}
		id, err := strconv.Atoi(r.PathValue("id"))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		// One answer for both: that an order is somebody else's is news, too.
		order, ok := s.Orders.Find(id)
		if !ok || !may(me, order) {
			http.NotFound(w, r)
			return
		}
		if !owns(me, order) {
			s.Log.Info("order read under a grant", "reader", me.Name, "order", order.ID, "route", r.Pattern)
		}
		next(order, w, r)
	}
}

// owns reports whether the order is the user's own. An order without an owner
// is nobody's.
func owns(me given.User, order given.Order) bool {
	return order.Owner != "" && order.Owner == me.Name
}

// reads reports whether the user may read the order. Grants are asked for at
// each request, as they can end between two; one for nobody opens nothing.
func (s shop) reads(me given.User, order given.Order) bool {
	return owns(me, order) || me.Role == "support" && order.Owner != "" && s.Grants.Allows(me.Name, order.Owner)
}

func show(order given.Order, w http.ResponseWriter, r *http.Request) {
	answer(w, order)
}

func receipt(order given.Order, w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	fmt.Fprintln(w, order.Receipt)
}

func (s shop) change(order given.Order, w http.ResponseWriter, r *http.Request) {
	// The one field that a customer may change. Owner and id are not among
	// what a body can say.
	var body struct {
		Note *string `json:"note"`
	}
	err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<16)).Decode(&body)
	if err != nil || body.Note == nil {
		http.Error(w, "the body must be JSON with a note", http.StatusBadRequest)
		return
	}
	if !s.Orders.Update(order.ID, func(o *given.Order) { o.Note = *body.Note; order = *o }) {
		http.NotFound(w, r) // it was deleted meanwhile
		return
	}
	answer(w, order)
}

func (s shop) remove(order given.Order, w http.ResponseWriter, r *http.Request) {
	s.Orders.Delete(order.ID)
	w.WriteHeader(http.StatusNoContent)
}

func answer(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	// The status is out; an error here is the connection's, and ends with it.
	_ = json.NewEncoder(w).Encode(v)
}
