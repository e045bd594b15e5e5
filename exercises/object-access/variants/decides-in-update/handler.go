// Package objectaccess asks whose order it is while it holds the order: the
// question and the change are one step, between which no order changes hands.
// The rules are a table of roles.
package objectaccess

import (
	"encoding/json"
	"io"
	"net/http"
	"strconv"

	"gatehouse/exercises/object-access/given"
)

type action int

const (
	read action = iota
	write
)

type policy struct{ given.Deps }

func (p policy) allows(me given.User, do action, order given.Order) bool {
	switch {
	case order.Owner == "":
		return false
	case order.Owner == me.Name:
		return true
	case me.Role == "support" && do == read:
		return p.Grants.Allows(me.Name, order.Owner)
	}
	return false
}

func Handler(d given.Deps) http.Handler {
	p := policy{d}
	mux := http.NewServeMux()
	mux.HandleFunc("/orders/{id}", func(w http.ResponseWriter, r *http.Request) {
		me, id, ok := p.begin(w, r)
		if !ok {
			return
		}
		switch r.Method {
		case http.MethodGet, http.MethodHead:
			p.show(w, me, id, func(order given.Order) { answer(w, order) })
		case http.MethodPatch:
			text, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<16))
			var body struct {
				Note *string `json:"note"`
			}
			if err != nil || json.Unmarshal(text, &body) != nil || body.Note == nil {
				http.Error(w, "a note is needed", http.StatusBadRequest)
				return
			}
			done := false
			p.Orders.Update(id, func(o *given.Order) {
				if done = p.allows(me, write, *o); done {
					o.Note = *body.Note
				}
			})
			finish(w, done)
		case http.MethodDelete:
			allowed := false
			p.Orders.Update(id, func(o *given.Order) { allowed = p.allows(me, write, *o) })
			finish(w, allowed && p.Orders.Delete(id))
		default:
			w.Header().Set("Allow", "GET, HEAD, PATCH, DELETE")
			http.Error(w, "no such method here", http.StatusMethodNotAllowed)
		}
	})
	mux.HandleFunc("GET /orders/{id}/receipt", func(w http.ResponseWriter, r *http.Request) {
		if me, id, ok := p.begin(w, r); ok {
			p.show(w, me, id, func(order given.Order) { _, _ = io.WriteString(w, order.Receipt+"\n") })
		}
	})
	return mux
}

// begin finds out who asks for which id.
func (p policy) begin(w http.ResponseWriter, r *http.Request) (me given.User, id int, ok bool) {
	me, ok = p.Who(r)
	if !ok {
		w.Header().Set("WWW-Authenticate", `Bearer realm="shop"`)
		http.Error(w, "who are you?", http.StatusUnauthorized)
		return me, 0, false
	}
	id, err := strconv.Atoi(r.PathValue("id"))
	if err != nil {
		http.Error(w, "an id is a number", http.StatusBadRequest)
		return me, 0, false
	}
	return me, id, true
}

func (p policy) show(w http.ResponseWriter, me given.User, id int, write func(given.Order)) {
	order, ok := p.Orders.Find(id)
	if !ok || !p.allows(me, read, order) {
		finish(w, false)
		return
	}
	if order.Owner != me.Name {
		p.Log.Info("support", "name", me.Name, "id", id)
	}
	write(order)
}

func finish(w http.ResponseWriter, done bool) {
	if !done {
		http.Error(w, "no such order", http.StatusNotFound)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func answer(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v)
}
