// Package objectaccess never holds an order that the caller may not have: its
// routes see the store through a desk, which knows who sits at it. A body is
// read before anything is looked up, so that it says the same of every id.
package objectaccess

import (
	"encoding/json"
	"fmt"
	"mime"
	"net/http"
	"strconv"

	"gatehouse/exercises/object-access/given"
)

// desk is what one user can do with orders.
type desk struct {
	given.Deps
	me given.User
}

func (d desk) owned(id int) (given.Order, bool) {
	order, ok := d.Orders.Find(id)
	if !ok || order.Owner == "" || order.Owner != d.me.Name {
		return given.Order{}, false
	}
	return order, true
}

func (d desk) readable(id int) (given.Order, bool) {
	if order, ok := d.owned(id); ok {
		return order, true
	}
	order, ok := d.Orders.Find(id)
	if !ok || order.Owner == "" || d.me.Role != "support" || !d.Grants.Allows(d.me.Name, order.Owner) {
		return given.Order{}, false
	}
	d.Log.Info("read for a customer", "who", d.me, "what", map[string]int{"order": id})
	return order, true
}

func Handler(d given.Deps) http.Handler {
	mux := http.NewServeMux()
	route := func(pattern string, serve func(desk, int, http.ResponseWriter, *http.Request)) {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			me, ok := d.Who(r)
			if !ok {
				w.Header().Set("WWW-Authenticate", `Bearer realm="orders", error="invalid_token"`)
				problem(w, http.StatusUnauthorized, "no good token was sent")
				return
			}
			id, err := strconv.Atoi(r.PathValue("id"))
			if err != nil {
				problem(w, http.StatusNotFound, "an id is a number")
				return
			}
			serve(desk{d, me}, id, w, r)
		})
	}
	route("GET /orders/{id}", func(d desk, id int, w http.ResponseWriter, r *http.Request) {
		order, ok := d.readable(id)
		if !ok {
			missing(w, id)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]any{"id": order.ID, "item": order.Item, "note": order.Note})
	})
	route("GET /orders/{id}/receipt", func(d desk, id int, w http.ResponseWriter, r *http.Request) {
		order, ok := d.readable(id)
		if !ok {
			missing(w, id)
			return
		}
		fmt.Fprint(w, order.Receipt)
	})
	route("PATCH /orders/{id}", func(d desk, id int, w http.ResponseWriter, r *http.Request) {
		if media, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); media != "application/json" {
			problem(w, http.StatusUnsupportedMediaType, "send JSON")
			return
		}
		var body map[string]json.RawMessage
		var note string
		if json.NewDecoder(r.Body).Decode(&body) != nil || json.Unmarshal(body["note"], &note) != nil {
			problem(w, http.StatusUnprocessableEntity, "a note is needed, as text")
			return
		}
		order, ok := d.owned(id)
		if !ok {
			missing(w, id)
			return
		}
		d.Orders.Update(order.ID, func(o *given.Order) { o.Note = note })
		w.WriteHeader(http.StatusNoContent)
	})
	route("DELETE /orders/{id}", func(d desk, id int, w http.ResponseWriter, r *http.Request) {
		order, ok := d.owned(id)
		if !ok || !d.Orders.Delete(order.ID) {
			missing(w, id)
			return
		}
		w.WriteHeader(http.StatusNoContent)
	})
	return mux
}

// missing repeats the id that was asked for, and says nothing else.
func missing(w http.ResponseWriter, id int) {
	problem(w, http.StatusNotFound, fmt.Sprintf("there is no order %d for you", id))
}

func problem(w http.ResponseWriter, status int, detail string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"status": status, "detail": detail})
}
