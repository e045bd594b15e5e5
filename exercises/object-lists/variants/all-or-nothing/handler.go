// Package objectlists answers a batch as a whole: 404 when one of its orders
// is not there or not the caller's. Handlers return errors, and what is hidden
// is one error, so it has one answer. The name in the query is not looked at.
package objectlists

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"gatehouse/exercises/object-lists/given"
)

var errHidden = errors.New("there is no such order of yours")

type malformed string

func (m malformed) Error() string { return string(m) }

type userKey struct{}

type app struct{ given.Deps }

func Handler(d given.Deps) http.Handler {
	a := app{d}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /orders", a.handle(a.list))
	mux.HandleFunc("GET /users/{user}/orders/{id}", a.handle(a.one))
	mux.HandleFunc("POST /orders/batch", a.handle(a.batch))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		me, ok := d.Who(r)
		if !ok {
			w.Header().Set("WWW-Authenticate", `Bearer realm="orders", error="invalid_token"`)
			problem(w, http.StatusUnauthorized, "a token is needed")
			return
		}
		mux.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), userKey{}, me)))
	})
}

func (a app) handle(serve func(given.User, *http.Request) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		found, err := serve(r.Context().Value(userKey{}).(given.User), r)
		var bad malformed
		switch {
		case errors.As(err, &bad):
			problem(w, http.StatusBadRequest, err.Error())
		case err != nil:
			problem(w, http.StatusNotFound, fmt.Sprintf("%s: %v", r.URL.Path, err))
		default:
			w.Header().Set("Content-Type", "application/json; charset=utf-8")
			w.Header().Set("Cache-Control", "private, no-store")
			_ = json.NewEncoder(w).Encode(found)
		}
	}
}

// load is the only place that finds an order by its id.
func (a app) load(me given.User, id int) (given.Order, error) {
	order, ok := a.Orders.Find(id)
	if !ok || order.Owner == "" || order.Owner != me.Name {
		return given.Order{}, errHidden
	}
	return order, nil
}

func (a app) list(me given.User, r *http.Request) (any, error) {
	limit, offset := given.Page(r.URL.Query())
	orders, total := a.Orders.List(func(o given.Order) bool { return o.Owner != "" && o.Owner == me.Name }, limit, offset)
	return map[string]any{"orders": orders, "total": total, "more": offset+len(orders) < total}, nil
}

func (a app) one(me given.User, r *http.Request) (any, error) {
	id, err := strconv.Atoi(r.PathValue("id"))
	if err != nil {
		return nil, malformed("an id is a number")
	}
	if r.PathValue("user") != me.Name {
		return nil, errHidden
	}
	return a.load(me, id)
}

func (a app) batch(me given.User, r *http.Request) (any, error) {
	var body struct {
		IDs []int `json:"ids"`
	}
	if json.NewDecoder(r.Body).Decode(&body) != nil || len(body.IDs) == 0 || len(body.IDs) > 50 {
		return nil, malformed("one to fifty ids are needed")
	}
	var orders []given.Order
	for _, id := range body.IDs {
		order, err := a.load(me, id)
		if err != nil {
			return nil, err
		}
		orders = append(orders, order)
	}
	return map[string]any{"orders": orders}, nil
}

func problem(w http.ResponseWriter, status int, detail string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"status": status, "detail": detail})
}
