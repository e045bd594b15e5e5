package objectaccess

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"

	"gatehouse/exercises/object-access/given"
)

// Handler serves the orders of a shop to who has a token.
func Handler(d given.Deps) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /orders/{id}", withOrder(d, show))
	mux.HandleFunc("GET /orders/{id}/receipt", withOrder(d, receipt))
	mux.HandleFunc("PATCH /orders/{id}", withOrder(d, change))
	mux.HandleFunc("DELETE /orders/{id}", withOrder(d, remove))
	return mux
}

// withOrder lets next answer with the order that the path names.
func withOrder(d given.Deps, next func(given.Deps, given.Order, http.ResponseWriter, *http.Request)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		// Nobody gets to the orders without a token.
		if _, ok := d.Who(r); !ok {
			w.Header().Set("WWW-Authenticate", `Bearer realm="shop"`)
			http.Error(w, "a token is needed", http.StatusUnauthorized)
			return
		}
		id, err := strconv.Atoi(r.PathValue("id"))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		order, ok := d.Orders.Find(id)
		if !ok {
			http.NotFound(w, r)
			return
		}
		next(d, order, w, r)
	}
}

func show(d given.Deps, order given.Order, w http.ResponseWriter, r *http.Request) {
	answer(w, order)
}

func receipt(d given.Deps, order given.Order, w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	fmt.Fprintln(w, order.Receipt)
}

func change(d given.Deps, order given.Order, w http.ResponseWriter, r *http.Request) {
	var body struct {
		Note *string `json:"note"`
	}
	err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<16)).Decode(&body)
	if err != nil || body.Note == nil {
		http.Error(w, "the body must be JSON with a note", http.StatusBadRequest)
		return
	}
	d.Orders.Update(order.ID, func(o *given.Order) { o.Note = *body.Note })
	order.Note = *body.Note
	answer(w, order)
}

func remove(d given.Deps, order given.Order, w http.ResponseWriter, r *http.Request) {
	d.Orders.Delete(order.ID)
	w.WriteHeader(http.StatusNoContent)
}

func answer(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v)
}
