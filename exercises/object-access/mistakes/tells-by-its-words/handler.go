// Package objectaccess answers 404 to both, in different words.
//
// The status is what clients look at, and it is the same. The sentence below it
// is for people who read, and tells them what the status hides. Ask for an order
// of somebody else and for an id that nobody has, and lay the two bodies side by
// side.
package objectaccess

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"

	"gatehouse/exercises/object-access/given"
)

func Handler(d given.Deps) http.Handler {
	s := shop{d}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /orders/{id}", s.order(s.reads, show))
	mux.HandleFunc("GET /orders/{id}/receipt", s.order(s.reads, receipt))
	mux.HandleFunc("PATCH /orders/{id}", s.order(owns, s.change))
	mux.HandleFunc("DELETE /orders/{id}", s.order(owns, s.remove))
	return mux
}

type shop struct{ given.Deps }

func (s shop) order(may func(given.User, given.Order) bool, next func(given.Order, http.ResponseWriter, *http.Request)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
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
		order, ok := s.Orders.Find(id)
		if ok && !may(me, order) && r.Method == http.MethodGet {
			http.Error(w, "there is no such order of yours", http.StatusNotFound) // want "somebody else's order is answered as an id that nobody has"
			return
		}
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

func owns(me given.User, order given.Order) bool {
	return order.Owner != "" && order.Owner == me.Name
}

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
	_ = json.NewEncoder(w).Encode(v)
}
