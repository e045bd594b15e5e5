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

// signedIn lets next answer to who has a token.
func signedIn(d given.Deps, next func(given.Deps, given.User, http.ResponseWriter, *http.Request)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		me, ok := d.Who(r)
		if !ok {
			w.Header().Set("WWW-Authenticate", `Bearer realm="shop"`)
			http.Error(w, "a token is needed", http.StatusUnauthorized)
			return
		}
		next(d, me, w, r)
	}
}

func list(d given.Deps, me given.User, w http.ResponseWriter, r *http.Request) {
	user := r.URL.Query().Get("user")
	if user == "" {
		user = me.Name
	}
	limit, offset := given.Page(r.URL.Query())
	orders, total := d.Orders.List(func(o given.Order) bool { return o.Owner == user }, limit, offset)
	answer(w, map[string]any{"orders": orders, "total": total})
}

func nested(d given.Deps, me given.User, w http.ResponseWriter, r *http.Request) {
	// Whoever asks under another's name is sent away.
	if r.PathValue("user") != me.Name {
		http.NotFound(w, r)
		return
	}
	id, err := strconv.Atoi(r.PathValue("id"))
	order, ok := d.Orders.Find(id)
	if err != nil || !ok {
		http.NotFound(w, r)
		return
	}
	answer(w, order)
}

func batch(d given.Deps, me given.User, w http.ResponseWriter, r *http.Request) {
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
		if order, ok := d.Orders.Find(id); ok {
			orders = append(orders, order)
		}
	}
	answer(w, map[string]any{"orders": orders})
}

func answer(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v)
}
