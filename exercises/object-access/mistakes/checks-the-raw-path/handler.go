// Package objectaccess asks whose order it is before the path is decoded.
//
// The check stands in front of all routes, so that none can be forgotten;
// there the path has no values yet, and it is split by hand. What is no number
// there is passed on, to be refused by the route. The route decodes first:
// write a digit of the id as %31.
package objectaccess

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"gatehouse/exercises/object-access/given"
)

func Handler(d given.Deps) http.Handler {
	s := shop{d}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /orders/{id}", s.order(show))
	mux.HandleFunc("GET /orders/{id}/receipt", s.order(receipt))
	mux.HandleFunc("PATCH /orders/{id}", s.order(s.change))
	mux.HandleFunc("DELETE /orders/{id}", s.order(s.remove))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		parts := strings.Split(r.URL.EscapedPath(), "/")
		if me, ok := s.Who(r); ok && len(parts) > 2 {
			id, err := strconv.Atoi(parts[2])
			order, found := s.Orders.Find(id)
			reading := r.Method == http.MethodGet || r.Method == http.MethodHead
			if err == nil && found && !owns(me, order) && !(reading && s.reads(me, order)) { // want "no spelling of an id leads to somebody else's order"
				http.NotFound(w, r)
				return
			}
		}
		mux.ServeHTTP(w, r)
	})
}

type shop struct{ given.Deps }

func (s shop) order(next func(given.Order, http.ResponseWriter, *http.Request)) http.HandlerFunc {
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
		if !ok {
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
