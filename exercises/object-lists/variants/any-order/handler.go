// Package objectlists collects a batch in a map, so that its orders come in
// another order each time, and serves every route from one method that asks
// for the token first.
package objectlists

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strconv"

	"gatehouse/exercises/object-lists/given"
)

type shop struct {
	orders *given.Orders
	who    func(*http.Request) (given.User, bool)
	routes *http.ServeMux
}

// Handler serves a list of orders, one order of a user, and batches.
func Handler(d given.Deps) http.Handler {
	s := &shop{orders: d.Orders, who: d.Who, routes: http.NewServeMux()}
	s.routes.HandleFunc("GET /orders", s.list)
	s.routes.HandleFunc("GET /users/{user}/orders/{id}", s.one)
	s.routes.HandleFunc("POST /orders/batch", s.batch)
	return s
}

// ServeHTTP implements http.Handler.
func (s *shop) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	if _, ok := s.who(r); !ok {
		w.Header().Add("WWW-Authenticate", `Bearer realm="shop", scope="orders"`)
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	s.routes.ServeHTTP(w, r)
}

// caller is the name of who asks; without one, nothing is theirs.
func (s *shop) caller(r *http.Request) string {
	user, _ := s.who(r)
	return user.Name
}

func (s *shop) list(w http.ResponseWriter, r *http.Request) {
	name := s.caller(r)
	if name == "" {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	limit, offset := given.Page(r.URL.Query())
	orders, total := s.orders.List(func(o given.Order) bool { return o.Owner == name }, limit, offset)
	reply(w, map[string]any{"orders": orders, "total": total})
}

func (s *shop) one(w http.ResponseWriter, r *http.Request) {
	name := s.caller(r)
	id, err := strconv.Atoi(r.PathValue("id"))
	order, ok := s.orders.Find(id)
	if err != nil || !ok || name == "" || order.Owner != name || r.PathValue("user") != name {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	reply(w, order)
}

func (s *shop) batch(w http.ResponseWriter, r *http.Request) {
	name := s.caller(r)
	var asked struct {
		IDs []int `json:"ids"`
	}
	err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<16)).Decode(&asked)
	if err != nil || asked.IDs == nil {
		w.WriteHeader(http.StatusUnprocessableEntity)
		return
	}
	if len(asked.IDs) > 50 {
		w.WriteHeader(http.StatusRequestEntityTooLarge)
		return
	}
	found := map[int]given.Order{}
	for _, id := range asked.IDs {
		if order, ok := s.orders.Find(id); ok && name != "" && order.Owner == name {
			found[id] = order
		}
	}
	orders := slices.AppendSeq([]given.Order{}, maps.Values(found))
	reply(w, map[string]any{"orders": orders})
}

func reply(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_ = json.NewEncoder(w).Encode(v)
}
